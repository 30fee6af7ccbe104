"""The control plane: making a table as declared, and reading how it is set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from entities.dynamodb.description import TableDescription
from entities.dynamodb.errors import NotOffered
from entities.dynamodb.store import Store
from entities.dynamodb.table_schema import table_definition
from entities.errors import TableMissing, TableNotReady
from entities.schema.entity import Entity

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 300
NOT_OFFERED = "not offered by this engine"


@dataclass(frozen=True)
class Created:
    """A new table, active. `notes` say which settings the engine does not offer."""

    description: TableDescription
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TimeToLive:
    """`status` is ENABLED, ENABLING, DISABLING, DISABLED, or “not offered by this engine”."""

    status: str
    attribute: str | None = None


@dataclass(frozen=True)
class PointInTime:
    """`status` is ENABLED, DISABLED, or “not offered by this engine”; times bound a restore."""

    status: str
    earliest: datetime | None = None
    latest: datetime | None = None


def create_table(
    store: Store,
    entity: Entity,
    sharing: Iterable[Entity] = (),
    *,
    tags: Mapping[str, str] | None = None,
) -> Created:
    """Make the table, wait until it is active, then set TTL and recovery to a point in time.

    Raises TableNotReady where it exists already or does not become active in five minutes.
    """
    table = store.table(entity)
    arguments = {"TableName": table, **table_definition(entity, sharing)}
    if tags:
        arguments["Tags"] = [{"Key": name, "Value": value} for name, value in tags.items()]
    store.call("CreateTable", table, arguments)
    description = wait_until_active(store, entity)
    steps = {"TTL": set_time_to_live, "point-in-time recovery": set_point_in_time_recovery}
    notes = tuple(
        f"{name}: {NOT_OFFERED}" for name, step in steps.items() if not step(store, entity)
    )
    return Created(description, notes)


def wait_until_active(store: Store, entity: Entity) -> TableDescription:
    """Ask until the table and its indexes are active. Raises TableNotReady after five minutes."""
    for _ in range(int(PATIENCE_SECONDS / POLL_SECONDS)):
        store.forget(entity)
        try:
            description = store.description(entity)
        except TableMissing:
            description = None  # a table just made is not known everywhere at once
        if description and description.active:
            return description
        store.sleep(POLL_SECONDS)
    raise TableNotReady(store.table(entity), "still being created")


def set_time_to_live(store: Store, entity: Entity) -> bool:
    """Switch on the declared TTL, if any. False where the engine does not offer it."""
    attribute = entity.settings.ttl
    if not attribute:
        return True
    specification = {"Enabled": True, "AttributeName": attribute}
    return _set(store, entity, "UpdateTimeToLive", {"TimeToLiveSpecification": specification})


def set_point_in_time_recovery(store: Store, entity: Entity) -> bool:
    """Switch on recovery where declared. False where the engine does not offer it."""
    if not entity.settings.point_in_time_recovery:
        return True
    specification = {"PointInTimeRecoveryEnabled": True}
    arguments = {"PointInTimeRecoverySpecification": specification}
    return _set(store, entity, "UpdateContinuousBackups", arguments)


def _set(store: Store, entity: Entity, operation: str, arguments: dict) -> bool:
    table = store.table(entity)
    try:
        store.call(operation, table, {"TableName": table, **arguments})
    except NotOffered:
        return False
    return True


def time_to_live(store: Store, entity: Entity) -> TimeToLive:
    answer = _read(store, entity, "DescribeTimeToLive")
    if answer is None:
        return TimeToLive(NOT_OFFERED)
    told = answer.get("TimeToLiveDescription", {})
    return TimeToLive(told.get("TimeToLiveStatus", "DISABLED"), told.get("AttributeName"))


def point_in_time(store: Store, entity: Entity) -> PointInTime:
    answer = _read(store, entity, "DescribeContinuousBackups")
    if answer is None:
        return PointInTime(NOT_OFFERED)
    told = answer.get("ContinuousBackupsDescription", {}).get("PointInTimeRecoveryDescription", {})
    return PointInTime(
        told.get("PointInTimeRecoveryStatus", "DISABLED"),
        told.get("EarliestRestorableDateTime"),
        told.get("LatestRestorableDateTime"),
    )


def _read(store: Store, entity: Entity, operation: str) -> dict | None:
    table = store.table(entity)
    try:
        return store.call(operation, table, {"TableName": table})
    except NotOffered:
        return None
