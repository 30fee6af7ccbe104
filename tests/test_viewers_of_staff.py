"""Who may do what: every role with every action, and the viewer made of a member of staff."""

import pytest
from django.contrib.auth.models import AnonymousUser

from entities.catalogue import catalogue
from entities.models import Role, Staff
from entities.permissions import ACTIONS, may, viewer_for

# Every action, with the roles that may do it.
TABLE = {
    "view": "viewer editor operator approver administrator",
    "save view": "viewer editor operator approver administrator",
    "edit": "editor operator administrator",
    "create": "editor operator administrator",
    "delete": "editor operator administrator",
    "export": "editor operator administrator",
    "share view": "editor operator approver administrator",
    "undo": "editor operator administrator",
    "bulk": "operator administrator",
    "support": "operator administrator",
    "request approval": "operator administrator",
    "import": "operator administrator",
    "back up": "operator administrator",
    "validate": "operator administrator",
    "migrate": "operator administrator",
    "manage tables": "operator administrator",
    "read audit": "operator approver administrator",
    "approve": "approver administrator",
    "administer": "administrator",
    "manage accounts": "administrator",
    "reveal": "administrator",
    "take out backup": "administrator",
}


def staff(role: str = "viewer", **more) -> Staff:
    return Staff(username="dana", role=role, **{"every_company": True, **more})


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("action", [*TABLE, "anything else"])
def test_a_role_may_do_what_stands_in_the_table_and_nothing_else(role, action):
    assert may(staff(role), action) == (role in TABLE.get(action, "").split())


def test_no_role_and_no_action_is_missing_from_the_table():
    assert set(ACTIONS) == set(Role.values)
    assert frozenset().union(*ACTIONS.values()) == set(TABLE)


@pytest.mark.parametrize(
    "user",
    [
        AnonymousUser(),
        staff("administrator", is_active=False),
        staff(""),
        staff("owner"),
    ],
    ids=["anonymous", "inactive", "without a role", "of an unknown role"],
)
def test_nobody_else_may_do_anything(user):
    viewer = viewer_for(user)

    assert viewer.actions == frozenset()
    assert not any(may(user, action) for action in TABLE)
    assert not any(viewer.may_browse(declared) for declared in catalogue.entities)


@pytest.mark.parametrize("user", [AnonymousUser(), staff("viewer", is_active=False)])
def test_who_is_not_signed_in_or_not_active_is_nobody_and_sees_no_company(user):
    viewer = viewer_for(user)

    assert (viewer.name, viewer.companies) == ("nobody", frozenset())


def test_the_viewer_of_staff_carries_their_name_and_companies():
    viewer = viewer_for(staff("editor", every_company=False, companies=["C1", "C2"]))

    assert (viewer.name, viewer.companies) == ("dana", {"C1", "C2"})
    assert viewer.reveals == frozenset()


def test_staff_of_every_company_have_no_limit_whatever_else_is_listed():
    assert viewer_for(staff(companies=["C1"])).companies is None


def test_staff_of_no_company_see_none():
    viewer = viewer_for(staff(every_company=False))

    assert viewer.companies == frozenset()
    assert not viewer.sees_company("C1")


def test_an_action_is_allowed_on_items_of_own_companies_only():
    user = staff("editor", every_company=False, companies=["C1"])
    expenses = catalogue.entity("expenses")

    assert may(user, "edit", expenses)
    assert may(user, "edit", expenses, "C1")
    assert not may(user, "edit", expenses, "C2")
    assert not may(user, "edit", company="C2")
    assert not may(user, "bulk", expenses, "C1")


def test_what_cannot_be_told_apart_by_company_is_not_for_a_limited_person():
    old = catalogue.entity("multi-expenses")

    assert not may(staff("editor", every_company=False, companies=["C1"]), "edit", old)
    assert may(staff("editor"), "edit", old)


def test_our_own_tables_are_for_administrators():
    assert not may(staff("operator"), "view", catalogue.entity("audit"))
    assert may(staff("administrator"), "view", catalogue.entity("audit"))
