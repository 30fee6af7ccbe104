"""What DescribeTable tells about a live table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from entities.schema.access import KeySchema
from entities.schema.entity import Entity, Index
from entities.schema.table_settings import KMS

USABLE = ("ACTIVE", "UPDATING")


@dataclass(frozen=True)
class Throughput:
    """Capacity units per second that are paid for; none of both on demand."""

    reads: int = 0
    writes: int = 0

    @property
    def words(self) -> str:
        return f"{self.reads} reads and {self.writes} writes a second"


@dataclass(frozen=True)
class Encryption:
    """`kind` is KMS, or None for the key DynamoDB itself owns. `status` is the service's word.

    `key` is an ARN; it does not tell whether AWS or the customer manages the key.
    """

    kind: str | None = None
    status: str = "DISABLED"
    key: str | None = None


@dataclass(frozen=True)
class IndexDescription:
    """A live index. `status` is the service's word; a local index is ACTIVE with its table.

    `item_count` and `size` (bytes) are up to six hours old.
    """

    index: Index
    status: str
    backfilling: bool = False
    item_count: int = 0
    size: int = 0
    throughput: Throughput = Throughput()


@dataclass(frozen=True)
class TableDescription:
    """A live table. `item_count` and `size` (bytes) are as last told by the service, which
    refreshes them about every six hours: never progress, never a gate.

    `key_types` gives S, N or B of every key and index attribute; `stream` is the view type or None.
    `throughput` counts where `billing` is PROVISIONED.
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
    encryption: Encryption
    deletion_protection: bool
    created: datetime | None
    throughput: Throughput = Throughput()
    table_class: str = "STANDARD"
    stream_arn: str | None = None

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

    def index(self, name: str) -> IndexDescription | None:
        return next((held for held in self.indexes if held.index.name == name), None)

    def key_schema(self, entity: Entity) -> KeySchema:
        """The live keys and the indexes that can be read, with the declaration's remarks."""
        active = (held.index for held in self.indexes if held.status in USABLE)
        indexes = tuple(_remarked(index, entity) for index in active)
        return KeySchema(self.partition, self.sort, indexes)


def described(answer: dict) -> TableDescription:
    """The description in an answer to DescribeTable or CreateTable."""
    table = answer.get("Table") or answer["TableDescription"]
    keys = _keys(table["KeySchema"])
    indexes = tuple(_indexes(table))
    stream = table.get("StreamSpecification") or {}
    return TableDescription(
        name=table["TableName"],
        arn=table.get("TableArn", ""),
        status=table["TableStatus"],
        partition=keys[0],
        sort=keys[1],
        key_types=tuple(_key_types(table, keys, indexes)),
        indexes=indexes,
        item_count=table.get("ItemCount", 0),
        size=table.get("TableSizeBytes", 0),
        billing=table.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED"),
        stream=stream.get("StreamViewType") if stream.get("StreamEnabled") else None,
        encryption=_encryption(table.get("SSEDescription") or {}),
        deletion_protection=table.get("DeletionProtectionEnabled", False),
        created=table.get("CreationDateTime"),
        throughput=_throughput(table),
        table_class=table.get("TableClassSummary", {}).get("TableClass", "STANDARD"),
        stream_arn=table.get("LatestStreamArn") if stream.get("StreamEnabled") else None,
    )


def _key_types(
    table: dict, keys: tuple, indexes: tuple[IndexDescription, ...]
) -> Iterator[tuple[str, str]]:
    """Of what is in use: engines go on telling of indexes that are gone."""
    used = {*keys, *(name for held in indexes for name in held.index.keys)}
    for known in table["AttributeDefinitions"]:
        if known["AttributeName"] in used:
            yield known["AttributeName"], known["AttributeType"]


def _encryption(told: dict) -> Encryption:
    status = told.get("Status", "DISABLED")
    if status in ("DISABLED", "DISABLING"):
        return Encryption(status=status)
    return Encryption(KMS, status, told.get("KMSMasterKeyArn"))


def _throughput(held: dict) -> Throughput:
    told = held.get("ProvisionedThroughput") or {}
    return Throughput(told.get("ReadCapacityUnits", 0), told.get("WriteCapacityUnits", 0))


def _indexes(table: dict) -> Iterator[IndexDescription]:
    for held in table.get("GlobalSecondaryIndexes") or ():
        status = held.get("IndexStatus", "ACTIVE")
        yield _described_index(held, _index(held), status)
    for held in table.get("LocalSecondaryIndexes") or ():
        yield _described_index(held, _index(held, local=True), "ACTIVE")


def _described_index(held: dict, index: Index, status: str) -> IndexDescription:
    return IndexDescription(
        index,
        status,
        held.get("Backfilling", False),
        held.get("ItemCount", 0),
        held.get("IndexSizeBytes", 0),
        _throughput(held),
    )


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
    """The live index with the remarks of the declared one of the same name and keys."""
    declared = entity.index(index.name)
    if declared is None or declared.keys != index.keys:
        return index
    remarks = {"purpose": declared.purpose, "crowded": declared.crowded, "sparse": declared.sparse}
    return replace(index, **remarks)
