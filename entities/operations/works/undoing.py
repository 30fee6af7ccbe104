"""A run taken back as a whole: every unit by itself, the newest first, each with its own conflict
check."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from entities.operations.audit import Recorded
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.outcomes import DONE, Outcome, first_entry, last_outcomes
from entities.operations.runs.parts import Parts, write_part
from entities.operations.runs.staged import StagedWork, key_from, plain_key
from entities.operations.undo import undo
from entities.schema.values import Key

LIST, TAKE_BACK = "0-list", "1-take-back"
AT_ONCE = 100  # outcomes read in one call


class Undo(StagedWork):
    """First what is to be taken back is listed, then it is. A unit is [place, key, [chain, entry]];
    the segments' `undoes` names the run."""

    name, label, action = "undo", "Undo", "undo"
    undoable = True

    def advance(self, task: Task) -> Advanced:
        if task.segment.segment_id == LIST:
            return self._list(task)
        return super().advance(task)

    def units(self, task: Task) -> Sequence[Any]:
        segments = task.segment.entity
        listed = task.store.get(segments, (task.run.run_id, LIST), consistent=True)
        return Parts(task.hands, task.run.run_id, 0, int(listed["cursor"]["units"]))

    def key_of(self, unit: Any) -> Key | None:
        return key_from(unit[1]) if unit[1] else None

    def do(self, task: Task, number: int, unit: Any) -> Outcome:
        kept = Outcome(unit[0], DONE, key=self.key_of(unit))
        undone = undo(
            task.store,
            task.catalogue,
            Recorded(*unit[2]),
            viewer=task.viewer,
            act=self.act_for(task, number, kept),
            sealer=task.sealer,
        )
        return Outcome(kept.at, DONE, key=kept.key, entry=first_entry(undone.entries))

    def _list(self, task: Task) -> Advanced:
        """One page of what the run did, from its end."""
        cursor, undoes = task.segment.cursor, task.segment.options["undoes"]
        units, before = int(cursor.get("units", 0)), cursor.get("before", "")
        told = {"sealer": task.sealer, "before": before, "limit": AT_ONCE}
        entity = self.entity(task)
        page, left = last_outcomes(task.store, task.catalogue, undoes, entity, **told)
        found = [
            [one.at, plain_key(one.key or ()), [one.entry.item_key, one.entry.entry_id]]
            for one in page
            if one.entry
        ]
        if found:
            write_part(task.hands, task.run.run_id, units, found, task.guard)
        after = {"units": Decimal(units + len(found)), "before": left}
        return Advanced(after, finished=not left, total=0)


UNDO = Undo()
