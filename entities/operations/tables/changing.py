"""One change of a live table: waited for, checked, recorded, sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from entities.dynamodb.inspection import NOT_OFFERED, LiveTable, inspect, time_to_live
from entities.dynamodb.table_calls import TableCall
from entities.dynamodb.tables import alter, settling
from entities.errors import ServiceRefused, Unavailable
from entities.operations.tables.desired import Desired
from entities.operations.tables.drift import check_table
from entities.operations.tables.recording import Recorder

Tell: TypeAlias = Callable[[str, str], None]  # a table's name, what goes on there

DONE = "done"
LONGEST_BUILD = 24 * 3600  # seconds
POLL = 5.0  # seconds


@dataclass(frozen=True)
class Outcome:
    """What became of one table or one change of it, in words."""

    table: str
    words: str
    failed: bool = False


def carry_out(store, desired: Desired, call: TableCall, recorder: Recorder, *, tell: Tell) -> str:
    """What came of it: done, or not offered by this engine. Waits first until the table is active.

    Raises TableChangeRefused, Stale where somebody else changes this table, and what calls raise.
    """
    live = settled(store, desired, tell=tell)
    with recorder.recording(desired, (call,)):
        try:
            return DONE if alter(store, call, live) else NOT_OFFERED
        except (Unavailable, ServiceRefused):
            if not _is_in_force(store, desired, call):
                raise  # else an earlier try did it, and its answer was lost
    return DONE


def is_waiting(store, call: TableCall) -> bool:
    """Whether the call has to wait for a change of TTL that is under way."""
    return call.operation == "UpdateTimeToLive" and time_to_live(store, call.table).changing


def settled(store, desired: Desired, *, tell: Tell) -> LiveTable:
    """The table once it and its indexes are active; says what is waited for."""
    for description in settling(store, desired.name, patience=LONGEST_BUILD, poll=POLL):
        if not description.active:
            tell(desired.name, _spoken(description))
    return inspect(store, desired.name)


def _spoken(description) -> str:
    busy = [held for held in description.indexes if held.status != "ACTIVE"]
    parts = [f"index {h.index.name} is {h.status.lower()}, {h.item_count:,} items" for h in busy]
    return "; ".join(parts) or f"is {description.status.lower()}"


def _is_in_force(store, desired: Desired, call: TableCall) -> bool:
    """Whether the table no longer asks for the call."""
    checked = check_table(store, desired)
    wanted = [step.text for found in checked.differences for step in found.fix]
    return checked.live is not None and call.text not in wanted
