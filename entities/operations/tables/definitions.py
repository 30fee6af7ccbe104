"""What a live table is, under the names of DynamoDB's own calls; what is off is left out.

The same shape as a declaration's, so that live tables, exported files and templates can be compared
and made from each other.
"""

from entities.dynamodb.description import Encryption
from entities.dynamodb.inspection import LiveTable, PointInTime
from entities.dynamodb.table_schema import attribute_definitions, index_definition, key_elements
from entities.schema.table_settings import LONGEST_RECOVERY, ON_DEMAND

STANDARD = "STANDARD"


def definition_of(live: LiveTable) -> dict:
    """The definition of the table, without its name."""
    table = live.description
    keys = (table.partition, table.sort) if table.sort else (table.partition,)
    indexes = sorted(table.indexes, key=lambda held: held.index.name)
    definition = {
        "KeySchema": key_elements(keys),
        "AttributeDefinitions": attribute_definitions(dict(table.key_types)),
        "BillingMode": table.billing,
        "ProvisionedThroughput": _throughput(table),
        "TableClass": table.table_class if table.table_class != STANDARD else None,
        "DeletionProtectionEnabled": table.deletion_protection,
        "GlobalSecondaryIndexes": [
            _index(held, table.billing) for held in indexes if not held.index.local
        ],
        "LocalSecondaryIndexes": [
            index_definition(held.index) for held in indexes if held.index.local
        ],
        "SSESpecification": _encryption(table.encryption),
        "StreamSpecification": _stream(table.stream),
        "PointInTimeRecoverySpecification": _recovery(live.recovery),
        "TimeToLiveSpecification": _time_to_live(live),
        "Tags": [{"Key": key, "Value": value} for key, value in live.tags.pairs],
    }
    return {name: value for name, value in definition.items() if value not in (None, [])}


def _index(held, billing: str) -> dict:
    throughput = {} if billing == ON_DEMAND else {"ProvisionedThroughput": _capacity(held)}
    return {**index_definition(held.index), **throughput}


def _throughput(table) -> dict | None:
    return None if table.billing == ON_DEMAND else _capacity(table)


def _capacity(held) -> dict[str, int]:
    return {
        "ReadCapacityUnits": held.throughput.reads,
        "WriteCapacityUnits": held.throughput.writes,
    }


def _encryption(encryption: Encryption) -> dict | None:
    """The key is told where there is one; a declaration names none."""
    key = {"KMSMasterKeyId": encryption.key} if encryption.key else {}
    return {"Enabled": True, **key} if encryption.kind else None


def _stream(view: str | None) -> dict | None:
    return {"StreamEnabled": True, "StreamViewType": view} if view else None


def _recovery(recovery: PointInTime) -> dict | None:
    if not recovery.offered:
        return None
    # What is not told is the service's own default.
    days = {"RecoveryPeriodInDays": recovery.days or LONGEST_RECOVERY} if recovery.on else {}
    return {"PointInTimeRecoveryEnabled": recovery.on, **days}


def _time_to_live(live: LiveTable) -> dict | None:
    held = live.time_to_live
    return {"AttributeName": held.attribute, "Enabled": True} if held.on else None
