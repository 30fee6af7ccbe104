"""Creating the tables that are missing, and nothing else."""

from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.inspection import NOT_OFFERED, point_in_time, time_to_live
from entities.dynamodb.metering import metered
from entities.errors import Throttled
from entities.operations.tables.creation import create_missing
from tests.operations.making import Declared, entity

# A table with a TTL, one of several kinds, and one with indexes; all by names that do not exist.
NEW = Declared(
    replace(entity("pending-payments"), table="new-payments"),
    *(
        replace(declared, table="new-kinds")
        for declared in catalogue.entities
        if declared.table == "production-table"
    ),
    replace(entity("company-users"), table="new-users"),
)
NAMES = ["new-payments", "new-kinds", "new-users"]


def outcomes(store, **options) -> list:
    return [(o.table.rpartition("dev-")[2], o.words) for o in create_missing(store, NEW, **options)]


def test_missing_tables_are_created_one_per_shared_table(store):
    assert outcomes(store) == [(name, "created") for name in NAMES]
    users = store.description(NEW.entity("company-users"))
    assert {held.index.name for held in users.indexes} == {"userId-index", "email-index"}
    payments = NEW.entity("pending-payments")
    assert time_to_live(store, store.table(payments)).attribute == "expiresAt"
    assert point_in_time(store, store.table(payments)).status == "ENABLED"


def test_new_tables_carry_their_system_and_environment_as_tags(store):
    outcomes(store)

    arn = store.description(NEW.entity("company-users")).arn
    tags = store.client.list_tags_of_resource(ResourceArn=arn)["Tags"]
    assert {tag["Key"]: tag["Value"] for tag in tags} == {
        "system": "construction",
        "environment": "dev",
    }


def test_a_dry_run_creates_nothing(store):
    assert outcomes(store, dry_run=True) == [(name, "would be created") for name in NAMES]
    assert outcomes(store, dry_run=True) == [(name, "would be created") for name in NAMES]


def test_creating_again_changes_nothing(store):
    outcomes(store)

    with metered() as meter:
        again = outcomes(store)

    assert again == [(name, "exists") for name in NAMES]
    assert set(meter.calls) == {"DescribeTable"}


def test_only_the_tables_of_one_system_are_looked_at(store):
    assert outcomes(store, system="dashboard") == []
    assert len(outcomes(store, system="construction", dry_run=True)) == 3


def test_every_table_of_the_catalogue_is_there_in_the_tests(store):
    assert {outcome.words for outcome in create_missing(store, catalogue)} == {"exists"}


def test_what_the_engine_does_not_offer_is_remarked(store, faults):
    faults.refuse("UpdateTimeToLive", "UnknownOperationException", times=9)
    faults.refuse("UpdateContinuousBackups", "UnknownOperationException", times=9)

    words = outcomes(store)[0][1]

    assert words == (f"created; TTL: {NOT_OFFERED}; point-in-time recovery: {NOT_OFFERED}")


def test_tables_are_created_one_by_one_until_the_service_refuses(store, faults):
    made = create_missing(store, NEW)
    assert next(made).words == "created"
    faults.throttle("CreateTable", times=99)

    with pytest.raises(Throttled):
        next(made)
