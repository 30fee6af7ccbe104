"""Work that makes a plan: units put aside for another run, once a person has agreed to them.

What is left out of the plan is kept as outcomes, the first thousand of it, and counted.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from entities.errors import DoneAlready
from entities.operations.runs.base import Advanced, Task, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.outcomes import Outcome, keep
from entities.operations.runs.parts import Staged, write_part
from entities.operations.runs.run import Run
from entities.operations.runs.segments import Segment
from entities.schema.values import Value

NAMED = 1_000  # of what is left out


@dataclass(frozen=True)
class Looked:
    """What one page came to: `units` for the plan, `left` out of it, `seen` in all; `after` is
    where the next page begins, None at the end."""

    units: Sequence[Any]
    left: Sequence[Outcome]
    seen: int
    counters: Mapping[str, int] = field(default_factory=dict)
    after: Value = None


class PlanWork(Work):
    """A single segment, in order."""

    def look(self, task: Task, after: Value, seen: int) -> Looked:
        """Read and judge one page; nothing is written."""
        raise NotImplementedError

    def advance(self, task: Task) -> Advanced:
        cursor = task.segment.cursor
        units, seen = int(cursor.get("units", 0)), int(cursor.get("seen", 0))
        staged = Staged(units, cursor.get("digest", ""))
        page = self.look(task, cursor.get("after"), seen)
        if page.units:
            mark = write_part(task.hands, task.run.run_id, units, page.units, task.guard)
            staged = staged.joined(len(page.units), mark)
        self._keep(task, page.left, int(cursor.get("left", 0)))
        return Advanced(
            cursor={
                "units": Decimal(staged.count),
                "seen": Decimal(seen + page.seen),
                "left": cursor.get("left", Decimal(0)) + len(page.left),
                "digest": staged.digest,
                **({} if page.after is None else {"after": page.after}),
            },
            finished=page.after is None,
            done=page.seen,
            counters=page.counters,
        )

    def finish(self, hands: Hands, run: Run, segments: list[Segment]) -> Mapping[str, Value]:
        (segment,) = segments
        return {"units": segment.cursor["units"], "planHash": segment.cursor["digest"]}

    def _keep(self, task: Task, left: Sequence[Outcome], before: int) -> None:
        entity = task.catalogue.entity(task.run.entities[0])
        for number, outcome in enumerate(left, before):
            if number < NAMED:
                with suppress(DoneAlready):  # by a try of this page that was not saved
                    keep(task, entity, number, outcome)
                task.alive()
