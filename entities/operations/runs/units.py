"""Work that is a list of units, each done once, with an outcome of its own: bulk, import, undo."""

import logging
from collections.abc import Sequence
from time import monotonic
from typing import Any

from entities.errors import (
    AccessRefused,
    CredentialsMissing,
    LeaseLost,
    Refusal,
    RunBroken,
    TableMissing,
    Unavailable,
)
from entities.operations.runs.base import Advanced, Task, Work
from entities.operations.runs.outcomes import (
    DONE,
    FAILED,
    SAME,
    Outcome,
    first_entry,
    keep,
    known,
    steps_of,
)
from entities.schema.entity import Entity
from entities.schema.values import Key

log = logging.getLogger(__name__)

PAGE = 25  # units between two saves of the cursor
PAGE_SECONDS = 1.0  # and no longer than this: a pause waits for the end of a page
GO_ON_LATER = (Unavailable, TableMissing, AccessRefused, CredentialsMissing, LeaseLost, RunBroken)


class UnitWork(Work):
    """`do` writes through the write path with `act`, which keeps the outcome in the same
    transaction; a unit that writes nothing answers with an outcome that is kept by itself."""

    def units(self, task: Task) -> Sequence[Any]:
        """The units of the segment, the same and in the same order each time."""
        raise NotImplementedError

    def entity(self, task: Task) -> Entity | None:
        """Whose keys the outcomes name: of a run about several, what the segment is about."""
        entities = task.run.entities
        name = entities[0] if len(entities) == 1 else task.segment.item.get("entity", "")
        return task.catalogue.entity(name) if name else None

    def do(self, task: Task, number: int, unit: Any) -> Outcome:
        """Do one unit; raises Refusal where it is refused."""
        raise NotImplementedError

    def key_of(self, unit: Any) -> Key | None:
        """The key of the item the unit is about, where there is one."""
        return None

    def at(self, number: int, unit: Any) -> int:
        """The unit's place in a list or file, as people know it."""
        return number

    def act_for(self, task: Task, number: int, outcome: Outcome):
        """The act of one unit: once for all tries, and its outcome beside it."""
        entity = self.entity(task)

        def beside(entries):
            kept = Outcome(outcome.at, DONE, outcome.said, outcome.key, first_entry(entries))
            return steps_of(task, entity, number, kept)

        token = f"{task.run.run_id} {task.segment.segment_id} {number}"
        return task.act(token, beside)

    def advance(self, task: Task) -> Advanced:
        units = self.units(task)
        begin = int(task.segment.cursor.get("at", 0))
        numbers = range(begin, min(begin + PAGE, len(units)))
        before = known(task, numbers)
        retrying = bool(task.segment.options.get("retrying"))
        counters: dict[str, int] = {}
        started, at = monotonic(), begin
        for at in numbers:
            status = before.get(at)
            if status is None or (retrying and status == FAILED):
                task.pace.wait(1, task.alive)
                status = self._done(task, at, units[at], again=status is not None)
            # Also where it was done before, perhaps by a worker that did not come to save that.
            counters[status] = counters.get(status, 0) + 1
            task.alive()
            if monotonic() - started > PAGE_SECONDS:
                break
        end = at + 1 if numbers else begin
        return Advanced(
            cursor={"at": end},
            finished=end >= len(units),
            done=end - begin,
            failed=counters.get(FAILED, 0),
            total=len(units),
            counters=counters,
        )

    def _done(self, task: Task, number: int, unit: Any, *, again: bool) -> str:
        """The status of the unit once it is done. What can pass later is raised, not kept."""
        at, key = self.at(number, unit), self.key_of(unit)
        try:
            outcome = self.do(task, number, unit)
        except GO_ON_LATER:
            raise
        except Refusal as refusal:
            outcome = Outcome(at, FAILED, said_of(refusal), key)
        except Exception:
            log.exception("unit %s of run %s", number, task.run.run_id)
            said = "An unexpected error. The log has it under the run's id."
            outcome = Outcome(at, FAILED, said, key)
        if outcome.entry is None and (again or outcome.status != SAME):
            keep(task, self.entity(task), number, outcome)
        return outcome.status


def said_of(refusal: Refusal) -> str:
    """What is wrong, field by field where it says so."""
    problems = getattr(refusal, "problems", {})
    return " ".join(problems.values()) or f"{refusal} {refusal.hint}".strip()
