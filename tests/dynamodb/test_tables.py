"""The control plane: making tables and reading how they are set."""

import pytest

from entities.dynamodb.inspection import NOT_OFFERED, inspect, point_in_time, time_to_live
from entities.dynamodb.table_calls import open_stream, protect
from entities.dynamodb.tables import (
    alter,
    create_table,
    settling,
    table_names,
    wait_until_active,
)
from entities.errors import AccessRefused, TableChangeRefused, TableMissing, TableNotReady
from entities.schema.entity import TableSettings
from entities.schema.fields import Epoch
from tests.samples import INVOICES, METERS, NOWHERE, entity_of

NEW = entity_of(
    "news",
    "id",
    fields=(Epoch("expiresAt"),),
    partition="id",
    settings=TableSettings(ttl="expiresAt", deletion_protection=False),
)


def status(word: str, index: str = "ACTIVE") -> dict:
    """What DescribeTable answers of a table in this state."""
    return {
        "Table": {
            "TableName": "samples-dev-news",
            "TableStatus": word,
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "GlobalSecondaryIndexes": [
                {
                    "IndexName": "i",
                    "IndexStatus": index,
                    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                }
            ],
        }
    }


def test_a_table_is_made_with_all_its_settings(sample_store):
    created = create_table(sample_store, NEW, tags={"environment": "dev"})

    assert created.notes == ()
    assert created.description.status == "ACTIVE"
    assert time_to_live(sample_store, sample_store.table(NEW)).attribute == "expiresAt"
    assert time_to_live(sample_store, sample_store.table(NEW)).status == "ENABLED"
    assert point_in_time(sample_store, sample_store.table(NEW)).status == "ENABLED"
    assert point_in_time(sample_store, sample_store.table(NEW)).latest is not None
    tags = sample_store.client.list_tags_of_resource(ResourceArn=created.description.arn)["Tags"]
    assert tags == [{"Key": "environment", "Value": "dev"}]


def test_what_is_not_declared_is_not_switched_on(sample_store):
    assert time_to_live(sample_store, sample_store.table(METERS)).status == "DISABLED"
    assert time_to_live(sample_store, sample_store.table(METERS)).attribute is None
    assert point_in_time(sample_store, sample_store.table(METERS)).status == "DISABLED"


def test_a_table_that_exists_is_not_made_again(sample_store):
    with pytest.raises(TableNotReady, match="“samples-dev-invoices” is busy"):
        create_table(sample_store, INVOICES)


def test_making_a_table_waits_until_table_and_indexes_are_active(sample_store, faults):
    faults.refuse("DescribeTable", "ResourceNotFoundException")
    faults.answer("DescribeTable", status("CREATING"))
    faults.answer("DescribeTable", status("ACTIVE", "CREATING"))

    assert create_table(sample_store, NEW).description.active
    assert faults.sent["DescribeTable"] == 4


def test_waiting_has_an_end(sample_store, faults, monkeypatch):
    monkeypatch.setattr("entities.dynamodb.tables.PATIENCE_SECONDS", 2)
    faults.answer("DescribeTable", status("CREATING"), times=99)

    with pytest.raises(TableNotReady, match="“samples-dev-news” is still being created"):
        wait_until_active(sample_store, NEW)
    assert faults.sent["DescribeTable"] == 5


def test_a_table_that_never_appears_is_told(sample_store, monkeypatch):
    monkeypatch.setattr("entities.dynamodb.tables.PATIENCE_SECONDS", 1)

    with pytest.raises(TableNotReady, match="“samples-dev-nowhere” is still being created"):
        wait_until_active(sample_store, NOWHERE)


def test_what_an_engine_does_not_offer_is_noted_and_no_failure(sample_store, faults):
    for operation in (
        *("UpdateTimeToLive", "UpdateContinuousBackups"),
        *("DescribeTimeToLive", "DescribeContinuousBackups"),
    ):
        faults.refuse(operation, "UnknownOperationException")

    created = create_table(sample_store, NEW)

    assert created.notes == (
        f"remove items after their expiresAt: {NOT_OFFERED}",
        f"keep every point in time of 35 days: {NOT_OFFERED}",
    )
    assert time_to_live(sample_store, sample_store.table(NEW)).status == NOT_OFFERED
    assert point_in_time(sample_store, sample_store.table(NEW)).status == NOT_OFFERED


def test_a_refusal_is_not_taken_for_a_missing_feature(sample_store, faults):
    faults.refuse("UpdateTimeToLive", "AccessDeniedException")

    with pytest.raises(AccessRefused, match="UpdateTimeToLive"):
        create_table(sample_store, NEW)


def test_settings_of_a_table_that_is_not_there_are_not_guessed(sample_store):
    with pytest.raises(TableMissing):
        time_to_live(sample_store, sample_store.table(NOWHERE))


def test_a_lost_answer_to_a_creation_is_no_failure(sample_store, faults):
    faults.time_out_after("CreateTable")

    assert create_table(sample_store, NEW).description.active


def test_a_change_waits_for_a_table_that_prepares_its_backups(sample_store, faults):
    faults.refuse("UpdateContinuousBackups", "ContinuousBackupsUnavailableException", times=2)

    assert create_table(sample_store, NEW).notes == ()
    assert faults.sent["UpdateContinuousBackups"] == 3


def test_a_table_that_stays_busy_is_told(sample_store, faults, monkeypatch):
    monkeypatch.setattr("entities.dynamodb.tables.PATIENCE_SECONDS", 1)
    faults.refuse("UpdateTimeToLive", "ResourceInUseException", times=99)

    with pytest.raises(TableNotReady, match="busy with another change"):
        create_table(sample_store, NEW)
    assert faults.sent["UpdateTimeToLive"] == 2


def test_a_change_that_would_be_refused_is_not_sent(sample_store, faults):
    live = inspect(sample_store, sample_store.table(INVOICES))

    with pytest.raises(TableChangeRefused, match="NEW_AND_OLD_IMAGES is open"):
        alter(sample_store, open_stream(live.name, "KEYS_ONLY"), live)
    assert faults.sent["UpdateTable"] == 0


def test_what_changed_is_known_at_once(sample_store):
    create_table(sample_store, NEW)
    live = inspect(sample_store, sample_store.table(NEW))

    assert alter(sample_store, protect(live.name, True), live)

    assert sample_store.description(NEW).deletion_protection
    assert alter(sample_store, protect(live.name, False), live)


def test_a_changed_table_that_does_not_settle_is_told(sample_store, faults):
    faults.answer("DescribeTable", status("UPDATING", "CREATING"), times=99)

    with pytest.raises(TableNotReady, match="still being changed"):
        list(settling(sample_store, "samples-dev-news", patience=1))


def test_tables_are_listed_page_by_page_up_to_what_is_asked_for(sample_store, faults):
    faults.answer("ListTables", {"TableNames": ["a", "b"], "LastEvaluatedTableName": "b"}, times=2)
    faults.answer("ListTables", {"TableNames": ["c"]})

    assert table_names(sample_store, most=1) == ["a"]
    assert table_names(sample_store, most=9) == ["a", "b", "c"]
