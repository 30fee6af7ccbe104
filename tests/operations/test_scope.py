"""Company scope: whatever is asked, nothing of another company comes out."""

import pytest

from entities.catalogue import catalogue
from entities.errors import (
    ActionNotAllowed,
    CompanyNotAllowed,
    ItemNotFound,
    ScopeTooNarrow,
)
from entities.operations.browsing import Query, list_items
from entities.operations.companies import show_company
from entities.operations.counting import count_items, read_company_counts, read_counts
from entities.operations.items import attachment, raw_item, show_item
from entities.operations.lookups import build_lookups
from entities.operations.overview import overview, table_states
from entities.operations.projects import show_project
from entities.operations.scoping import scope
from entities.operations.searching import search
from entities.schema.conditions import (
    Equals,
)
from entities.schema.viewer import Viewer
from tests.operations.making import NOW, entity, limited
from tests.operations.world import COMPANIES, KEPT_BY_COMPANY, is_theirs, item_in

SCOPELESS = [e for e in catalogue.entities if not e.company_attribute]


@pytest.mark.parametrize("declared", KEPT_BY_COMPANY, ids=lambda declared: declared.name)
def test_an_item_of_another_company_is_not_found_exactly_like_a_missing_one(world, declared):
    viewer = limited("C1")
    for company in (*COMPANIES, None):
        if company is None and declared.company_attribute in declared.keys:
            continue
        key = declared.key_of(item_in(declared, company))
        shows = (
            lambda key: show_item(world, catalogue, declared, key, viewer=viewer, now=NOW),
            lambda key: raw_item(world, declared, key, viewer=viewer),
            lambda key: attachment(world, declared, key, "receiptImage", viewer=viewer),
        )
        for show in shows:
            if company == "C1":
                assert is_theirs(viewer, repr(show(key)))
            else:
                assert words(show, key) == words(show, missing(declared, key))


def missing(declared, key):
    """A key as long and of the same last part, under which there is nothing."""
    return ("nobody", *key[1:]) if len(key) > 1 else key


def words(show, key) -> tuple[str, str]:
    with pytest.raises(ItemNotFound) as refusal:
        show(key)
    return str(refusal.value), refusal.value.hint


def test_a_page_of_an_own_company_or_project_tells_nothing_of_others(world):
    viewer, tenant, projects = limited("C2"), entity("companies"), entity("projects")
    key = projects.key_of(item_in(projects, "C2"))
    count_items(world, catalogue, now=NOW, progress=lambda *_: None)

    company = show_company(world, catalogue, tenant, "C2", viewer=viewer, now=NOW)
    project = show_project(world, catalogue, projects, key, viewer=viewer, now=NOW)

    assert is_theirs(viewer, repr(company) + repr(project))
    assert {section.count for section in company.sections} == {1}
    with pytest.raises(ItemNotFound):
        show_company(world, catalogue, tenant, "C1", viewer=viewer, now=NOW)
    with pytest.raises(ItemNotFound):
        show_project(world, catalogue, projects, ("C1", key[1]), viewer=viewer, now=NOW)


@pytest.mark.parametrize(
    "text", ["shared@acme.il", "acme", "shared", "of~C2~", "C2", "Acme shared"]
)
def test_search_finds_nothing_of_another_company(world, text):
    build_lookups(world, catalogue, now=NOW, progress=lambda *_: None)

    for companies in ((), ("C1",), ("C1", "C3")):
        viewer = limited(*companies)
        results = search(world, catalogue, text, viewer=viewer)
        assert is_theirs(viewer, repr(results.hits))
        assert {hit.company for hit in results.hits} <= set(companies)


@pytest.mark.parametrize("companies", [(), ("C1",), ("C1", "C3"), ("C1", "nobody")])
def test_counts_are_the_sum_over_the_viewers_companies(world, companies):
    count_items(world, catalogue, now=NOW, progress=lambda *_: None)
    viewer, real = limited(*companies), len({"C1", "C3"} & set(companies))

    counts = read_counts(world, catalogue, viewer=viewer)

    assert set(counts.entities.values()) <= {real}
    page = overview(world, catalogue, viewer=viewer)
    assert {figure or 0 for _, figure in page.figures} <= {real}
    for state in table_states(world, catalogue, counts, viewer=viewer):
        assert (state.count or 0) <= real * len(state.entities)
        assert state.size is None
    assert all(attention.count <= real for attention in page.attention)
    assert is_theirs(viewer, repr(page))


def test_a_company_is_refused_alike_whether_it_exists_or_not(world):
    viewer = limited("C1")
    refusals = []
    for company in ("C2", "C9"):
        for ask in (
            lambda c: read_company_counts(world, catalogue, c, viewer=viewer),
            lambda c: scope(entity("expenses"), (Equals("companyId", c),), viewer),
        ):
            with pytest.raises(CompanyNotAllowed) as refusal:
                ask(company)
            refusals.append(str(refusal.value).replace(company, "…"))

    assert set(refusals) == {"“…” is not one of the companies you work with."}


@pytest.mark.parametrize("declared", SCOPELESS, ids=lambda declared: declared.name)
def test_what_cannot_be_told_apart_by_company_is_refused_to_a_viewer_with_a_limit(store, declared):
    viewer, key = limited("C1"), tuple("x" for _ in declared.keys)

    with pytest.raises(ScopeTooNarrow):
        list_items(store, catalogue, declared, Query(scan=True), viewer=viewer, now=NOW)
    with pytest.raises(ScopeTooNarrow):
        show_item(store, catalogue, declared, key, viewer=viewer, now=NOW)
    with pytest.raises(ScopeTooNarrow):
        raw_item(store, declared, key, viewer=viewer)


@pytest.mark.parametrize("declared", catalogue.entities, ids=lambda declared: declared.name)
def test_who_may_nothing_sees_nothing(store, declared):
    nobody, key = Viewer("nobody"), tuple("x" for _ in declared.keys)

    with pytest.raises(ActionNotAllowed):
        list_items(store, catalogue, declared, Query(scan=True), viewer=nobody, now=NOW)
    with pytest.raises(ActionNotAllowed):
        show_item(store, catalogue, declared, key, viewer=nobody, now=NOW)


def test_who_may_only_view_sees_no_audit_log(store):
    viewer = limited("C1", actions=("view",))

    with pytest.raises(ActionNotAllowed):
        list_items(store, catalogue, entity("audit"), Query(scan=True), viewer=viewer, now=NOW)
