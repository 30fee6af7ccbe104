"""What refers to an item: by key, by name, under old names, from tables that are missing."""

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.operations.browsing import Query, list_items
from entities.operations.items import REFERRERS_SHOWN, show_item
from entities.schema.conditions import Equals
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, put
from tests.samples import entity_of

C1 = {"companyId": "C1"}


def show(store, name: str, *key, known=catalogue):
    return show_item(store, known, known.entity(name), key, viewer=STAFF, now=NOW)


def referrers(page) -> dict:
    return {(found.entity.name, found.reference.name): found for found in page.referrers}


@pytest.fixture
def contractor(store):
    """Contractor c1 of C1, with seven expenses, one work, and namesakes elsewhere."""
    put(store, "contractors", item_of(entity("contractors"), 1, **C1, contractorId="c1"))
    put(store, "projects", item_of(entity("projects"), 1, **C1, projectId="p1", name="Roof"))
    expenses = [
        item_of(entity("expenses"), n, **C1, expenseId=f"e{n}", contractorId="c1", projectId="p1")
        for n in range(7)
    ]
    other = item_of(entity("expenses"), 9, companyId="C2", expenseId="e9", contractorId="c1")
    put(store, "expenses", *expenses, other)
    put(store, "works", item_of(entity("works"), 1, **C1, workId="w1", contractorId="c1"))


def test_a_page_is_one_get_one_batch_and_one_page_per_list_of_referrers(store, contractor):
    show(store, "contractors", "C1", "c1")  # every table is described now

    with metered() as meter:
        page = show(store, "contractors", "C1", "c1")

    lists = [found for found in page.referrers if not found.needs_scan]
    assert {found.entity.name for found in lists} == {"expenses", "works"}
    assert meter.calls == {"GetItem": 1, "BatchGetItem": 1, "Query": len(lists)}


def test_what_refers_here_is_shown_first_rows_first_of_this_company_only(store, contractor):
    found = referrers(show(store, "contractors", "C1", "c1"))

    expenses = found["expenses", "contractorId"]
    assert len(expenses.rows) == REFERRERS_SHOWN
    assert expenses.more
    assert all(row.company == "C1" for row in expenses.rows)
    assert [row.key for row in found["works", "contractorId"].rows] == [("C1", "w1")]
    assert not found["works", "contractorId"].more


def test_the_way_to_all_of_them_leads_to_all_of_them(store, contractor):
    expenses = referrers(show(store, "contractors", "C1", "c1"))["expenses", "contractorId"]

    listing = list_items(
        store, catalogue, expenses.entity, Query(expenses.conditions), viewer=STAFF, now=NOW
    )

    assert len(listing.rows) == 7


def test_references_carry_the_name_of_what_they_lead_to(store, contractor):
    values = show(store, "expenses", "C1", "e1").item.values

    assert values["projectId"].pointer.label == "Roof"
    assert values["projectId"].pointer.key == ("C1", "p1")
    assert values["workId"].pointer.dangling
    assert values["invoiceNum"].pointer is None


def test_what_only_a_scan_could_tell_is_not_read(store):
    put(store, "paddle-webhooks", item_of(entity("paddle-webhooks"), 1, webhookId="w1"))

    letters = referrers(show(store, "paddle-webhooks", "w1"))["paddle-webhook-dlq", "webhookId"]

    assert letters.needs_scan
    assert letters.conditions == (Equals("webhookId", "w1"),)


def test_references_by_name_lead_to_the_list_of_that_name_and_back(store):
    user = {"userId": "u1"}
    put(
        store,
        "single-projects",
        item_of(entity("single-projects"), 1, **user, expenseId="p", name="Roof"),
    )
    put(
        store,
        "single-expenses",
        item_of(entity("single-expenses"), 1, **user, expenseId="e", project="Roof"),
    )
    put(
        store,
        "single-works",
        item_of(entity("single-works"), 1, userId="u2", expenseId="w", project="Roof"),
    )

    pointer = show(store, "single-expenses", "u1", "e").item.values["project"].pointer
    back = referrers(show(store, "single-projects", "u1", "p"))

    assert (pointer.entity.name, pointer.key) == ("single-projects", None)
    assert pointer.conditions == (Equals("userId", "u1"), Equals("name", "Roof"))
    assert [row.key for row in back["single-expenses", "project"].rows] == [("u1", "e")]
    assert back["single-works", "project"].rows == []


def test_a_nameless_project_is_nobodys_reference(store):
    project = item_of(entity("single-projects"), 1, userId="u1", expenseId="p", name=None)
    put(store, "single-projects", project)

    assert show(store, "single-projects", "u1", "p").referrers == []


def test_a_blank_name_is_no_reference(store):
    facts = {"userId": "u1", "expenseId": "e", "project": ""}
    put(store, "single-expenses", item_of(entity("single-expenses"), 1, **facts))

    assert show(store, "single-expenses", "u1", "e").item.values["project"].pointer is None


def test_a_payment_leads_to_its_subscription_and_the_subscription_to_its_payments(store):
    put(
        store,
        "paddle-subscriptions",
        item_of(entity("paddle-subscriptions"), 1, **C1, subscriptionId="s1"),
    )
    payments = [
        item_of(
            entity("paddle-payments"), n, paymentId=f"pay_{n}", subscriptionId="s1", companyId=c
        )
        for n, c in enumerate(("C1", "C2", None))
    ]
    put(store, "paddle-payments", *payments)

    pointers = [
        show(store, "paddle-payments", f"pay_{n}").item.values["subscriptionId"].pointer
        for n in (0, 2)
    ]
    back = referrers(show(store, "paddle-subscriptions", "C1"))["paddle-payments", "subscriptionId"]

    assert pointers[0].conditions == (Equals("companyId", "C1"), Equals("subscriptionId", "s1"))
    assert pointers[1].conditions == (Equals("subscriptionId", "s1"),)
    assert [row.key for row in back.rows] == [("pay_0",)]
    for pointer in pointers:
        query = Query(pointer.conditions)
        (row,) = list_items(store, catalogue, pointer.entity, query, viewer=STAFF, now=NOW).rows
        assert row.key == ("C1",)


def test_a_creator_is_found_under_the_old_name_of_the_field(store):
    put(store, "company-users", item_of(entity("company-users"), 1, **C1, userId="u1"))
    old = item_of(entity("projects"), 1, **C1, projectId="p1", createdBy=None, userId="u1")
    put(store, "projects", old)

    found = referrers(show(store, "company-users", "C1", "u1"))["projects", "createdBy"]

    assert [row.key for row in found.rows] == [("C1", "p1")]


def test_a_missing_table_of_referrers_is_a_problem_of_that_list_only(store):
    gone = entity_of(
        "gone",
        "companyId",
        partition="companyId",
        fields=(entity("works").fields_by_name["contractorId"],),
    )
    known = Declared(*(entity(n) for n in ("companies", "company-users", "contractors")), gone)
    put(store, "contractors", item_of(entity("contractors"), 1, **C1, contractorId="c1"))

    (found,) = show(store, "contractors", "C1", "c1", known=known).referrers

    assert found.problem.startswith("The table “samples-dev-gone” does not exist")
    assert (found.rows, found.needs_scan) == ([], False)
