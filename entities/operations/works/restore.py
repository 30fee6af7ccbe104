"""Restores: tables of a backup set brought back under new names."""

from collections.abc import Mapping

from entities.operations.restores.reports import report_of
from entities.operations.restores.steps import take_step
from entities.operations.runs.base import Advanced, Task, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.segments import Segment
from entities.schema.values import Value


class Restore(Work):
    name, label, action = "restore", "Restore", "back up"

    def advance(self, task: Task) -> Advanced:
        return take_step(task)

    def begins_anew(self, segment: Segment) -> bool:
        return False

    def finish(self, hands: Hands, run: Run, segments: list[Segment]) -> Mapping[str, Value]:
        return {"tables": [report.stored for report in report_of(segments)]}


RESTORE = Restore()
