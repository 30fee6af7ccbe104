"""Removing backup sets whose time is over."""

from functools import partial

from entities.operations.backups.policy import Policy
from entities.operations.backups.removing import ACTION, removal_page
from entities.operations.backups.tables import store_for
from entities.operations.runs.base import Advanced, Task, Work


class Prune(Work):
    name, label, action = "prune", "Removal of old backups", ACTION

    def advance(self, task: Task) -> Advanced:
        options = task.run.options
        policy = Policy(days=int(options["days"]), kept=int(options["kept"]))
        return removal_page(task, partial(store_for, task.store), policy)


PRUNE = Prune()
