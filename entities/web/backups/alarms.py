"""What is wrong with the backups of this environment, for pages and commands alike."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from entities.catalogue import catalogue
from entities.errors import ItemNotFound
from entities.operations.backups.attention import Alarm, alarms
from entities.operations.backups.sets import BEING_TAKEN, BackupSet
from entities.operations.runs.run import find_run
from entities.web.backups.policy import backup_policy


def alarms_of(
    store, sets: Sequence[BackupSet], systems: Iterable[str], now: datetime
) -> list[Alarm]:
    """One read for each set that is being taken."""
    runs = {held.set_id: _status(store, held) for held in sets if held.status == BEING_TAKEN}
    return alarms(sets, systems, store.environment, backup_policy(), now, runs)


def _status(store, held: BackupSet) -> str:
    try:
        return find_run(store, catalogue, held.run_id).status
    except ItemNotFound:
        return "gone"
