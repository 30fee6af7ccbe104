"""Drills: a backup set proved by restoring it."""

from entities.operations.restores.drilling import drill_page
from entities.operations.runs.base import Advanced, Task, Work
from entities.operations.runs.segments import Segment


class Drill(Work):
    """`failed` counts what is wrong with the set: that is found, not to be tried again."""

    name, label, action = "drill", "Backup drill", "back up"

    def advance(self, task: Task) -> Advanced:
        return drill_page(task)

    def begins_anew(self, segment: Segment) -> bool:
        return False


DRILL = Drill()
