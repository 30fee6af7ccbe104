"""Restored tables beside those of today."""

from entities.operations.restores.steps import take_step
from entities.operations.runs.base import Advanced, Task, Work
from entities.operations.runs.segments import Segment


class Comparison(Work):
    name, label, action = "comparison", "Comparison with today", "back up"

    def advance(self, task: Task) -> Advanced:
        return take_step(task)

    def begins_anew(self, segment: Segment) -> bool:
        return False


COMPARISON = Comparison()
