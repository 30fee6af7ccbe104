"""How many items an index holds: what belongs into it, and what a read of it finds."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.description import IndexDescription
from entities.dynamodb.metering import metered
from entities.errors import ActionNotAllowed, IndexUnknown
from entities.operations.counting import Counts, count_items, read_counts
from entities.operations.tables.desired import desired_table
from entities.operations.tables.index_entries import count_entries, read_entries, units_to_count
from entities.schema.entity import Index
from entities.schema.viewer import Viewer
from tests.operations.making import NOW, STAFF, entity, item_of, limited, put

MANAGER = Viewer("o", frozenset(("view", "manage tables")), None)
INVOICES = "invoiceNum-index"
EXPENSES = entity("expenses")


@pytest.fixture
def desired(store):
    """The table of expenses: three items, one of which has no invoice number."""
    items = [item_of(EXPENSES, number, companyId="C1") for number in range(3)]
    items[0].pop("invoiceNum")
    put(store, "expenses", *items)
    return desired_table(store, catalogue, EXPENSES)


def counted(store, desired, index=INVOICES, viewer=MANAGER, budget=400):
    return count_entries(
        store, catalogue, desired, index, viewer=viewer, now=NOW, budget=Decimal(budget)
    )


def test_what_belongs_into_an_index_is_counted_with_the_items(store, desired):
    counts = count_items(store, catalogue, now=NOW, progress=lambda *_: None)

    assert counts.entering(EXPENSES, INVOICES) == 2
    assert read_counts(store, catalogue, viewer=STAFF).entering(EXPENSES, INVOICES) == 2
    assert counts.entering(entity("runs"), "plan-index") == 0
    assert Counts().entering(EXPENSES, INVOICES) is None


def test_who_has_a_company_limit_is_told_nothing_of_indexes(store, desired):
    count_items(store, catalogue, now=NOW, progress=lambda *_: None)

    assert read_counts(store, catalogue, viewer=limited("C1")).indexes == {}


def test_what_an_index_holds_is_read_from_it_and_kept(store, desired):
    found = counted(store, desired)

    assert (found.count, found.whole, found.counted_at) == (2, True, NOW)
    assert found.units > 0
    with metered() as meter:
        kept = read_entries(store, catalogue, desired, (INVOICES, "other-index"))
    assert (kept[INVOICES].count, kept[INVOICES].counted_at) == (2, NOW)
    assert set(kept) == {INVOICES}
    assert meter.calls == {"BatchGetItem": 1}
    assert read_entries(store, catalogue, desired, ()) == {}


def test_counting_all_items_keeps_what_indexes_held(store, desired):
    counted(store, desired)

    count_items(store, catalogue, now=NOW, progress=lambda *_: None)

    assert read_entries(store, catalogue, desired, (INVOICES,))[INVOICES].count == 2


def test_a_company_that_is_called_like_an_index_gets_no_count_of_one(store, desired):
    counted(store, desired)
    name = f"index {desired.name}/{INVOICES}"
    put(store, "projects", item_of(entity("projects"), 1, companyId=name))

    count_items(store, catalogue, now=NOW, progress=lambda *_: None)

    assert read_counts(store, catalogue, viewer=limited(name)) == Counts()
    assert read_entries(store, catalogue, desired, (INVOICES,))[INVOICES].count == 2


def test_a_count_ends_at_its_budget_and_is_not_kept(store, desired, faults):
    cursor = {"companyId": {"S": "C1"}, "expenseId": {"S": "e"}, "invoiceNum": {"S": "i"}}
    consumed = {"TableName": desired.name, "CapacityUnits": 9}
    page = {"Items": [cursor], "LastEvaluatedKey": cursor, "ConsumedCapacity": consumed}
    faults.answer("Scan", page, times=2)

    found = counted(store, desired, budget=10)

    assert (found.count, found.whole, found.units) == (2, False, 18)
    assert read_entries(store, catalogue, desired, (INVOICES,)) == {}


def test_an_index_that_is_not_there_and_a_viewer_who_may_not_are_refused(store, desired):
    with pytest.raises(IndexUnknown, match="no-index"):
        counted(store, desired, "no-index")
    with pytest.raises(ActionNotAllowed):
        counted(store, desired, viewer=STAFF)


def test_before_the_table_of_counts_is_made_nothing_is_known(bare):
    assert read_entries(bare, catalogue, desired_table(bare, catalogue, EXPENSES), ("i",)) == {}


def test_what_a_count_costs_is_told_before():
    def held(size: int) -> IndexDescription:
        return IndexDescription(Index("i", "a"), "ACTIVE", size=size)

    assert units_to_count(held(0), 0) == Decimal("0.5")
    assert units_to_count(held(81_920), 999_999) == 10
    assert units_to_count(held(0), 81_920) == 10  # not told yet
