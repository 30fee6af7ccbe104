"""A read-only generation leads on to where the data is kept now: on its list, items and forms."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.operations.whereabouts import whereabouts
from entities.schema.viewer import Viewer, everyone
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.html import find, links, problems, texts
from tests.web.records import OURS, put

SINGLE = catalogue.entity("single-expenses")
KEY = ("user_1", "exp_9")
PAGES = {"": 200, "edit": 403, "delete": 403, "move": 403}


@pytest.fixture
def remembered(web):
    """One expense of the single table."""
    put(
        web,
        "single-expenses",
        userId="user_1",
        expenseId="exp_9",
        amount=Decimal(5),
        date="2024-01-01",
    )
    return web


def member(company: str, **more) -> dict:
    return {"companyId": company, "userId": "user_1", **more}


@pytest.mark.parametrize("page", PAGES)
def test_of_a_member_it_leads_to_the_companies_where_they_are_active(remembered, editor, page):
    active = member(OURS, status="Active"), member("other")
    put(remembered, "company-users", *active, member("gone", status="inactive"))

    answer = editor.get(item_url(SINGLE, KEY, page))

    assert answer.status_code == PAGES[page]
    assert list(problems(answer)) == []
    for company in (OURS, "other"):
        assert f"/data/expenses/?companyId.is={company}" in links(answer)
    assert "gone" not in answer.content.decode()
    assert "/data/multi-expenses/?userId.is=user_1" not in links(answer)


@pytest.mark.parametrize("page", PAGES)
def test_of_who_is_in_no_company_it_leads_to_the_tables_by_user(remembered, editor, page):
    assert "/data/multi-expenses/?userId.is=user_1" in links(
        editor.get(item_url(SINGLE, KEY, page))
    )


def test_a_list_leads_to_the_lists_that_are_kept_and_of_one_user_to_theirs(remembered, viewer):
    put(remembered, "company-users", member(OURS))

    everybody = viewer.get("/data/single-expenses/?scan=1")
    assert {"/data/expenses/", "/data/multi-expenses/"} <= set(links(everybody))
    assert "are read only" in " ".join(texts(everybody, "p"))
    theirs = viewer.get("/data/single-expenses/?userId.is=user_1")
    assert f"/data/expenses/?companyId.is={OURS}" in links(theirs)


def test_a_new_one_is_made_where_it_is_kept(remembered, editor):
    answer = editor.get("/new/single-expenses/")

    assert answer.status_code == 403
    assert "/data/expenses/" in links(answer)


def test_what_is_edited_here_says_nothing_of_the_kind(remembered, viewer):
    assert not find(viewer.get("/data/expenses/"), "div", class_="banner info")


def test_nobody_is_led_to_what_they_may_not_see(remembered):
    put(remembered, "company-users", member("other"))
    limited = Viewer("one", frozenset({"view"}), frozenset({OURS}))

    for user, found in (("user_1", []), ("", ["expenses"])):
        told = whereabouts(remembered, catalogue, SINGLE, user, viewer=limited)
        assert [of.entity.name for of in told] == found


def test_without_memberships_to_read_it_is_by_user(remembered, faults):
    faults.refuse("Query", "ProvisionedThroughputExceededException", times=50)

    told = whereabouts(remembered, catalogue, SINGLE, "user_1", viewer=everyone("staff", "view"))

    assert [of.entity.name for of in told] == ["multi-expenses"]
