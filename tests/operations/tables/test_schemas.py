"""Schemas of live tables as files, and tables made again from them alone."""

import json
from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.inspection import inspect
from entities.dynamodb.metering import metered
from entities.dynamodb.table_schema import table_definition
from entities.errors import SchemaUnreadable, SystemNotFound
from entities.operations.tables.creation import create_missing
from entities.operations.tables.definitions import definition_of
from entities.operations.tables.desired import desired_table
from entities.operations.tables.drift import differences
from entities.operations.tables.recreating import Exported
from entities.operations.tables.schemas import SETTINGS, Schema, read, schemas, write
from entities.operations.tables.summary import summary
from tests.engines import new_store
from tests.operations.making import NOW, Declared, entity
from tests.operations.tables.changer import recorder

PRODUCTION = [table for table in catalogue.tables if table.generation == "company"]
READS = {
    *("DescribeTable", "DescribeTimeToLive", "DescribeContinuousBackups", "ListTagsOfResource"),
}


def export(store, declared=catalogue, system: str | None = "construction") -> list:
    return list(schemas(store, declared, now=NOW, region="us-east-1", system=system))


def exported(store, name: str) -> Schema:
    (one,) = export(store, Declared(entity(name)), system=None)
    return one


def unordered(definition: dict) -> dict:
    """Without the order of lists, which has no meaning."""
    return {
        name: sorted(map(repr, value)) if isinstance(value, list) else value
        for name, value in definition.items()
    }


def test_every_table_is_exported_by_reading_calls_only(store):
    with metered() as meter:
        found = export(store)

    assert [one.table for one in found] == [
        table.table for table in catalogue.tables if table.system.name == "construction"
    ]
    assert set(meter.calls) == READS
    assert meter.calls.total() == 4 * len(found)


def test_a_file_says_everything_there_is_to_a_table(store):
    held = json.loads(write(exported(store, "paddle-subscriptions")))

    assert set(SETTINGS) < set(held)
    assert held["TableName"] == "construction-expenses-dev-paddle-subscriptions"
    assert held["KeySchema"] == [{"AttributeName": "companyId", "KeyType": "HASH"}]
    assert {index["IndexName"] for index in held["GlobalSecondaryIndexes"]} == {
        "PaddleCustomerIndex",
        "SubscriptionIdIndex",
    }
    assert held["BillingMode"] == "PAY_PER_REQUEST"
    assert held["SSESpecification"]["Enabled"] is True
    assert held["SSESpecification"]["KMSMasterKeyId"].startswith("arn:aws:kms:")
    assert held["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert held["TimeToLiveSpecification"] is None
    assert held["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    statistics = held["Statistics"]
    assert statistics["ItemCount"] == 0
    assert statistics["ReadAt"] == "2025-06-15T12:00:00+00:00"
    assert statistics["Refreshed"] == "by DynamoDB, about every six hours"


def test_the_time_to_live_and_the_tags_are_told(store):
    one = exported(store, "pending-payments")

    assert one.time_to_live == "expiresAt"
    assert one.settings["TimeToLiveSpecification"] == {
        "AttributeName": "expiresAt",
        "Enabled": True,
    }


def test_a_file_is_read_back_as_it_was_written(store):
    for one in export(store, system=None):
        assert read(write(one), "x.json") == one


def test_a_missing_table_is_told_by_its_name(store):
    gone = Declared(replace(entity("works"), table="gone"), entity("projects"))

    first, second = export(store, gone)

    assert first == "construction-expenses-dev-gone"
    assert second.table == "company-projects"


def test_capacity_that_is_paid_for_is_told(store, faults):
    capacity = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 2}
    keys = [{"AttributeName": "userId", "KeyType": "HASH"}]
    table = store.client.describe_table(TableName="construction-expenses-dev-pending-payments")
    told = table["Table"] | {
        "BillingModeSummary": {"BillingMode": "PROVISIONED"},
        "ProvisionedThroughput": capacity,
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "i",
                "KeySchema": keys,
                "Projection": {"ProjectionType": "ALL"},
                "ProvisionedThroughput": capacity,
            }
        ],
        "TableClassSummary": {"TableClass": "STANDARD_INFREQUENT_ACCESS"},
    }
    told.pop("CreationDateTime")
    faults.answer("DescribeTable", {"Table": told})

    settings = exported(store, "pending-payments").settings

    assert settings["BillingMode"] == "PROVISIONED"
    assert settings["ProvisionedThroughput"] == capacity
    assert settings["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"] == capacity
    assert settings["TableClass"] == "STANDARD_INFREQUENT_ACCESS"


def test_what_an_engine_does_not_offer_is_off_in_the_file(store, faults):
    for operation in READS - {"DescribeTable"}:
        faults.refuse(operation, "UnknownOperationException")

    settings = exported(store, "pending-payments").settings

    assert not {"TimeToLiveSpecification", "PointInTimeRecoverySpecification"} & settings.keys()


# ---- and back --------------------------------------------------------------------------------


def recreate(store, found: list[Schema], log) -> list[str]:
    """`log` is the store whose audit log has it."""
    texts = [write(one) for one in found]
    files = Exported([read(text, "x.json") for text in texts], catalogue.systems)
    return [outcome.words for outcome in create_missing(store, files, recorder(log))]


def drop(store, tables) -> None:
    for table in tables:
        store.call("DeleteTable", store.table(table), {"TableName": store.table(table)})


@pytest.mark.conformance
def test_the_production_tables_made_again_in_staging_from_files_alone_are_as_declared(
    store, table_prefix, request
):
    found = export(store, Declared(*PRODUCTION))
    staging = new_store(f"{table_prefix}again-" if table_prefix else "", environment="staging")

    words = recreate(staging, found, store)
    request.addfinalizer(lambda: drop(staging, PRODUCTION))

    assert len(words) == 13
    assert {word.partition(";")[0] for word in words} == {"created"}
    for table in PRODUCTION:
        made = inspect(staging, staging.table(table))
        assert list(differences(desired_table(staging, catalogue, table), made)) == []
        live = definition_of(made)
        wanted = table_definition(table, catalogue.sharing(table), environment="staging")
        live["SSESpecification"].pop("KMSMasterKeyId", None)
        for name, value in unordered(wanted).items():
            assert unordered(live)[name] == value, (table.table, name)
        assert live.get("TimeToLiveSpecification", {}).get("AttributeName") == table.settings.ttl
        assert live["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
        tags = {tag["Key"]: tag["Value"] for tag in live["Tags"]}
        assert tags == {"system": "construction", "environment": "staging"}
    assert set(recreate(staging, found, store)) == {"exists"}


def test_local_indexes_and_included_attributes_come_back(store):
    found = export(store, Declared(entity("multi-expenses"), entity("audit")), system=None)
    staging = new_store(environment="staging")

    recreate(staging, found, store)

    for name in ("multi-expenses", "audit"):
        before = definition_of(inspect(store, store.table(entity(name))))
        after = definition_of(inspect(staging, staging.table(entity(name))))
        for part in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes", "AttributeDefinitions"):
            assert unordered(after).get(part) == unordered(before).get(part)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "it is not the JSON of one table"),
        ("[]", "it is not the JSON of one table"),
        ('{"Format": 2}', "its format is 2, not 1"),
        ("{}", "it has no Format"),
        ('{"Format": 1, "System": "construction"}', "it has no Generation"),
    ],
)
def test_a_file_that_is_no_schema_is_refused_by_name(text, why):
    with pytest.raises(SchemaUnreadable, match=f"“a/b.json” is not an exported schema: {why}"):
        read(text, "a/b.json")


@pytest.mark.parametrize(
    ("environment", "live", "declared"),
    [("dev", False, True), ("production", False, False), ("production", True, True)],
)
def test_protection_is_learned_from_production_only(store, environment, live, declared):
    one = exported(store, "works")
    settings = one.settings | {"DeletionProtectionEnabled": live}
    one = replace(one, environment=environment, settings=settings)

    (table,) = Exported([one], catalogue.systems).tables

    assert table.settings.deletion_protection is declared


def test_half_a_schema_makes_no_table(store):
    one = exported(store, "works")
    half = replace(one, settings={"AttributeDefinitions": []})

    with pytest.raises(SchemaUnreadable, match="its keys or settings are not whole"):
        Exported([half], catalogue.systems)


def test_a_schema_of_a_system_nobody_declared_is_refused(store):
    with pytest.raises(SystemNotFound, match="no system “elsewhere”"):
        Exported([replace(exported(store, "works"), system="elsewhere")], catalogue.systems)


# ---- the summary -----------------------------------------------------------------------------

STATED = {
    "companies": (16, 9529),
    "company-users": (15, 3033),
    "company-expenses": (27, 295093),
    "company-projects": (41, 13218),
    "company-contractors": (32, 10717),
    "company-works": (14, 5164),
    "invitations": (16, 7338),
    "paddle-subscriptions": (13, 4035),
    "paddle-customers": (0, 0),
    "paddle-payments": (41, 9330),
    "paddle-webhooks": (147, 409849),
    "paddle-webhook-dlq": (0, 0),
    "pending-payments": (0, 0),
}


def test_the_summary_says_what_the_inventory_said(store):
    found = [
        replace(one, statistics=one.statistics | dict(ItemCount=items, TableSizeBytes=size))
        for one in export(store, Declared(*PRODUCTION))
        for items, size in [STATED[one.table]]
    ]

    lines = summary(entity("works").system, found, ["construction-expenses-dev-gone"]).splitlines()

    assert lines[0] == "Tables of Construction, dev, in us-east-1"
    assert "  1. companies (16 items, 0.01 MB, 1 GSI)" in lines
    assert any(line.endswith(" company-expenses (27 items, 0.28 MB, 2 GSIs)") for line in lines)
    assert any(line.endswith(" paddle-webhooks (147 items, 0.39 MB, 1 GSI)") for line in lines)
    assert "Total: 13 tables, 362 items, 0.73 MB, 13 GSIs" in lines
    (none, one, two) = [line for line in lines if line.startswith(("  0 G", "  1 G", "  2 G"))]
    assert none.startswith("  0 GSIs: 4 tables (company-contractors, pending-payments, company-")
    assert one.startswith("  1 GSI: 5 tables (companies, ")
    assert two.startswith("  2 GSIs: 4 tables (company-users, ")
    assert "  TTL: pending-payments by expiresAt" in lines
    assert lines[-2:] == ["Declared and not there", "  construction-expenses-dev-gone"]


def test_a_summary_of_nothing_names_what_is_missing():
    assert summary(entity("works").system, [], ["gone"]) == "Declared and not there\n  gone\n"
