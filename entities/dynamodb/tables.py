"""The control plane: making a table as declared, changing one, and waiting until it is done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

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
from entities.dynamodb.table_schema import attribute_definitions, table_definition
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
    creation, *further = creation_calls(store, entity, sharing, tags=tags)
    send_creation(store, creation)
    description = wait_until_active(store, entity)
    live = LiveTable(description, TimeToLive("DISABLED"), PointInTime("DISABLED"))
    notes = (f"{c.words}: {NOT_OFFERED}" for c in further if not alter(store, c, live))
    return Created(description, tuple(notes))


def creation_calls(
    store: Store,
    entity: Entity,
    sharing: Iterable[Entity] = (),
    *,
    tags: Mapping[str, str] | None = None,
) -> list[TableCall]:
    """CreateTable, and what the service takes only once the table is there."""
    table, settings = store.table(entity), entity.settings
    definition = table_definition(entity, sharing, environment=store.environment)
    calls = [create_table_call(table, definition, dict(tags or {}))]
    if settings.ttl:
        calls.append(expire_by(table, settings.ttl))
    if settings.point_in_time_recovery:
        calls.append(keep_recoverable(table, settings.recovery_days))
    return calls


def send_creation(store: Store, call: TableCall) -> None:
    """Have the service begin to make the table. Raises TableNotReady where one has its name."""
    check_call(call)
    with metered() as meter:
        try:
            store.call(call.operation, call.table, call.arguments)
        except TableNotReady:
            if not meter.retries:
                raise  # else the first try made it, and its answer was lost


def alter(store: Store, call: TableCall, live: LiveTable, *, patience: float | None = None) -> bool:
    """Send one change of a table. False where the engine does not offer it.

    Raises TableChangeRefused before the call for what the service would refuse. Waits for a table
    that is busy (with another change, or with preparing its backups) five minutes, or as many
    seconds as `patience` says, then raises TableNotReady.
    """
    check_call(call, live)
    try:
        patience = PATIENCE_SECONDS if patience is None else patience
        _insist(store, _with_known_types(call, live), patience)
    except NotOffered:
        return False
    finally:
        store.forget_table(call.table)
    return True


def _with_known_types(call: TableCall, live: LiveTable) -> TableCall:
    """A new index with the types of all keys: DynamoDB asks for its own, some engines for all."""
    if "AttributeDefinitions" not in call.arguments:
        return call
    new = {d["AttributeName"]: d["AttributeType"] for d in call.arguments["AttributeDefinitions"]}
    definitions = attribute_definitions(dict(live.description.key_types) | new)
    return replace(call, arguments=call.arguments | {"AttributeDefinitions": definitions})


def _insist(store: Store, call: TableCall, patience: float) -> None:
    for _ in range(_looks(patience, POLL_SECONDS)):
        try:
            store.call(call.operation, call.table, call.arguments)
            return
        except TableNotReady:
            store.sleep(POLL_SECONDS)
    raise TableNotReady(call.table, "busy with another change")


def wait_until_active(store: Store, entity: Entity) -> TableDescription:
    """Ask until the table and its indexes are active. Raises TableNotReady after five minutes."""
    table = store.table(entity)
    _wait_until_known(store, table)
    *_, description = settling(store, table, patience=PATIENCE_SECONDS)
    return description


def _wait_until_known(store: Store, table: str) -> None:
    """A table just made is not known everywhere at once."""
    for _ in range(_looks(PATIENCE_SECONDS, POLL_SECONDS)):
        try:
            store.describe(table)
            return
        except TableMissing:
            store.sleep(POLL_SECONDS)
    raise TableNotReady(table, "still being created")


def settling(
    store: Store, table: str, *, patience: float, poll: float = POLL_SECONDS
) -> Iterator[TableDescription]:
    """Every look at a table, the last of which finds it and its indexes active.

    `patience` and `poll` are seconds. Raises TableNotReady after the one, TableMissing.
    """
    for _ in range(_looks(patience, poll)):
        description = store.describe(table)
        yield description
        if description.active:
            return
        store.sleep(poll)
    still = "still being changed" if description.usable else "still being created"
    raise TableNotReady(table, still)


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
