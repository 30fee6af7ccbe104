"""What DescribeTable tells about a live table."""

from dataclasses import dataclass, replace
from datetime import datetime

from entities.schema.access import KeySchema
from entities.schema.entity import Entity, Index

USABLE = ("ACTIVE", "UPDATING")


@dataclass(frozen=True)
class IndexDescription:
    """A live index. `status` is the service's word; a local index is ACTIVE with its table."""

    index: Index
    status: str
    backfilling: bool = False


@dataclass(frozen=True)
class TableDescription:
    """A live table. `item_count` and `size` (bytes) are as last told by the service, which
    refreshes them about every six hours: never progress, never a gate.

    `key_types` gives S, N or B of every key and index attribute; `stream` is the view type or None.
    """

    name: str
    arn: str
    status: str
    partition: str
    sort: str | None
    key_types: tuple[tuple[str, str], ...]
    indexes: tuple[IndexDescription, ...]
    item_count: int
    size: int
    billing: str
    stream: str | None
    encrypted: bool
    deletion_protection: bool
    created: datetime | None

    @property
    def usable(self) -> bool:
        """Whether items can be read and written."""
        return self.status in USABLE

    @property
    def active(self) -> bool:
        """Whether nothing is being built or changed, indexes included."""
        return all(
            status == "ACTIVE" for status in (self.status, *(i.status for i in self.indexes))
        )

    def key_schema(self, entity: Entity) -> KeySchema:
        """The live keys and the indexes that can be read, with the declaration's remarks."""
        active = (held.index for held in self.indexes if held.status in USABLE)
        indexes = tuple(_remarked(index, entity) for index in active)
        return KeySchema(self.partition, self.sort, indexes)


def described(answer: dict) -> TableDescription:
    """The description in an answer to DescribeTable or CreateTable."""
    table = answer.get("Table") or answer["TableDescription"]
    keys = _keys(table["KeySchema"])
    stream = table.get("StreamSpecification") or {}
    return TableDescription(
        name=table["TableName"],
        arn=table.get("TableArn", ""),
        status=table["TableStatus"],
        partition=keys[0],
        sort=keys[1],
        key_types=tuple(
            (known["AttributeName"], known["AttributeType"])
            for known in table["AttributeDefinitions"]
        ),
        indexes=tuple(_indexes(table)),
        item_count=table.get("ItemCount", 0),
        size=table.get("TableSizeBytes", 0),
        billing=table.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED"),
        stream=stream.get("StreamViewType") if stream.get("StreamEnabled") else None,
        encrypted=table.get("SSEDescription", {}).get("Status") in ("ENABLED", "UPDATING"),
        deletion_protection=table.get("DeletionProtectionEnabled", False),
        created=table.get("CreationDateTime"),
    )


def _indexes(table: dict):
    for held in table.get("GlobalSecondaryIndexes") or ():
        yield IndexDescription(
            _index(held), held.get("IndexStatus", "ACTIVE"), held.get("Backfilling", False)
        )
    for held in table.get("LocalSecondaryIndexes") or ():
        yield IndexDescription(_index(held, local=True), "ACTIVE")


def _index(held: dict, *, local: bool = False) -> Index:
    partition, sort = _keys(held["KeySchema"])
    projection = held.get("Projection", {})
    kind = projection.get("ProjectionType", "ALL")
    included = tuple(projection.get("NonKeyAttributes", ())) if kind == "INCLUDE" else kind
    return Index(held["IndexName"], partition, sort, local=local, projection=included)


def _keys(schema: list[dict]) -> tuple[str, str | None]:
    by_role = {key["KeyType"]: key["AttributeName"] for key in schema}
    return by_role["HASH"], by_role.get("RANGE")


def _remarked(index: Index, entity: Entity) -> Index:
    """The live index with the purpose of the declared one of the same name and keys."""
    declared = entity.index(index.name)
    if declared is None or declared.keys != index.keys:
        return index
    return replace(index, purpose=declared.purpose, crowded=declared.crowded)
