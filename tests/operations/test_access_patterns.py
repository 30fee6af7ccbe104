"""Every question the tables answer without a scan: by which path, and at what price."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.operations.browsing import Query, list_items
from entities.schema.conditions import Between, Condition, In
from tests.operations.making import NOW, STAFF, entity, item_of, put
from tests.operations.patterns import PATTERNS, Pattern, exactly


def items_of(pattern: Pattern) -> list[dict]:
    """Six items: of one user where items are kept by user, of three companies elsewhere."""
    declared, items = entity(pattern.of), []
    for number in range(6):
        item = item_of(declared, number)
        if declared.generation in ("single", "multi") and declared.sort:
            item = item_of(declared, number, userId="u1")
        if pattern.of == "expenses":
            item["expenseId"] = f"e{number}"
        if declared.keys == ("companyId",):
            item["companyId"] = f"C{number}"
        items.append(item)
    if pattern.of == "single-projects":
        items[3:] = [item_of(entity("single-works"), n, userId="u1") for n in range(3, 6)]
    return items


@pytest.mark.conformance
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: f"{pattern.of}: {pattern.asks}")
def test_a_question_is_answered_by_its_access_path_in_one_call(store, pattern):
    items = items_of(pattern)
    put(store, pattern.of, *items)
    declared = entity(pattern.of)
    list_page(store, "counts")  # the table's description is known by now, as it is in the product
    store.description(declared)

    with metered() as meter:
        listing = list_page(store, pattern.of, *pattern.conditions, columns=declared.keys)

    index = listing.path.index
    assert (listing.path.how, index.name if index else "table") == (pattern.how, pattern.place)
    found = [row.key for row in listing.rows]
    wanted = [declared.key_of(items[number]) for number in pattern.answer]
    assert found == wanted or sorted(found) == sorted(wanted) and not listing.path.sort
    batches = {"BatchGetItem": 1} if index and index.projection != "ALL" else {}
    calls = {"GetItem" if pattern.how == "get" else "Query": 1, **batches}
    assert {name: n for name, n in meter.calls.items() if n} == calls | labels(listing, calls)
    assert listing.cost.calls == sum(calls.values())


def labels(listing, calls: dict) -> dict:
    """One batch more where the shown keys are references to other items."""
    more = any(
        shown.pointer and shown.pointer.key for row in listing.rows for shown in row.values.values()
    )
    return {"BatchGetItem": calls.get("BatchGetItem", 0) + 1} if more else {}


def list_page(store, name: str, *conditions: Condition, **query):
    return list_items(
        store,
        catalogue,
        entity(name),
        Query(tuple(conditions), **query),
        viewer=STAFF,
        now=NOW,
    )


@pytest.mark.parametrize("declared", catalogue.entities, ids=lambda declared: declared.name)
def test_no_list_scans_unless_asked(store, declared):
    with metered() as meter:
        listing = list_page(store, declared.name)

    assert listing.needs_scan
    assert listing.rows == []
    assert meter.calls["Scan"] == meter.calls["Query"] == 0


@pytest.mark.parametrize("declared", catalogue.entities, ids=lambda declared: declared.name)
def test_a_scan_that_was_asked_for_shows_every_entity_in_one_call(store, declared):
    put(store, declared.name, *(item_of(declared, number) for number in range(3)))
    store.description(declared)

    with metered() as meter:
        listing = list_page(store, declared.name, scan=True)

    assert {row.key for row in listing.rows} == {
        declared.key_of(item_of(declared, number)) for number in range(3)
    }
    assert meter.calls["Scan"] == 1
    assert meter.calls["BatchGetItem"] <= 1
    assert set(meter.calls) <= {"Scan", "BatchGetItem"}


def test_an_index_that_is_asked_for_is_taken_where_its_partition_is_known(store):
    conditions = exactly(companyId="C1", contractorId="contractors-1")

    assert (
        list_page(store, "expenses", *conditions).path.index.name == "contractor-invoiceNum-index"
    )
    lacking = list_page(store, "expenses", *conditions, index="invoiceNum-index")
    assert lacking.path.index.name != "invoiceNum-index"  # it does not hold the contractor
    assert list_page(store, "expenses", *conditions, index="table").path.index is None
    assert list_page(store, "expenses", index="invoiceNum-index").needs_scan


def test_every_page_of_labels_is_one_batch_per_hundred_distinct_references(store):
    expenses = [
        item_of(
            entity("expenses"), n, companyId="C1", expenseId=f"e{n:03}", contractorId=f"c{n:03}"
        )
        for n in range(120)
    ]
    put(store, "expenses", *expenses)
    store.description(entity("expenses"))

    with metered() as meter:
        listing = list_page(
            store, "expenses", *exactly(companyId="C1"), columns=("contractorId",), size=120
        )

    assert len(listing.rows) == 120
    assert meter.calls == {"Query": 1, "BatchGetItem": 2}


def test_a_range_and_a_choice_of_several_are_filters_beside_the_key(store):
    put(store, "expenses", *(item_of(entity("expenses"), n, companyId="C1") for n in range(6)))

    listing = list_page(
        store,
        "expenses",
        *exactly(companyId="C1"),
        Between("amount", Decimal(2), Decimal(5)),
        In("status", ("approved", "rejected")),
    )

    assert [row.values["amount"].value for row in listing.rows] == [2, 3]
    assert listing.cost.scanned == 6
