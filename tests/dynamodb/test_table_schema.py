"""Table definitions follow from declarations."""

from entities.dynamodb.table_schema import table_definition
from tests.samples import BLOBS, CATS, DOGS, INVOICES, METERS


def test_a_definition_holds_keys_types_indexes_and_settings():
    definition = table_definition(INVOICES)

    assert definition["KeySchema"] == [
        {"AttributeName": "companyId", "KeyType": "HASH"},
        {"AttributeName": "invoiceId", "KeyType": "RANGE"},
    ]
    assert definition["AttributeDefinitions"] == [
        {"AttributeName": "companyId", "AttributeType": "S"},
        {"AttributeName": "invoiceId", "AttributeType": "S"},
        {"AttributeName": "status", "AttributeType": "S"},
        {"AttributeName": "amount", "AttributeType": "N"},
        {"AttributeName": "userId#projectId", "AttributeType": "S"},
        {"AttributeName": "paid.on date", "AttributeType": "S"},
    ]
    assert definition["BillingMode"] == "PAY_PER_REQUEST"
    assert definition["SSESpecification"] == {"Enabled": True}
    assert definition["DeletionProtectionEnabled"] is False
    assert definition["StreamSpecification"] == {
        "StreamEnabled": True,
        "StreamViewType": "NEW_AND_OLD_IMAGES",
    }


def test_indexes_are_global_or_local_with_their_projection():
    definition = table_definition(INVOICES)

    assert [index["Projection"] for index in definition["GlobalSecondaryIndexes"]] == [
        {"ProjectionType": "ALL"},
        {"ProjectionType": "KEYS_ONLY"},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["status"]},
    ]
    (local,) = definition["LocalSecondaryIndexes"]
    assert local["IndexName"] == "amount-index"
    assert local["KeySchema"][1] == {"AttributeName": "amount", "KeyType": "RANGE"}


def test_what_is_not_declared_is_left_out():
    definition = table_definition(METERS)

    assert set(definition) == {
        *("KeySchema", "AttributeDefinitions", "BillingMode", "DeletionProtectionEnabled"),
    }
    assert table_definition(BLOBS)["AttributeDefinitions"] == [
        {"AttributeName": "digest", "AttributeType": "B"}
    ]


def test_entities_that_share_a_table_bring_all_their_indexes_once():
    definition = table_definition(CATS, (CATS, DOGS))

    assert [index["IndexName"] for index in definition["GlobalSecondaryIndexes"]] == ["bark-index"]
    assert [known["AttributeName"] for known in definition["AttributeDefinitions"]] == [
        *("owner", "id", "bark"),
    ]
