"""The table of permissions: what it says in words is what decides, and nothing else is allowed."""

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser

from adminsite import settings
from entities import permissions
from entities.catalogue import catalogue
from entities.models import Role, Staff
from entities.permissions import ACTIONS, ROLES, TABLE, WHOLE, field_rights, may, viewer_for

EXPENSES = catalogue.entity("expenses")
CONTRACTORS = catalogue.entity("contractors")
OURS, THEIRS = "comp_ours", "comp_theirs"


def told() -> dict[str, list[str]]:
    """The cells of the table in the module's docstring, by action."""
    rows = [line for line in permissions.__doc__.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {action: rest for action, *rest in cells}


TOLD = told()
HEAD = TOLD.pop("action")


def someone(role: str, *companies: str, **more) -> Staff:
    """A member of staff that no database knows, without a second factor."""
    user = Staff(
        username=role, role=role, every_company=not companies, companies=list(companies), **more
    )
    user.has_second_factor = False
    return user


def test_the_table_in_words_and_the_one_that_decides_are_the_same():
    assert [*ROLES, "every company only"] == HEAD
    assert list(TOLD) == [action.name for action in TABLE]
    for action in TABLE:
        in_words = ["yes" if role in action.roles else "" for role in ROLES]
        assert TOLD[action.name] == [*in_words, "yes" if action.whole else ""], action.name


def test_the_roles_are_those_of_accounts_and_settings():
    assert list(ROLES) == Role.values == list(settings._ROLES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", TOLD)
def test_a_role_may_do_what_the_table_says(role, action):
    granted = TOLD[action][ROLES.index(role)] == "yes"
    whole = TOLD[action][-1] == "yes"

    assert may(someone(role), action) is granted
    assert may(someone(role, OURS), action) is (granted and not whole)


@pytest.mark.parametrize("role", [*ROLES, "", "superuser"])
def test_what_stands_nowhere_is_denied(role):
    for action in ("", "View", "drop", "edit ", "administer everything"):
        assert not may(someone(role), action)
    if role not in ROLES:
        assert viewer_for(someone(role)).actions == frozenset()


def test_nobody_and_closed_accounts_may_do_nothing():
    for user in (AnonymousUser(), someone("administrator", is_active=False)):
        viewer = viewer_for(user)
        assert (viewer.name, viewer.actions, viewer.companies) == ("nobody", set(), set())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("entity", catalogue.entities, ids=lambda entity: entity.name)
def test_by_entity_a_person_may_do_nothing_with_what_they_may_not_see(role, entity):
    everywhere, limited = someone(role), someone(role, OURS)
    seen = entity.view_action in ACTIONS[role]

    assert may(everywhere, "view", entity) is seen
    assert may(limited, "view", entity) is (
        seen and entity.view_action not in WHOLE and bool(entity.company_attribute)
    )
    for action in TABLE:
        allowed = may(everywhere, action.name, entity)
        stands = role in action.roles and seen
        assert allowed is (stands and not (entity.read_only and action.changes)), action.name


def test_something_is_read_only_and_something_is_for_administrators():
    assert any(entity.read_only for entity in catalogue.entities)
    assert any(entity.view_action == "administer" for entity in catalogue.entities)


@pytest.mark.parametrize("role", ROLES)
def test_by_company_a_limited_person_works_with_their_own_only(role):
    for action in TABLE:
        everywhere = may(someone(role), action.name, company=THEIRS)
        assert everywhere is (role in action.roles)
        assert not may(someone(role, OURS), action.name, company=THEIRS)
        assert may(someone(role, OURS), action.name, company=OURS) is (
            everywhere and not action.whole
        )


@pytest.mark.parametrize("role", ROLES)
def test_by_field_a_masked_value_is_edited_unseen_and_shown_by_revealing_only(role):
    user = someone(role)
    masked = field_rights(user, CONTRACTORS, "phone")
    secret_name = field_rights(user, CONTRACTORS, "apiToken")
    plain = field_rights(user, CONTRACTORS, "name")
    key = field_rights(user, CONTRACTORS, "contractorId")

    for rights in (masked, secret_name):
        assert not rights.shown
        assert rights.edited is may(user, "edit")
        assert rights.revealed is (role == "administrator")
    assert plain.shown and not plain.revealed and plain.edited is may(user, "edit")
    assert key.shown and not key.edited


def test_by_field_nothing_may_be_done_in_a_foreign_company():
    rights = field_rights(someone("administrator", OURS), CONTRACTORS, "phone", THEIRS)

    assert not (rights.shown or rights.edited or rights.revealed)


@pytest.mark.parametrize("role", ROLES)
def test_by_person_without_the_second_factor_they_must_have_nothing_is_allowed(role, settings):
    assert django_settings.MFA_REQUIRED_ROLES == []
    settings.MFA_REQUIRED_ROLES = ["operator", "administrator"]
    user = someone(role)

    required = role in ("operator", "administrator")
    assert user.needs_second_factor is required
    assert viewer_for(user).actions == (frozenset() if required else ACTIONS[role])

    user.has_second_factor = True
    assert viewer_for(user).actions == ACTIONS[role]
