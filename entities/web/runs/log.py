"""The permanent log of a run: who moved it where, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from entities.operations.audit.shown import Entry
from entities.web.cursors import seal_mark
from entities.web.runs.page import RunPage
from entities.web.runs.words import TONES
from entities.web.state import CURSOR

WHY = "statusReason"


@dataclass(frozen=True)
class Line:
    """One entry. `why` is what the person said, or what the run said of itself."""

    at: datetime | None
    by: str
    what: str
    tone: str
    why: str
    number: int


@dataclass(frozen=True)
class LogPage:
    page: RunPage
    lines: list[Line]
    next_url: str
    first_url: str


def log_page(page: RunPage, entries: Iterable[Entry], onward, *, is_first: bool) -> LogPage:
    url = reverse("run_log", args=[page.run.run_id])
    mark = seal_mark(onward, state_of(page.run.run_id), page.viewer) if onward else ""
    return LogPage(
        page,
        [line(entry) for entry in entries],
        f"{url}?{CURSOR}={mark}" if mark else "",
        "" if is_first else url,
    )


def state_of(run_id: str) -> str:
    """What a mark of this log is good for."""
    return f"log of {run_id}"


def line(entry: Entry) -> Line:
    told = (d.after.text for d in entry.differences if d.name == WHY and d.after)
    why = entry.reason or next(told, "")
    tone = TONES.get(entry.action, "info")
    return Line(entry.at, entry.actor, entry.action.capitalize(), tone, why, entry.number)
