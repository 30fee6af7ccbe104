"""Sets on a time line, drawn on the server; the list below it holds the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from entities.catalogue import catalogue
from entities.operations.backups.sets import (
    BEING_REMOVED,
    BEING_TAKEN,
    COMPLETE,
    FAILING,
    BackupSet,
)

WIDTH, LEFT, ROW, AXIS, MARK = 960, 110, 26, 20, 6
DAYS = 35
STEP = 5  # days between two lines


@dataclass(frozen=True)
class Mark:
    """One set. `tone` is its class, `words` what is read out."""

    x: float
    y: int
    tone: str
    words: str
    url: str
    width: int = MARK
    height: int = ROW - 10


@dataclass(frozen=True)
class Row:
    label: str
    y: int

    @property
    def text_y(self) -> int:
        return self.y + ROW // 2 + 3

    @property
    def line_y(self) -> int:
        return self.y + ROW


@dataclass(frozen=True)
class Timeline:
    """Places are in the units of a viewBox of `width` × `height`."""

    rows: list[Row]
    marks: list[Mark]
    days: list[tuple[float, str]]
    height: int
    width: int = WIDTH
    left: int = LEFT

    @property
    def base(self) -> int:
        return self.height - 5

    @property
    def floor(self) -> int:
        return self.height - AXIS


def timeline(sets: Sequence[BackupSet], now: datetime) -> Timeline | None:
    """The sets of the last five weeks, a row for each system; None where there are none."""
    first = now - timedelta(days=DAYS)
    shown = [held for held in sets if (held.at("startedAt") or first) > first]
    if not shown:
        return None
    systems = sorted({(held.system, held.environment) for held in shown})
    several = len({environment for _, environment in systems}) > 1
    rows = {pair: Row(_label(*pair, several), n * ROW) for n, pair in enumerate(systems)}
    days = [first + timedelta(days=n) for n in range(STEP, DAYS, STEP)]
    return Timeline(
        list(rows.values()),
        [_mark(held, rows[held.system, held.environment], first) for held in reversed(shown)],
        [(_x(day, first), f"{day:%d %b}") for day in days],
        len(rows) * ROW + AXIS,
    )


def _label(system: str, environment: str, several: bool) -> str:
    label = catalogue.system_label(system)
    return f"{label} {environment}" if several else label


def tone_of(held: BackupSet) -> str:
    """The tone of a set's status, or of its last drill where that says more."""
    if held.status == COMPLETE:
        return {FAILING: "bad", "": "info"}.get(held.drill_status, "ok")
    return {BEING_TAKEN: "live", BEING_REMOVED: "draft"}.get(held.status, "bad")


def state_of(held: BackupSet) -> str:
    """In words: “complete, never drilled”."""
    if held.status != COMPLETE:
        return held.status
    return {"": "complete, never drilled", FAILING: "complete, its last drill failed"}.get(
        held.drill_status, "complete, verified"
    )


BARS = {"ok": "b", "info": "", "bad": "bad", "live": "warn", "draft": "dim"}


def _mark(held: BackupSet, row: Row, first: datetime) -> Mark:
    begun = held.at("startedAt")
    words = f"{held.name}, {begun:%Y-%m-%d %H:%M}: {state_of(held)}, {held.items:,} items"
    url = reverse("backup_set", args=[held.set_id])
    return Mark(_x(begun, first) - MARK / 2, row.y + 5, BARS[tone_of(held)], words, url)


def _x(moment: datetime, first: datetime) -> float:
    share = (moment - first) / timedelta(days=DAYS)
    return round(LEFT + share * (WIDTH - LEFT - MARK), 1)
