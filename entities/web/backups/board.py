"""What is wrong with the backups, for the menu and the overview of those whom it concerns."""

import time
from dataclasses import dataclass
from threading import Lock

from django.utils import timezone

from entities import conf
from entities.catalogue import catalogue
from entities.errors import Refusal
from entities.operations.backups.attention import Alarm
from entities.operations.backups.sets import read_sets
from entities.operations.backups.tables import tables_there
from entities.schema.viewer import Viewer
from entities.web.backups.alarms import alarms_of

BACKUPS_URL = "/backups/"
ACTION = "back up"
SECONDS = 60


@dataclass(frozen=True)
class Alarms:
    held: tuple[Alarm, ...] = ()

    @property
    def count(self) -> int:
        return len(self.held)

    @property
    def mark(self) -> str:
        """In words what there is worth attention, if anything."""
        return "worth attention" if self.held else ""


class AlarmCache:
    """Read at most once a minute by this process, and anew after it changed a set."""

    def __init__(self):
        self._held: tuple[float, Alarms] | None = None
        self._lock = Lock()

    def get(self, viewer: Viewer) -> Alarms:
        """None of them for who may not back up, and where they cannot be read: the menu must not
        break the page."""
        if not viewer.may(ACTION):
            return Alarms()
        with self._lock:
            held = self._held
        if held is not None and time.monotonic() - held[0] < SECONDS:
            return held[1]
        try:
            found = _alarms()
        except Refusal:
            found = Alarms()
        with self._lock:
            self._held = (time.monotonic(), found)
        return found

    def clear(self) -> None:
        with self._lock:
            self._held = None


def _alarms() -> Alarms:
    store = conf.get_store()
    systems = [s for s in catalogue.systems if tables_there(store, catalogue, s.name)]
    sets = read_sets(store, catalogue)
    return Alarms(tuple(alarms_of(store, sets, systems, timezone.now())))


alarm_cache = AlarmCache()
