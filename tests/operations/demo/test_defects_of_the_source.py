"""The real mistakes of the source survive its way into the items; each number is known."""

from collections import Counter
from decimal import Decimal
from itertools import chain

import pytest

from entities.operations.demo.company_generation import company_generation
from entities.operations.demo.mapping_cases import mapped_users
from entities.operations.demo.multi_generation import multi_generation
from entities.operations.demo.single_generation import single_generation


@pytest.fixture(scope="module")
def records(offices):
    """What is made of the contracts, without anything made up."""
    luzon = chain.from_iterable(map(company_generation, offices["Luzon"]))
    users = mapped_users(offices["Visayas"])
    visayas = chain.from_iterable(multi_generation(u.office, u.user_id) for u in users)
    mindanao = chain.from_iterable(map(single_generation, offices["Mindanao"]))
    return [*luzon, *visayas, *mindanao]


def of(records, *names):
    return [item for name, item in records if name in names and not _is_system(item)]


def _is_system(item):
    return item.get("isSystemProject") or item.get("isSystemContractor")


@pytest.fixture(scope="module")
def expenses(records):
    return of(records, "expenses", "multi-expenses", "single-expenses")


@pytest.fixture(scope="module")
def projects(records):
    return of(records, "projects", "multi-projects", "single-projects")


def test_76_contract_numbers_are_used_more_than_once_by_one_contractor_in_one_office(expenses):
    used = Counter(
        (
            expense.get("companyId") or expense["userId"],
            expense.get("contractorId") or expense["contractor"],
            expense["invoiceNum"],
        )
        for expense in expenses
    )
    assert sum(1 for times in used.values() if times > 1) == 76


def test_373_amounts_are_above_what_an_expense_may_be(expenses):
    assert sum(1 for expense in expenses if expense["amount"] > 100_000_000) == 373


def test_593_projects_have_no_municipality(projects):
    assert sum(1 for project in projects if project["municipality"] == "") == 593


def test_649_contracts_cost_more_than_was_approved(contracts):
    assert sum(1 for contract in contracts if contract.cost > contract.budget) == 649


def test_12_project_names_of_mindanao_fit_two_projects_of_their_user(records):
    names = Counter((p["userId"], p["name"]) for p in of(records, "single-projects"))
    assert sum(1 for times in names.values() if times > 1) == 12


def test_contract_numbers_that_a_spreadsheet_damaged_stay_so(expenses):
    assert [e["invoiceNum"] for e in expenses if "E+" in e["invoiceNum"]]


def test_every_contract_becomes_one_project_one_work_and_one_expense(records, contracts):
    for names in (
        ("projects", "multi-projects", "single-projects"),
        ("works", "multi-works", "single-works"),
        ("expenses", "multi-expenses", "single-expenses"),
    ):
        assert len(of(records, *names)) == len(contracts) == 7_383


def test_projects_keep_their_id_and_amounts_their_last_digit(projects, expenses, contracts):
    assert {p["projectId"] for p in projects} == {c.project_id for c in contracts}
    assert sum(e["amount"] for e in expenses) == sum((c.cost for c in contracts), Decimal(0))
    assert sum(p["budget"] for p in projects) == sum((c.budget for c in contracts), Decimal(0))


def test_every_firm_of_an_office_is_a_contractor_of_it_and_the_first_one_leads(records, contracts):
    firms = {(c.office, name) for c in contracts for name in c.contractors}
    made = of(records, "contractors", "multi-contractors", "single-contractors")
    assert len(made) == len(firms) == 3_176
    names = {c["contractorId"]: c["name"] for c in made}
    for expense in of(records, "expenses", "multi-expenses"):
        ventured = expense.get("jointVenture", [names[expense["contractorId"]]])
        assert names[expense["contractorId"]] == ventured[0]


def test_joint_ventures_are_listed_on_their_expense_and_work(records):
    assert sum(1 for _, item in records if "jointVenture" in item) == 2 * 1_042
