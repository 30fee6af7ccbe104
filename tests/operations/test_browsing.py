"""Lists: what may be asked, what is shown, and tables that are not as declared."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.operations.browsing import Query, list_items
from entities.operations.paging import Budget
from entities.schema.conditions import (
    Equals,
    In,
    NotEquals,
)
from tests.operations.making import NOW, STAFF, entity, item_of, limited, put

OF_C1 = Equals("companyId", "C1")


def list_page(store, declared, *conditions, viewer=STAFF, budget=None, **query):
    declared = entity(declared) if isinstance(declared, str) else declared
    more = {"budget": budget} if budget else {}
    asked = Query(tuple(conditions), **query)
    return list_items(store, catalogue, declared, asked, viewer=viewer, now=NOW, **more)


def test_a_row_shows_its_columns_masked_and_labelled(store):
    expenses, contractors = entity("expenses"), entity("contractors")
    put(
        store, "contractors", item_of(contractors, 1, companyId="C1", contractorId="c1", name="Roy")
    )
    put(
        store,
        "expenses",
        item_of(expenses, 1, companyId="C1", expenseId="e1", contractorId="c1", projectId="gone"),
    )

    (row,) = list_page(
        store, "expenses", OF_C1, columns=("contractorId", "projectId", "receiptUrl", "nothing")
    ).rows

    assert list(row.values) == ["expenseId", "contractorId", "projectId", "receiptUrl"]
    assert (row.key, row.heading, row.company) == (("C1", "e1"), "invoiceNum-001", "C1")
    assert row.values["contractorId"].pointer.label == "Roy"
    assert row.values["projectId"].pointer.dangling


def test_columns_nobody_asked_for_are_the_declared_ones_but_those_the_filter_fixes(store):
    page = list_page(store, "expenses", OF_C1, Equals("status", "paid"))

    columns = entity("expenses").columns
    assert page.columns == tuple(name for name in columns if name not in ("companyId", "status"))


def test_only_columns_are_read_never_pictures(store, sent):
    put(store, "expenses", item_of(entity("expenses"), 1, companyId="C1"))
    sent.clear()

    list_page(store, "expenses", OF_C1)

    read = {n for op, arguments in sent if op == "Query" for n in names(arguments)}
    assert {"companyId", "expenseId", "amount"} <= read
    assert not read & {"receiptImage", "contractorSignature"}


def names(arguments: dict) -> list[str]:
    known = arguments["ExpressionAttributeNames"]
    return [known[part.strip()] for part in arguments["ProjectionExpression"].split(",")]


def test_a_list_may_be_turned_round(store):
    items = [item_of(entity("projects"), n, companyId="C1", projectId=f"p{n}") for n in range(3)]
    put(store, "projects", *items)

    page = list_page(store, "projects", OF_C1, descending=True)

    assert [row.key[1] for row in page.rows] == ["p2", "p1", "p0"]


@pytest.mark.parametrize(
    ("conditions", "strong"),
    [
        ((OF_C1,), [True, None]),
        ((OF_C1, Equals("expenseId", "e1")), [True, None]),
        ((OF_C1, Equals("invoiceNum", "N1")), [None, True, None]),  # the index, then the table
    ],
)
def test_a_strong_list_reads_the_table_strongly(store, sent, conditions, strong):
    expense = item_of(
        entity("expenses"), 1, companyId="C1", expenseId="e1", invoiceNum="N1", contractorId=""
    )
    put(store, "expenses", {**expense, "contractorId": "c1"})
    store.description(entity("expenses"))
    sent.clear()

    page = list_page(store, "expenses", *conditions, strong=True)

    assert len(page.rows) == 1
    assert [consistent(arguments) for _, arguments in sent] == strong


def consistent(arguments: dict):
    batch = next(iter(arguments.get("RequestItems", {}).values()), {})
    return arguments.get("ConsistentRead") or batch.get("ConsistentRead")


def test_a_page_out_of_budget_says_so_and_goes_on(cut_short):
    items = [item_of(entity("projects"), n, companyId="C1", projectId=f"p{n}") for n in range(7)]
    put(cut_short, "projects", *items)
    asked = (OF_C1, In("name", ("name-000", "name-006")))

    first = list_page(cut_short, "projects", *asked, size=2, budget=Budget(calls=2))
    second = list_page(
        cut_short, "projects", *asked, size=2, budget=Budget(calls=2), mark=first.next
    )

    assert first.cost.exhausted
    assert not second.cost.exhausted
    assert [row.key[1] for page in (first, second) for row in page.rows] == ["p0", "p6"]


def test_the_price_of_a_list_is_the_price_of_its_reading(store):
    put(store, "projects", *(item_of(entity("projects"), n, companyId="C1") for n in range(3)))

    with metered() as meter:
        page = list_page(store, "projects", OF_C1, NotEquals("name", "name-001"), columns=("name",))

    assert (page.cost.scanned, page.cost.calls) == (3, 1)
    assert page.cost.units == meter.read_units > Decimal(0)


def test_a_viewer_with_a_limit_gets_only_their_companies_read_by_key(store):
    items = [item_of(entity("companies"), n, companyId=f"C{n}") for n in range(5)]
    put(store, "companies", *items)
    store.description(entity("companies"))

    with metered() as meter:
        page = list_page(store, "companies", viewer=limited("C1", "C3", "C9"), columns=("name",))

    assert [row.key for row in page.rows] == [("C1",), ("C3",)]
    assert meter.calls == {"BatchGetItem": 1}
    assert page.cost.scanned == 2


def test_a_viewer_with_a_limit_may_filter_their_companies(store):
    items = [item_of(entity("companies"), n, companyId=f"C{n}") for n in range(5)]
    put(store, "companies", *items)
    asked = (Equals("subscriptionTier", "starter"), Equals("name", "name-001"))

    page = list_page(store, "companies", *asked, viewer=limited("C0", "C1"))

    assert [row.key for row in page.rows] == [("C1",)]
