"""Viewers: denied unless allowed, within their companies."""

import pytest

from entities.errors import ActionNotAllowed, CompanyNotAllowed, ScopeTooNarrow
from entities.schema.viewer import Viewer, everyone
from tests.samples import INVOICES, TOKENS

ANNA = Viewer("anna", frozenset({"view"}), frozenset({"C1"}), frozenset({"tokens.token"}))


def test_nobody_may_do_anything_without_being_allowed():
    viewer = Viewer("new")

    assert not viewer.may("view")
    assert not viewer.sees_company("C1")
    with pytest.raises(ActionNotAllowed, match="does not include “view”"):
        viewer.must("view")


def test_a_viewer_with_a_company_limit_sees_those_companies_only():
    assert ANNA.limited
    assert ANNA.sees_company("C1")
    assert not ANNA.sees_company("C2")
    assert not ANNA.sees_company(None)
    ANNA.must_see_company("C1")
    with pytest.raises(CompanyNotAllowed, match="“C2”"):
        ANNA.must_see_company("C2")


def test_a_viewer_without_a_limit_sees_items_of_no_company_as_well():
    assert not everyone("worker").limited
    assert everyone("worker").sees(TOKENS, {"token": "x"})


def test_an_item_is_seen_within_its_company():
    assert ANNA.sees(INVOICES, {"companyId": "C1"})
    assert not ANNA.sees(INVOICES, {"companyId": "C2"})
    assert not Viewer("x", frozenset(), None).sees(INVOICES, {"companyId": "C1"})


def test_what_cannot_be_told_apart_by_company_is_not_browsed_by_limited_viewers():
    assert ANNA.may_browse(INVOICES)
    assert not ANNA.may_browse(TOKENS)
    ANNA.must_browse(INVOICES)
    with pytest.raises(ScopeTooNarrow, match="Tokens cannot be told apart"):
        ANNA.must_browse(TOKENS)
    everyone("worker").must_browse(TOKENS)


def test_masks_are_lifted_field_by_field():
    assert ANNA.reveals_field(TOKENS, "token")
    assert not ANNA.reveals_field(INVOICES, "token")


def test_machinery_may_do_what_it_is_made_for():
    assert everyone("worker").may("administer")
    assert not everyone("worker", "view").may("administer")
