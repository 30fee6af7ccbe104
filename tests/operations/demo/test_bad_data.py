"""Each mistake seen in live data is in the demo data, and is the mistake it is said to be."""

from collections import Counter
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.catalogue.construction.tiers import is_over
from entities.operations.demo.bad_data import BAD_DATA
from entities.operations.demo.mistaken_company import CONTRACTOR, PROJECT, expense


def made(words):
    return list(BAD_DATA[words]("MARK"))


def items(words, name):
    return [item for entity, item in made(words) if entity == name]


@pytest.mark.parametrize("words", BAD_DATA)
def test_every_reported_mistake_has_an_item(words, demo):
    assert made(words)
    assert all(name in demo for name, _ in made(words))


@pytest.mark.parametrize(
    "words, attribute, value",
    [
        ("date 15/01/2025", "date", "15/01/2025"),
        ("date 2025-02-30", "date", "2025-02-30"),
        ("projectId proj_DOES_NOT_EXIST_12345", "projectId", "proj_DOES_NOT_EXIST_12345"),
        ("paymentMethod TOTALLY_INVALID_METHOD", "paymentMethod", "TOTALLY_INVALID_METHOD"),
        ("amount 100000001", "amount", Decimal(100_000_001)),
        ("amount 0.01", "amount", Decimal("0.01")),
        ("QA data TC-*", "invoiceNum", "TC-EXP-014"),
    ],
)
def test_an_expense_is_right_but_for_one_value(words, attribute, value):
    (wrong,) = items(words, "expenses")
    right = expense("MARK")
    assert wrong[attribute] == value != right[attribute]
    assert {name for name in right if wrong[name] != right[name]} <= {attribute, "description"}


def test_two_expenses_of_one_contractor_have_one_invoice():
    pair = items("two expenses with one invoice", "expenses")
    assert len({(e["companyId"], e["contractorId"], e["invoiceNum"]) for e in pair}) == 1
    assert len({e["expenseId"] for e in pair}) == 2


def test_the_ids_that_testing_left_behind_are_there(demo):
    companies = {company["companyId"] for company in demo["companies"]}
    assert {"test-company-123", "default-company"} <= companies
    assert [company for company in companies if company.startswith("user_user_")]
    for name in ("multi-projects", "multi-contractors", "multi-expenses", "multi-works"):
        assert "test-user-123" in {item["userId"] for item in demo[name]}
    assert "default-user" in {item["userId"] for item in demo["single-projects"]}


def test_companies_trip_the_watches_made_for_them(demo):
    watched = Counter(
        watch.name
        for company in demo["companies"]
        for watch in catalogue.entity("companies").watches
        if watch.test(company)
    )
    assert watched.keys() == {"over-limit", "near-limit", "negative-counter", "ghost", "past-due"}


def test_a_trial_company_has_six_projects_of_the_three_it_may_have(demo):
    (company,) = items("trial company with 6 projects", "companies")
    held = [p for p in demo["projects"] if p["companyId"] == company["companyId"]]
    assert len(held) == company["currentProjects"] == 6
    assert is_over(company)


def test_three_projects_have_one_name():
    assert [p["name"] for p in items("test_project three times", "projects")] == [
        "test_project"
    ] * 3


def test_rows_without_a_company_name_one_that_does_not_exist(demo):
    companies = {company["companyId"] for company in demo["companies"]}
    assert not {item["companyId"] for _, item in made("rows without a company")} & companies


def test_a_company_has_members_and_no_active_admin():
    members = items("companies without active admin", "company-users")
    assert not [m for m in members if m["role"] == "admin" and m["status"] == "active"]


def test_dangling_ids_dangle(demo):
    projects = {project["projectId"] for project in demo["projects"]}
    contractors = {contractor["contractorId"] for contractor in demo["contractors"]}
    works = {work["workId"] for work in demo["works"]}
    wrong = [item for _, item in made("dangling project/contractor/work ids")]
    assert {PROJECT, CONTRACTOR} <= projects | contractors
    assert [item for item in wrong if item["projectId"] not in projects]
    assert [item for item in wrong if item["contractorId"] not in contractors]
    assert [item for item in wrong if item.get("workId", "").endswith("nosuchone")]
    assert not [work for work in works if work.endswith("nosuchone")]


def test_payments_without_a_company_name_none():
    assert not [p for p in items("payments without company", "paddle-payments") if "companyId" in p]


def test_names_of_the_single_table_fit_no_project_one_or_two(demo):
    names = Counter(p["name"] for p in demo["single-projects"])
    hits = {names[expense["project"]] for expense in demo["single-expenses"]}
    assert {0, 1, 2} <= hits


def test_invoice_numbers_and_amounts_of_the_single_table_are_not_always_usable(demo):
    assert [e for e in demo["single-expenses"] if e["invoiceNum"] == ""]
    assert [e for e in demo["single-expenses"] if isinstance(e["amount"], str)]
    assert [u for u in demo["single-unknown"] if u["expenseId"] == "settings"]
