"""Everything of a live table: what is told, and what an engine does not offer."""

import pytest

from entities.dynamodb.description import Encryption, Throughput, described
from entities.dynamodb.inspection import NOT_OFFERED, LiveTable, PointInTime, Tags, inspect
from entities.dynamodb.tables import create_table
from entities.errors import AccessRefused, TableMissing
from entities.schema.entity import TableSettings
from tests.samples import INVOICES, METERS, entity_of

NEW = entity_of("news", "id", "topic", partition="id", settings=TableSettings(ttl="expiresAt"))
NAME = "samples-dev-news"


def test_a_table_is_read_whole(sample_store):
    create_table(sample_store, NEW, tags={"b": "2", "a": "1"})

    live = inspect(sample_store, NAME)

    assert (live.name, live.arn) == (NAME, sample_store.description(NEW).arn)
    assert (live.time_to_live.on, live.time_to_live.attribute) == (True, "expiresAt")
    assert not live.time_to_live.changing
    assert (live.recovery.on, live.recovery.days) == (True, 35)
    assert live.recovery.earliest is not None
    assert live.tags == Tags((("a", "1"), ("b", "2")))
    assert (live.tags.get("a"), live.tags.get("c")) == ("1", None)
    assert live.description.encryption.kind == "KMS"
    assert live.description.table_class == "STANDARD"
    assert live.description.throughput == Throughput()


def test_what_is_off_is_told_as_off(sample_store):
    live = inspect(sample_store, sample_store.table(METERS))

    assert (live.time_to_live.on, live.time_to_live.attribute) == (False, None)
    assert (live.recovery.on, live.recovery.days) == (False, None)
    assert live.tags == Tags((("environment", "dev"), ("system", "samples")))
    assert live.description.encryption == Encryption()
    assert (live.description.stream, live.description.stream_arn) == (None, None)


def test_the_stream_of_a_table_has_a_name(sample_store):
    assert "/stream/" in inspect(sample_store, sample_store.table(INVOICES)).description.stream_arn


def test_what_an_engine_does_not_offer_is_a_value(sample_store, faults):
    for operation in ("DescribeTimeToLive", "DescribeContinuousBackups", "ListTagsOfResource"):
        faults.refuse(operation, "UnknownOperationException")

    live = inspect(sample_store, sample_store.table(INVOICES))

    assert (live.time_to_live.status, live.recovery.status) == (NOT_OFFERED, NOT_OFFERED)
    offered = (live.time_to_live.offered, live.recovery.offered, live.tags.offered)
    assert offered == (False, False, False)
    assert not live.recovery.on
    assert PointInTime("DISABLED").offered


def test_a_refusal_is_not_taken_for_a_missing_feature(sample_store, faults):
    faults.refuse("ListTagsOfResource", "AccessDeniedException")

    with pytest.raises(AccessRefused, match="ListTagsOfResource"):
        inspect(sample_store, sample_store.table(INVOICES))


def test_tags_are_read_to_the_last_page(sample_store, faults):
    page = {"Tags": [{"Key": "z", "Value": "1"}], "NextToken": "more"}
    faults.answer("ListTagsOfResource", page)
    faults.answer("ListTagsOfResource", {"Tags": [{"Key": "a", "Value": "2"}]})

    live = inspect(sample_store, sample_store.table(INVOICES))

    assert live.tags.pairs == (("a", "2"), ("z", "1"))


def test_a_table_is_read_as_it_is_now(sample_store):
    table = sample_store.table(INVOICES)
    sample_store.description(INVOICES)
    sample_store.client.update_table(TableName=table, DeletionProtectionEnabled=True)

    assert inspect(sample_store, table).description.deletion_protection
    assert sample_store.description(INVOICES).deletion_protection
    sample_store.client.update_table(TableName=table, DeletionProtectionEnabled=False)
    sample_store.forget(INVOICES)


def test_a_missing_table_is_not_guessed(sample_store):
    with pytest.raises(TableMissing):
        inspect(sample_store, "samples-dev-nowhere")


def test_capacity_encryption_and_the_state_of_an_index_are_told():
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    index = {"IndexName": "i", "KeySchema": keys, "IndexStatus": "CREATING", "Backfilling": True}
    table = {
        "TableName": "t",
        "TableStatus": "ACTIVE",
        "KeySchema": keys,
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 2},
        "TableClassSummary": {"TableClass": "STANDARD_INFREQUENT_ACCESS"},
        "GlobalSecondaryIndexes": [{**index, "ItemCount": 7, "IndexSizeBytes": 90}],
        "SSEDescription": {"Status": "UPDATING", "SSEType": "KMS", "KMSMasterKeyArn": "arn:k"},
    }
    told = described({"Table": table})
    off = described({"Table": {**table, "SSEDescription": {"Status": "DISABLING"}}})

    held = told.index("i")
    assert (held.backfilling, held.item_count, held.size) == (True, 7, 90)
    assert told.index("j") is None
    assert (told.throughput, told.billing) == (Throughput(3, 2), "PROVISIONED")
    assert told.table_class == "STANDARD_INFREQUENT_ACCESS"
    assert told.encryption == Encryption("KMS", "UPDATING", "arn:k")
    assert off.encryption == Encryption(None, "DISABLING")
    assert LiveTable(told).tags is None
