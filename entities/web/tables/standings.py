"""How the tables stood when they were last looked at, remembered by this process.

A look takes four control-plane calls per table, and the service takes only some ten of each kind a
second: so pages show the last look with its age, and look again where the address asks for one that
is newer (`since`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal
from entities.operations.tables.desired import Desired
from entities.operations.tables.last_backup import LastBackup, last_backups
from entities.operations.tables.standing import BUSY, UNKNOWN, Standing, stand

KEPT = timedelta(minutes=10)
KEPT_TROUBLED = timedelta(seconds=30)  # where a table could not be asked, or is being changed
PAUSE = timedelta(seconds=2)  # between two looks, however often they are asked for


@dataclass(frozen=True)
class Looked:
    """Standings of the tables asked for, in their order, and the last backups of all tables."""

    standings: Sequence[Standing]
    backups: Mapping[str, LastBackup] = field(default_factory=dict)

    @property
    def at(self) -> datetime | None:
        """When the table that was looked at longest ago was looked at."""
        return min((standing.at for standing in self.standings), default=None)


class Standings:
    """Threads share it; one of them looks at a time, the others wait for what it finds."""

    def __init__(self):
        self._held: dict[str, Standing] = {}
        self._backups: tuple[datetime, Mapping[str, LastBackup]] | None = None
        self._looking = Lock()

    def of(self, wanted: Sequence[Desired], *, since: datetime | None = None) -> Looked:
        """None of them older than `since`, which counts up to two seconds ago."""
        with self._looking:
            now = timezone.now()
            stale = [desired for desired in wanted if not self._is_fresh(desired, now, since)]
            if stale:
                self._look(stale, now)
            _, backups = self._backups or (now, {})
            return Looked([self._held[desired.name] for desired in wanted], backups)

    def _look(self, stale: Sequence[Desired], now: datetime) -> None:
        for standing in stand(get_store(), stale, now=now):
            self._held[standing.name] = standing
        if self._backups is None or now - self._backups[0] > PAUSE:
            self._backups = now, _backups()

    def _is_fresh(self, desired: Desired, now: datetime, since: datetime | None) -> bool:
        held = self._held.get(desired.name)
        if held is None or held.desired != desired:
            return False
        kept = KEPT_TROUBLED if held.state in (BUSY, UNKNOWN) else KEPT
        return held.at >= max(now - kept, min(since or now - KEPT, now - PAUSE))

    def forget(self, name: str) -> None:
        """The table is looked at anew, whenever it was looked at."""
        with self._looking:
            self._held.pop(name, None)

    def clear(self) -> None:
        with self._looking:
            self._held.clear()
            self._backups = None


def _backups() -> Mapping[str, LastBackup]:
    """None where they cannot be read: the rest of the page stands."""
    try:
        return last_backups(get_store(), catalogue)
    except Refusal:
        return {}


standings = Standings()
