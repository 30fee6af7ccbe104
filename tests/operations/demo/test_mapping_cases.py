"""The 45 users of the Visayas are in the mapping cases that the table states."""

from collections import Counter

import pytest

from entities.operations.demo import MAPPING_CASES
from entities.operations.demo.mapping_cases import mapped_users


@pytest.fixture(scope="module")
def users(offices):
    return mapped_users(offices["Visayas"])


@pytest.fixture(scope="module")
def known(demo):
    """By user: statuses of memberships in companies that exist, in others; companies owned."""
    companies = {company["companyId"]: company for company in demo["companies"]}
    members = demo["company-users"]
    admins = {company.get("adminUserId"): key for key, company in companies.items()}

    def of(user_id):
        mine = [member for member in members if member["userId"] == user_id]
        here = sorted(m["status"] for m in mine if m["companyId"] in companies)
        nowhere = sum(1 for m in mine if m["companyId"] not in companies)
        return here, nowhere, user_id in admins, user_id in companies

    return of


FACTS = {
    "one": (["active"], 0, False, False),
    "one with data": (["active"], 0, False, False),
    "shared": (["active"], 0, False, False),
    "one of two": (["active", "inactive"], 0, False, False),
    "inactive": (["inactive"], 0, False, False),
    "several": (["active", "active"], 0, False, False),
    "no such company": ([], 1, False, False),
    "owner by admin": ([], 0, True, False),
    "owner by id": ([], 0, False, True),
    "none, login id": ([], 0, False, False),
    "none, other id": ([], 0, False, False),
}


def test_the_cases_cover_45_users():
    assert sum(case.users for case in MAPPING_CASES) == 45
    assert [case.name for case in MAPPING_CASES] == list(FACTS)


def test_as_many_users_are_in_a_case_as_it_states(users):
    assert Counter(user.case for user in users) == {c.name: c.users for c in MAPPING_CASES}


@pytest.mark.parametrize("case", FACTS)
def test_what_is_known_of_a_user_is_what_the_case_says(users, known, case):
    for user in [user for user in users if user.case == case]:
        assert known(user.user_id) == FACTS[case]


def test_two_users_share_each_shared_company(users, demo):
    shared = {user.user_id for user in users if user.case == "shared"}
    joined = Counter(m["companyId"] for m in demo["company-users"] if m["userId"] in shared)
    assert sorted(joined.values()) == [2, 2]


def test_users_of_one_company_hold_an_expense_of_the_same_id(users, demo):
    shared = {user.user_id for user in users if user.case == "shared"}
    ids = Counter(e["expenseId"] for e in demo["multi-expenses"] if e["userId"] in shared)
    assert max(ids.values()) == 4


def test_one_user_joins_a_company_that_holds_expenses_already(users, demo):
    (user,) = [user for user in users if user.case == "one with data"]
    (company,) = [m["companyId"] for m in demo["company-users"] if m["userId"] == user.user_id]
    assert [expense for expense in demo["expenses"] if expense["companyId"] == company]


def test_ids_of_orphans_are_login_ids_and_others(users):
    starts = {u.case: u.user_id.startswith("user_") for u in users if u.case.startswith("none")}
    assert starts == {"none, login id": True, "none, other id": False}


def test_every_user_of_the_visayas_has_rows_and_is_known(users, demo):
    wanted = {user.user_id for user in users}
    for name in ("multi-users", "multi-projects", "multi-expenses", "multi-works"):
        assert wanted <= {item["userId"] for item in demo[name]}
