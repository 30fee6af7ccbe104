"""Sending one index change and waiting until the service has made it.

The table itself says where it stands, so any worker goes on after any other: it sends the change
only where the index is not as it should be and nothing is under way.
"""

from datetime import timedelta

from entities.dynamodb.description import IndexDescription, TableDescription
from entities.dynamodb.inspection import NOT_OFFERED
from entities.errors import IndexBlocked, IndexInTheWay, IndexNotOffered
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.segments import read_segments
from entities.operations.tables.changing import carry_out
from entities.operations.tables.indexing.definition import IndexChange
from entities.operations.tables.indexing.preflight import preflight_of
from entities.operations.tables.indexing.signing import is_signed
from entities.operations.tables.indexing.turns import Waiter, end_turn, take_turn
from entities.operations.tables.recording import Recorder

POLL = timedelta(seconds=5)


def wait_for_turn(task: Task, change: IndexChange) -> Advanced:
    waits = take_turn(_waiter(task, change))
    return Advanced(waits=waits, rests=POLL) if waits else Advanced(finished=True)


def carry_on(task: Task, change: IndexChange) -> Advanced:
    """One look at the table, and the change where it is due.

    Raises IndexBlocked before a build that nobody has signed, IndexInTheWay, IndexNotOffered, and
    what `carry_out` raises.
    """
    waits = take_turn(_waiter(task, change))
    if waits:
        return Advanced(waits=waits, rests=POLL)
    table = task.store.describe(change.desired.name)
    if _is_due(table, change):
        _send(task, change)
        table = task.store.describe(change.desired.name)
    if not _is_made(table, change):
        return Advanced(waits=_spoken(table, change), rests=POLL)
    _recorder(task).settle(change.after, change.call)
    end_turn(_waiter(task, change))
    return Advanced(finished=True, done=1)


def _waiter(task: Task, change: IndexChange) -> Waiter:
    return Waiter.of(task, change.desired.name, change.index.name)


def _is_due(table: TableDescription, change: IndexChange) -> bool:
    """Raises IndexInTheWay."""
    held = table.index(change.index.name)
    if change.removes:
        return held is not None and table.active
    if held is None:
        return table.active
    if held.status != "DELETING" and held.index.shape != change.index.shape:
        raise IndexInTheWay(table.name, held.index.name)
    return False


def _send(task: Task, change: IndexChange) -> None:
    task.viewer.must("manage tables")
    if not change.removes:
        _must_be_clear(task, change)
    outcome = carry_out(task.store, change.after, change.call, _recorder(task), tell=_quiet)
    if outcome == NOT_OFFERED:
        raise IndexNotOffered(change.call.words)


def _must_be_clear(task: Task, change: IndexChange) -> None:
    segments = read_segments(task.store, task.catalogue, task.run.run_id)
    found = preflight_of(change, segments)
    if found.blocks and not is_signed(task.run, found):
        signed = "signed" in task.run.facts
        raise IndexBlocked(change.index.name, found.in_the_way, found.looked, moved=signed)


def _recorder(task: Task) -> Recorder:
    """What is recorded carries the guard: no worker that lost its lease sends a change."""
    clock = task.hands.clock
    return Recorder(task.store, task.catalogue, task.act(), task.sealer, clock)


def _is_made(table: TableDescription, change: IndexChange) -> bool:
    held = table.index(change.index.name)
    return held is None if change.removes else held is not None and held.status == "ACTIVE"


def _spoken(table: TableDescription, change: IndexChange) -> str:
    held = table.index(change.index.name)
    if held is not None and held.status != "ACTIVE":
        return _under_way(held)
    busy = [other.index.name for other in table.indexes if other.status != "ACTIVE"]
    if busy:
        return f"Waits for {busy[0]}, which somebody else changes."
    return f"Waits for the table, which is {table.status.lower()}."


def _under_way(held: IndexDescription) -> str:
    name = held.index.name
    if held.status == "DELETING":
        return f"The service removes {name}."
    if not held.backfilling:
        return f"The service makes room for {name}."
    counted = f": {held.item_count:,} items when it last counted" if held.item_count else ""
    return f"The service fills {name}{counted}."


def _quiet(_table: str, _words: str) -> None:
    """What is waited for is told by the segment."""
