"""What the process consumed is kept by table, reads apart from writes."""

from datetime import UTC, datetime
from decimal import Decimal

from entities.dynamodb.batches import put_all
from entities.dynamodb.spending import Ledger, Spent, ledger
from entities.schema.access import AccessPath
from tests.samples import INVOICES, invoice

SCAN = AccessPath("scan", keys=INVOICES.keys)


def test_reads_and_writes_of_a_table_add_up(sample_store):
    table = sample_store.table(INVOICES)
    before = ledger.of(table)

    put_all(sample_store, INVOICES, [invoice(1), invoice(2)])
    page = sample_store.page(INVOICES, SCAN)

    spent = ledger.of(table)
    assert spent.reads - before.reads == page.units > 0
    assert spent.writes > before.writes
    assert spent.calls - before.calls == 2
    assert ledger.since <= datetime.now(UTC)


def test_each_table_of_one_call_has_its_own_share():
    kept = Ledger(lambda: datetime(2025, 6, 1, tzinfo=UTC))
    told = [{"TableName": "a", "CapacityUnits": 2.5}, {"TableName": "b", "CapacityUnits": 4}]

    kept.count("TransactWriteItems", told)
    kept.count("Query", [{"TableName": "a", "CapacityUnits": None}])

    assert kept.of("a") == Spent(Decimal(0), Decimal("2.5"), 2)
    assert kept.of("b") == Spent(Decimal(0), Decimal(4), 1)
    assert kept.of("c") == Spent()
