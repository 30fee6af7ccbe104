"""Whose turn a table is: one index change at a time, in the order in which they asked.

One item of the claims holds the queue of runs of a table. Whoever has its turn says so by a write
on condition that nobody touched the queue since it was read; a run that has ended loses its place
to the next in the same way. So of two that believe to be first one is refused, and looks again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from entities.dynamodb.steps import Change
from entities.dynamodb.updating import change
from entities.errors import ItemNotFound, Stale
from entities.operations.runs.base import Task
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.status import PAUSED, PAUSING
from entities.operations.settled import stamp
from entities.schema.conditions import Condition, Equals, Missing
from entities.schema.values import Item

TRIES = 8


@dataclass(frozen=True)
class _Queue:
    """The queue as it was read; `item` None where there is none yet."""

    item: Item | None

    @property
    def tickets(self) -> list[Mapping]:
        return list((self.item or {}).get("queue", ()))

    @property
    def revision(self) -> int:
        return int((self.item or {}).get("revision", 0))

    @property
    def as_read(self) -> Condition:
        return Equals("revision", Decimal(self.revision)) if self.item else Missing("revision")


@dataclass(frozen=True)
class Waiter:
    """A run that wants to change an index of a table."""

    hands: Hands
    run_id: str
    by: str
    table: str
    index: str

    @classmethod
    def of(cls, task: Task, table: str, index: str) -> "Waiter":
        return cls(task.hands, task.run.run_id, task.run.by, table, index)

    @property
    def ticket(self) -> dict[str, str]:
        return {"runId": self.run_id, "index": self.index}


def take_turn(waiter: Waiter) -> str:
    """Nothing where it is this run's turn, else what it waits for, as a sentence. Joins the queue
    where it is not in it.

    Raises Stale where the queue is never found at rest.
    """
    for _ in range(TRIES):
        queue = _read(waiter)
        waiting, first = _waiting(waiter, queue)
        if waiter.ticket not in waiting:
            waiting.append(waiter.ticket)
        is_ours = waiting[0] == waiter.ticket
        if not is_ours and waiting == queue.tickets:
            return _spoken(waiting[0]["index"], first)
        if _write(waiter, queue, waiting):
            return "" if is_ours else _spoken(waiting[0]["index"], first)
    raise Stale("queue of index changes")


def end_turn(waiter: Waiter) -> None:
    """Let the next one have it."""
    for _ in range(TRIES):
        queue = _read(waiter)
        left = [ticket for ticket in queue.tickets if ticket["runId"] != waiter.run_id]
        if left == queue.tickets or _write(waiter, queue, left):
            return


def _read(waiter: Waiter) -> _Queue:
    claims = waiter.hands.catalogue.entity("claims")
    return _Queue(waiter.hands.store.find(claims, (_name(waiter.table),), consistent=True))


def _waiting(waiter: Waiter, queue: _Queue) -> tuple[list[Mapping], Run | None]:
    """The tickets from the first whose run has not ended, and that run where it is another."""
    tickets = queue.tickets
    for place, ticket in enumerate(tickets):
        if ticket["runId"] == waiter.run_id:
            return tickets[place:], None
        for run in _live(waiter.hands, ticket["runId"]):
            return tickets[place:], run
    return [], None


def _live(hands: Hands, run_id: str) -> Iterator[Run]:
    """The run, unless it has ended, or was never begun."""
    try:
        run = find_run(hands.store, hands.catalogue, run_id)
    except ItemNotFound:
        return
    if not run.ended:
        yield run


def _write(waiter: Waiter, queue: _Queue, tickets: list[Mapping]) -> bool:
    """Whether nobody was first."""
    claims = waiter.hands.catalogue.entity("claims")
    kept = {
        "kind": "table",
        "queue": tickets,
        "revision": Decimal(queue.revision + 1),
        "runId": waiter.run_id,
        "actor": waiter.by,
        "createdAt": stamp(waiter.hands.clock()),
    }
    taken = Stale("queue of index changes")
    step = Change(claims, (_name(waiter.table),), (queue.as_read,), taken, set=kept)
    try:
        change(waiter.hands.store, step)
    except Stale:
        return False
    return True


def _spoken(index: str, run: Run | None) -> str:
    halted = run is not None and run.status in (PAUSED, PAUSING)
    return f"Waits for {index} of the same table{', which is paused' if halted else ''}."


def _name(table: str) -> str:
    return f"table#{table}"
