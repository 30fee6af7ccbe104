"""The writing calls of the control plane, as values: they can be shown, hashed and compared before
one of them is sent.

Each UpdateTable changes one thing, and at most one index: the service takes no more at once.
"""

import json
from dataclasses import dataclass

from entities.dynamodb.table_schema import attribute_definitions, index_definition
from entities.schema.entity import Index
from entities.schema.table_settings import KMS, ON_DEMAND


@dataclass(frozen=True)
class TableCall:
    """`words` say what it does, as the end of “This will …”."""

    operation: str
    table: str
    arguments: dict
    words: str

    @property
    def text(self) -> str:
        """The call in full, always spelled alike."""
        return f"{self.operation} {json.dumps(self.arguments, sort_keys=True, ensure_ascii=False)}"

    @property
    def builds(self) -> str | None:
        """The name of the index that it creates."""
        created = [change["Create"] for change in self.index_changes if "Create" in change]
        return created[0]["IndexName"] if created else None

    @property
    def index_changes(self) -> list[dict]:
        """The members of GlobalSecondaryIndexUpdates."""
        return self.arguments.get("GlobalSecondaryIndexUpdates", [])


def _update(table: str, words: str, **arguments) -> TableCall:
    return TableCall("UpdateTable", table, {"TableName": table, **arguments}, words)


def create_table_call(table: str, definition: dict, tags: dict[str, str]) -> TableCall:
    """`definition` as `table_definition` gives it."""
    arguments = {"TableName": table, **definition}
    if tags:
        arguments["Tags"] = _pairs(tags)
    return TableCall("CreateTable", table, arguments, "create the table")


def delete_table(table: str) -> TableCall:
    return TableCall("DeleteTable", table, {"TableName": table}, "delete the table")


def bill_on_demand(table: str) -> TableCall:
    return _update(table, "bill on demand", BillingMode=ON_DEMAND)


def open_stream(table: str, view: str) -> TableCall:
    specification = {"StreamEnabled": True, "StreamViewType": view}
    return _update(table, f"open a stream of {view}", StreamSpecification=specification)


def close_stream(table: str) -> TableCall:
    return _update(table, "close the stream", StreamSpecification={"StreamEnabled": False})


def encrypt(table: str, kind: str | None) -> TableCall:
    """`kind` is KMS or None, as in TableSettings."""
    if kind == KMS:
        specification = {"Enabled": True, "SSEType": KMS}
        return _update(table, "encrypt with AWS's key in KMS", SSESpecification=specification)
    words = "encrypt with DynamoDB's own key"
    return _update(table, words, SSESpecification={"Enabled": False})


def protect(table: str, on: bool) -> TableCall:
    words = "protect it from deletion" if on else "end the protection from deletion"
    return _update(table, words, DeletionProtectionEnabled=on)


def create_index(table: str, index: Index, types: dict[str, str]) -> TableCall:
    """`types` are S, N or B by attribute; those of the index's keys are used."""
    return _update(
        table,
        f"build the index {index.name}",
        AttributeDefinitions=attribute_definitions(
            {name: types[name] for name in index.keys if name in types}
        ),
        GlobalSecondaryIndexUpdates=[{"Create": index_definition(index)}],
    )


def delete_index(table: str, name: str) -> TableCall:
    change = {"Delete": {"IndexName": name}}
    return _update(table, f"remove the index {name}", GlobalSecondaryIndexUpdates=[change])


def expire_by(table: str, attribute: str) -> TableCall:
    return _time_to_live(table, attribute, True, f"remove items after their {attribute}")


def stop_expiry(table: str, attribute: str) -> TableCall:
    return _time_to_live(table, attribute, False, f"stop removing items after their {attribute}")


def _time_to_live(table: str, attribute: str, on: bool, words: str) -> TableCall:
    specification = {"Enabled": on, "AttributeName": attribute}
    arguments = {"TableName": table, "TimeToLiveSpecification": specification}
    return TableCall("UpdateTimeToLive", table, arguments, words)


def keep_recoverable(table: str, days: int) -> TableCall:
    specification = {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": days}
    return _recovery(table, specification, f"keep every point in time of {days} days")


def stop_recovery(table: str) -> TableCall:
    words = "give up recovery to a point in time"
    return _recovery(table, {"PointInTimeRecoveryEnabled": False}, words)


def _recovery(table: str, specification: dict, words: str) -> TableCall:
    arguments = {"TableName": table, "PointInTimeRecoverySpecification": specification}
    return TableCall("UpdateContinuousBackups", table, arguments, words)


def tag(table: str, arn: str, tags: dict[str, str]) -> TableCall:
    said = ", ".join(f"{key}={value}" for key, value in tags.items())
    arguments = {"ResourceArn": arn, "Tags": _pairs(tags)}
    return TableCall("TagResource", table, arguments, f"tag it {said}")


def untag(table: str, arn: str, keys: tuple[str, ...]) -> TableCall:
    arguments = {"ResourceArn": arn, "TagKeys": list(keys)}
    return TableCall("UntagResource", table, arguments, f"take the tags {', '.join(keys)} away")


def _pairs(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
