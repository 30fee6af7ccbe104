"""Everything of one company on one page: counts, counters, spending, and its price."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.dynamodb.tables import create_table
from entities.errors import ItemNotFound
from entities.operations import companies
from entities.operations.companies import ROWS_SHOWN, show_company
from entities.operations.counting import count_items
from entities.schema.entity import Derived
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, put
from tests.operations.world import fill

C1 = {"companyId": "C1"}
MOST_CALLS = 14


def show(store, company="C1", known=catalogue):
    return show_company(store, known, entity("companies"), company, viewer=STAFF, now=NOW)


def sections(page) -> dict:
    return {section.entity.name: section for section in page.sections}


def counters(page) -> dict:
    return {counter.field.name: counter for counter in page.counters}


@pytest.fixture
def company(store):
    """C1 with two active members of three, a project, a system project, and seven expenses."""
    put(store, "companies", item_of(entity("companies"), 1, **C1, currentUsers=Decimal(2)))
    members = [
        item_of(entity("company-users"), n, **C1, userId=f"u{n}", status=status)
        for n, status in enumerate(("active", None, "inactive"))
    ]
    put(store, "company-users", *members)
    put(
        store,
        "projects",
        project(1, isSystemProject=False, spentAmount=Decimal(60)),
        project(2, isSystemProject=True),
    )
    put(store, "expenses", *(expense(n, Decimal(10)) for n in range(6)), expense(7, "text"))
    put(
        store,
        "paddle-subscriptions",
        item_of(entity("paddle-subscriptions"), 1, **C1, currentPlan="ENTERPRISE"),
    )
    return store


def project(number: int, **more) -> dict:
    return item_of(entity("projects"), number, **C1, projectId=f"p{number}", **more)


def expense(number: int, amount, **more) -> dict:
    created = {"createdAt": "2025-06-01T00:00:00.000Z"} if number % 2 else {}
    facts = {"projectId": "p1", "status": "paid", "deletedAt": None} | created | more
    return item_of(entity("expenses"), number, **C1, expenseId=f"e{number}", amount=amount, **facts)


def test_a_company_page_costs_at_most_fourteen_calls(store):
    fill(store)
    show(store)  # every table is described now

    with metered() as meter:
        page = show(store)

    assert sum(meter.calls.values()) <= MOST_CALLS
    assert meter.calls["Scan"] == 0
    assert meter.calls["Query"] + meter.calls["GetItem"] - 1 == len(page.sections)


def test_a_section_shows_the_first_rows_and_counts_them_all(company):
    page = sections(show(company))

    expenses = page["expenses"]
    assert (len(expenses.rows), expenses.count, expenses.exact) == (ROWS_SHOWN, 7, True)
    assert "companyId" not in expenses.columns
    assert page["works"].count == 0
    assert page["company-users"].rows[0].heading == "name-000"


def test_the_facts_of_a_company_are_its_choices(company):
    assert [fact.field.name for fact in show(company).facts] == [
        "subscriptionTier",
        "subscriptionStatus",
    ]


def test_counters_stand_beside_what_is_true(company):
    found = counters(show(company))

    users, projects, expenses = (
        found[name] for name in ("currentUsers", "currentProjects", "currentMonthExpenses")
    )
    assert (users.stored, users.true, users.drifts) == (2, 2, False)
    assert (projects.true, projects.drifts) == (1, True)
    assert expenses.true == 4
    tier = found["subscriptionTier"]
    assert (tier.stored, tier.true, tier.drifts) == ("starter", "ENTERPRISE", False)


def test_what_was_spent_stands_beside_what_the_project_states(company):
    first, second = show(company).spends

    assert (first.key, first.spent, first.stated) == (("C1", "p1"), Decimal(60), Decimal(60))
    assert (second.key, second.spent) == (("C1", "p2"), Decimal(0))
    assert second.budget == Decimal(3)


def test_deleted_expenses_are_not_spent(company):
    put(company, "expenses", expense(8, Decimal(500), status="deleted"))
    put(company, "expenses", expense(9, Decimal(500), deletedAt="2025-06-02T00:00:00.000Z"))

    assert show(company).spends[0].spent == Decimal(60)


def test_too_many_expenses_make_the_sums_untold_not_wrong(company, monkeypatch):
    count_items(company, catalogue, now=NOW, progress=lambda *_: None)
    monkeypatch.setattr(companies, "READ_IN_FULL", 3)

    page = show(company)

    assert page.spends is None
    assert counters(page)["currentMonthExpenses"].true is None
    assert not counters(page)["currentMonthExpenses"].drifts
    expenses = sections(page)["expenses"]
    assert (expenses.count, expenses.exact) == (7, False)  # as last counted


def test_a_company_without_a_subscription_has_no_true_tier(store):
    put(store, "companies", item_of(entity("companies"), 1, **C1))

    assert counters(show(store))["subscriptionTier"].true is None


def test_a_ghost_company_with_nothing_but_an_id_has_a_page(store):
    put(store, "companies", dict(C1))

    page = show(store)

    assert page.company.heading == "C1"
    assert page.facts == []
    assert counters(page)["currentUsers"].stored is None


def test_a_company_that_is_not_there_is_not_found(store):
    with pytest.raises(ItemNotFound, match="Company “C9” was not found"):
        show(store, "C9")


def test_what_only_a_scan_could_tell_is_named_and_not_read(company):
    unread = {declared.name for declared in show(company).unread}

    assert unread == {"paddle-webhooks", "paddle-webhook-dlq"}


def without(name: str, **changes) -> Declared:
    """The catalogue, with one entity declared otherwise."""
    known = {e.name: e for e in catalogue.entities}
    return Declared(*(known | {name: replace(entity(name), **changes)}).values())


def test_a_missing_table_is_a_problem_of_its_section(company):
    page = show(company, known=without("expenses", table="gone"))

    assert "does not exist" in sections(page)["expenses"].problem
    assert page.spends is None
    assert sections(page)["works"].problem == ""


def test_a_table_whose_index_is_gone_is_named_and_not_scanned(company, sent):
    known = without("paddle-payments", table="payments-without-index")
    create_table(company, replace(known.entity("paddle-payments"), indexes=()))

    page = show(company, known=known)

    assert known.entity("paddle-payments") in page.unread
    assert "Scan" not in {operation for operation, _ in sent}


def test_a_derived_value_without_a_formula_has_no_counter(store):
    odd = replace(entity("companies"), derived=(Derived("currentUsers", "unheard of"),))
    put(store, "companies", item_of(odd, 1, companyId="C1"))

    assert show_company(store, catalogue, odd, "C1", viewer=STAFF, now=NOW).counters == []
