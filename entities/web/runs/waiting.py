"""Runs in the menu and on the overview: what is under way, and what asks for somebody."""

import time
from dataclasses import dataclass, field
from threading import Lock

from entities.errors import Refusal
from entities.operations.runs.hands import Hands
from entities.operations.runs.listing import failed_runs, open_runs
from entities.operations.runs.run import Run
from entities.operations.runs.standing import Standing, standing_of
from entities.operations.runs.status import INTERRUPTED
from entities.schema.viewer import Viewer, everyone
from entities.web.hands import own_hands
from entities.web.runs.listing import Line
from entities.web.runs.page import RunPage

RUNS_URL = "/runs/"
SECONDS = 60
LISTED = 5  # of what failed
FOLLOWED = 10  # open runs whose segments are read: the newest


@dataclass(frozen=True)
class Found:
    """Every run that is open or failed of late; the newest with their progress."""

    standings: list[Standing] = field(default_factory=list)
    more: list[Run] = field(default_factory=list)
    failed: list[Run] = field(default_factory=list)


@dataclass(frozen=True)
class RunsNow:
    """What of it concerns one viewer. `dead` is how many units could not be done of late."""

    open: list[RunPage]
    more: list[Line]
    failed: list[Line]

    @property
    def failed_first(self) -> list[Line]:
        return self.failed[:LISTED]

    @property
    def failed_more(self) -> int:
        return len(self.failed) - len(self.failed_first)

    @property
    def count(self) -> int:
        return len(self.open) + len(self.more)

    @property
    def dead(self) -> int:
        return sum(int(line.failed or 0) for line in self.failed)

    @property
    def said(self) -> str:
        """What is told when it changes."""
        return f"Runs: {self.count:,} under way{', ' if self.mark else ''}{self.mark}"

    @property
    def mark(self) -> str:
        """“1 interrupted, 2 failed”: what asks for somebody, of what this person may act on."""
        open_now = [page for page in self.open if page.may_act]
        counted = (
            (sum(page.status == INTERRUPTED for page in open_now), "interrupted"),
            (sum(page.standing.unattended for page in open_now), "without a worker"),
            (sum(line.may_act for line in self.failed), "failed"),
        )
        return ", ".join(f"{count:,} {word}" for count, word in counted if count)


class RunsCache:
    """Read at most once a minute by this process, and anew after it changed a run."""

    def __init__(self):
        self._held: tuple[float, Found] | None = None
        self._lock = Lock()

    def get(self, viewer: Viewer) -> RunsNow:
        with self._lock:
            held = self._held
        fresh = held is not None and time.monotonic() - held[0] < SECONDS
        return _of(held[1], viewer) if fresh else self.read(viewer)

    def read(self, viewer: Viewer) -> RunsNow:
        """As they are now; none where they cannot be read: the menu must not break the page."""
        try:
            found = _read(own_hands())
        except Refusal:
            found = Found()
        with self._lock:
            self._held = (time.monotonic(), found)
        return _of(found, viewer)

    def clear(self) -> None:
        with self._lock:
            self._held = None


runs_cache = RunsCache()


def _read(hands: Hands) -> Found:
    """Two queries, and one for each run that is followed."""
    reader = everyone("Keyroom", "view")
    found = open_runs(hands.store, hands.catalogue, viewer=reader)
    failed = failed_runs(hands.store, hands.catalogue, viewer=reader, now=hands.clock())
    standings = [standing_of(hands, run) for run in found[:FOLLOWED]]
    return Found(standings, found[FOLLOWED:], failed)


def _of(found: Found, viewer: Viewer) -> RunsNow:
    def sees(run: Run) -> bool:
        return not viewer.limited or run.by == viewer.name

    return RunsNow(
        [RunPage(each, viewer) for each in found.standings if sees(each.run)],
        [Line(run, viewer) for run in found.more if sees(run)],
        [Line(run, viewer) for run in found.failed if sees(run)],
    )
