"""The live table decides: its keys, its indexes, its state."""

from dataclasses import replace

import pytest

from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.errors import ServiceRefused, TableMissing, TableNotReady
from entities.schema.access import AccessPath, KeySchema
from entities.schema.entity import Index
from tests.dynamodb.test_tables import NEW, status
from tests.samples import BLOBS, DOGS, INVOICES, NOWHERE, VISITS

SCAN = AccessPath("scan")


@pytest.mark.conformance
def test_the_live_keys_and_indexes_carry_the_remarks_of_the_declaration(sample_store):
    live = sample_store.key_schema(INVOICES)

    assert (live.partition, live.sort) == ("companyId", "invoiceId")
    assert set(live.indexes) == set(INVOICES.indexes)
    assert sample_store.key_schema(BLOBS) == KeySchema("digest", None)


def test_an_index_with_other_keys_than_declared_carries_no_remarks(sample_store):
    moved = replace(INVOICES, indexes=(Index("status-index", "status", purpose="another"),))
    undeclared = replace(INVOICES, indexes=())

    for entity in (moved, undeclared):
        live = {index.name: index for index in sample_store.key_schema(entity).indexes}
        assert live["status-index"] == Index("status-index", "status", "amount")


def test_old_tables_keep_their_old_keys(sample_store):
    assert sample_store.key_schema(VISITS).keys == ("userId", "timestamp")


def test_a_description_tells_how_a_table_is_set(sample_store):
    table = sample_store.description(INVOICES)

    assert table.name == "samples-dev-invoices"
    assert table.active
    assert (table.billing, table.stream) == ("PAY_PER_REQUEST", "NEW_AND_OLD_IMAGES")
    assert (table.encryption.kind, table.deletion_protection) == ("KMS", False)
    assert dict(table.key_types)["amount"] == "N"
    assert (table.item_count, table.size) == (0, 0)
    assert table.created is not None
    assert sample_store.description(DOGS).stream is None


def test_an_index_that_is_being_built_is_described_but_not_used(sample_store, faults):
    faults.answer("DescribeTable", status("UPDATING", "CREATING"))

    description = sample_store.description(NEW)

    assert (description.usable, description.active) == (True, False)
    assert [(held.index.name, held.status) for held in description.indexes] == [("i", "CREATING")]
    assert sample_store.key_schema(NEW).indexes == ()
    assert description.billing == "PROVISIONED"


def test_a_description_is_asked_for_once_a_minute(sample_tables, faults, monkeypatch):
    now = 1000.0
    monkeypatch.setattr("entities.dynamodb.live.time.monotonic", lambda: now)
    store = Store(connect())

    store.key_schema(INVOICES)
    store.description(INVOICES)
    assert faults.sent["DescribeTable"] == 1
    now += 61
    store.description(INVOICES)
    assert faults.sent["DescribeTable"] == 2
    store.forget(INVOICES)
    store.description(INVOICES)
    assert faults.sent["DescribeTable"] == 3


@pytest.mark.parametrize("word", ["CREATING", "DELETING"])
def test_a_table_on_its_way_is_not_ready(sample_store, faults, word):
    faults.answer("DescribeTable", status(word))

    with pytest.raises(TableNotReady, match=f"is {word.lower()} and cannot be used yet"):
        sample_store.key_schema(NEW)


def test_items_of_a_table_on_its_way_are_not_ready_either(sample_store, faults):
    faults.refuse("Scan", "ResourceNotFoundException")
    faults.answer("DescribeTable", status("CREATING"))

    with pytest.raises(TableNotReady, match="creating"):
        sample_store.page(NEW, SCAN)


def test_a_table_that_is_missing_is_missing_everywhere(sample_store, faults):
    for ask in (sample_store.key_schema, sample_store.description):
        with pytest.raises(TableMissing, match="samples-dev-nowhere"):
            ask(NOWHERE)
    faults.refuse("Scan", "ResourceNotFoundException", times=2)
    faults.refuse("DescribeTable", "Surprise")
    for entity in (NOWHERE, INVOICES):
        with pytest.raises(TableMissing):
            sample_store.page(entity, SCAN)


def test_a_refused_read_asks_for_the_table_anew(sample_store, faults):
    sample_store.key_schema(INVOICES)
    faults.refuse("Scan", "ValidationException")

    with pytest.raises(ServiceRefused):
        sample_store.page(INVOICES, SCAN)
    sample_store.key_schema(INVOICES)

    assert faults.sent["DescribeTable"] == 2
