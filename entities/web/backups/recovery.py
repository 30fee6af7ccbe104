"""The page of recovery to a point in time: the window of every table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from entities.operations.tables.standing import Standing
from entities.schema.system import System
from entities.web.tables.addresses import table_url


@dataclass(frozen=True)
class Window:
    """`words` is what recovery is where it has no window: off, not offered, or not known.
    `table` is the real name, `label` the declared one."""

    table: str
    label: str
    tone: str
    words: str
    earliest: datetime | None = None
    latest: datetime | None = None
    days: int | None = None

    @property
    def url(self) -> str:
        return table_url(self.table)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class RecoveryPage:
    tabs: list[Tab]
    windows: list[Window]
    looked_at: datetime | None


def recovery_page(standings: Sequence[Standing], chosen: str) -> RecoveryPage:
    """Of the system chosen, else of all tables."""
    systems: dict[System, int] = {}
    for standing in standings:
        system = standing.desired.entity.system
        systems[system] = systems.get(system, 0) + 1
    known = chosen if chosen in {system.name for system in systems} else ""
    shown = [s for s in standings if known in ("", s.desired.entity.system.name)]
    tabs = [Tab("All", reverse("backup_recovery"), not known, len(standings))]
    tabs += [_tab(system, count, known) for system, count in systems.items()]
    oldest = min((standing.at for standing in shown), default=None)
    return RecoveryPage(tabs, [_window(standing) for standing in shown], oldest)


def _tab(system: System, count: int, known: str) -> Tab:
    query = urlencode({"system": system.name})
    url = f"{reverse('backup_recovery')}?{query}"
    return Tab(system.label, url, system.name == known, count)


def _window(standing: Standing) -> Window:
    named = standing.name, standing.desired.entity.table
    live = standing.checked.live if standing.checked else None
    if live is None or live.recovery is None:
        return Window(*named, "bad", standing.state)
    told = live.recovery
    if not told.offered:
        return Window(*named, "draft", "not offered by this engine")
    if not told.on:
        return Window(*named, "bad", "off")
    return Window(*named, "ok", "on", told.earliest, told.latest, told.days)
