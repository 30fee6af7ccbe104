"""Items of a restored table copied back over those of today, as two people agreed."""

from typing import Any

from entities.operations.restores.copying import copy_back
from entities.operations.runs.base import Task
from entities.operations.runs.outcomes import DONE, SAME, Outcome, first_entry
from entities.operations.runs.staged import StagedWork, key_from
from entities.schema.values import Key


class CopyBack(StagedWork):
    """A unit is [place, key, source]; the payload is what each item was when it was approved."""

    name, label, action = "copy back", "Copying back", "back up"
    undoable = True

    def key_of(self, unit: Any) -> Key:
        return key_from(unit[1])

    def do(self, task: Task, number: int, unit: Any) -> Outcome:
        at, key = unit[0], self.key_of(unit)
        act = self.act_for(task, number, Outcome(at, DONE, key=key))
        entries = copy_back(task, unit, act)
        return Outcome(at, DONE if entries else SAME, key=key, entry=first_entry(entries))


COPY_BACK = CopyBack()
