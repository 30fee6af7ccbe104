"""What is wrong with the backups of this environment, for pages and commands alike."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from entities.catalogue import catalogue
from entities.operations.backups.attention import Alarm, alarms
from entities.operations.backups.runs import live_of
from entities.operations.backups.sets import BackupSet
from entities.schema.system import System
from entities.web.backups.policy import backup_policy


def alarms_of(
    store, sets: Sequence[BackupSet], systems: Iterable[System], now: datetime
) -> list[Alarm]:
    """One read for each set that is being taken; `sets` newest first."""
    live = live_of(store, catalogue, sets)
    return alarms(sets, systems, store.environment, backup_policy(), now, live)
