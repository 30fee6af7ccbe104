"""Taking a backup set: the service's own backups, the typed export, its manifests."""

from entities.operations.backups.closing import close_page
from entities.operations.backups.exporting import export_page
from entities.operations.backups.finishing import finish_page
from entities.operations.backups.native import native_page
from entities.operations.backups.places import place_of
from entities.operations.backups.sets import find_set
from entities.operations.backups.tables import store_for
from entities.operations.backups.taking import ACTION, CLOSE, EXPORT, NATIVE
from entities.operations.runs.base import Advanced, Task, Work


class Backup(Work):
    name, label, action = "backup", "Backup", ACTION

    def advance(self, task: Task) -> Advanced:
        held = find_set(task.store, task.catalogue, task.run.item["plan"])
        store = store_for(task.store, held.environment)
        if task.segment.phase == NATIVE:
            return native_page(task, store)
        place = place_of(task.hands, held.target)
        if task.segment.phase == EXPORT:
            return export_page(task, store, place)
        if task.segment.phase == CLOSE:
            return close_page(task, store, place)
        return finish_page(task, store, place)


BACKUP = Backup()
