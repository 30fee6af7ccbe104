"""The control plane: making a table as declared, changing one, and waiting until it is done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from entities.dynamodb.description import TableDescription
from entities.dynamodb.errors import NotOffered
from entities.dynamodb.inspection import NOT_OFFERED, LiveTable, PointInTime, TimeToLive
from entities.dynamodb.metering import metered
from entities.dynamodb.store import Store
from entities.dynamodb.table_calls import (
    TableCall,
    create_table_call,
    expire_by,
    keep_recoverable,
)
from entities.dynamodb.table_rules import check_call
from entities.dynamodb.table_schema import table_definition
from entities.errors import TableMissing, TableNotReady
from entities.schema.entity import Entity

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Created:
    """A new table, active. `notes` say which settings the engine does not offer."""

    description: TableDescription
    notes: tuple[str, ...] = ()


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
    definition = table_definition(entity, sharing, environment=store.environment)
    _send_creation(store, create_table_call(table, definition, dict(tags or {})))
    description = wait_until_active(store, entity)
    live = LiveTable(description, TimeToLive("DISABLED"), PointInTime("DISABLED"))
    notes = tuple(
        f"{setting}: {NOT_OFFERED}"
        for setting, call in _further(entity, table)
        if not alter(store, call, live)
    )
    return Created(description, notes)


def _send_creation(store: Store, call: TableCall) -> None:
    check_call(call)
    with metered() as meter:
        try:
            store.call(call.operation, call.table, call.arguments)
        except TableNotReady:
            if not meter.retries:
                raise  # else the first try made it, and its answer was lost


def _further(entity: Entity, table: str) -> Iterator[tuple[str, TableCall]]:
    settings = entity.settings
    if settings.ttl:
        yield "TTL", expire_by(table, settings.ttl)
    if settings.point_in_time_recovery:
        yield "point-in-time recovery", keep_recoverable(table, settings.recovery_days)


def alter(store: Store, call: TableCall, live: LiveTable) -> bool:
    """Send one change of a table. False where the engine does not offer it.

    Raises TableChangeRefused before the call for what the service would refuse. Waits up to five
    minutes for a table that is busy: with another change, or with preparing its backups.
    """
    check_call(call, live)
    try:
        _insist(store, call)
    except NotOffered:
        return False
    finally:
        store.forget_table(call.table)
    return True


def _insist(store: Store, call: TableCall) -> None:
    for _ in range(_looks(PATIENCE_SECONDS, POLL_SECONDS)):
        try:
            store.call(call.operation, call.table, call.arguments)
            return
        except TableNotReady:
            store.sleep(POLL_SECONDS)
    raise TableNotReady(call.table, "busy with another change")


def wait_until_active(store: Store, entity: Entity) -> TableDescription:
    """Ask until the table and its indexes are active. Raises TableNotReady after five minutes."""
    *_, description = settling(store, store.table(entity))
    return description


def settling(
    store: Store, table: str, *, patience: float | None = None, poll: float = POLL_SECONDS
) -> Iterator[TableDescription]:
    """Every look at a table, the last of which finds it and its indexes active.

    Both are seconds; the default patience is five minutes. Raises TableNotReady after it.
    """
    description = None
    for _ in range(_looks(PATIENCE_SECONDS if patience is None else patience, poll)):
        description = _look(store, table) or description
        if description:
            yield description
        if description and description.active:
            return
        store.sleep(poll)
    raise TableNotReady(table, _unsettled(description))


def _look(store: Store, table: str) -> TableDescription | None:
    try:
        return store.describe(table)
    except TableMissing:
        return None  # a table just made is not known everywhere at once


def _unsettled(description: TableDescription | None) -> str:
    usable = description is not None and description.usable
    return "still being changed" if usable else "still being created"


def _looks(patience: float, poll: float) -> int:
    return max(1, int(patience / poll))


def table_names(store: Store, *, most: int) -> list[str]:
    """The names of the first tables in the account and region, in order."""
    names: list[str] = []
    start: dict = {}
    while len(names) < most:
        answer = store.call("ListTables", "every table", start)
        names += answer.get("TableNames", ())
        last = answer.get("LastEvaluatedTableName")
        if not last:
            break
        start = {"ExclusiveStartTableName": last}
    return names[:most]
