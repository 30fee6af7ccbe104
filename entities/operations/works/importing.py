"""The lines of a file brought in, each as it was planned."""

from typing import Any

from entities.operations.runs.base import Task
from entities.operations.runs.outcomes import DONE, Outcome, first_entry
from entities.operations.runs.staged import StagedWork
from entities.operations.transfer.importing import apply, warned
from entities.operations.transfer.planned import Unit
from entities.operations.transfer.planning import APPLIED, planner
from entities.schema.values import Key


class Import(StagedWork):
    """A line that the plan leaves alone keeps the plan's word for it as its outcome."""

    name, label, action = "import", "Import", "import"
    undoable = True

    def key_of(self, unit: Any) -> Key | None:
        return Unit.opened(unit).key

    def do(self, task: Task, number: int, unit: Any) -> Outcome:
        line = Unit.opened(unit)
        if line.verdict not in APPLIED:
            return Outcome(line.line, line.verdict, line.said, line.key)
        shared = {"viewer": task.viewer, "sealer": task.sealer, "now": task.now}
        made = planner(task.store, task.catalogue, self.entity(task), **shared)
        kept = Outcome(line.line, DONE, warned(made, line), line.key)
        saved = apply(made, line, self.act_for(task, number, kept))
        # Done although nothing differed: else hidden values could be guessed by importing them.
        return Outcome(line.line, DONE, key=line.key, entry=first_entry(saved.entries))


IMPORT = Import()
