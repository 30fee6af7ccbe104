"""Runs as people find them: what is open, what has ended, and what failed of late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from entities.catalogue import Catalogue
from entities.operations.paging import FIRST, Budget, Mark, read_slice
from entities.operations.runs.run import Run
from entities.operations.runs.status import ENDED, FAILED, OPEN, OVER
from entities.operations.settled import stamp
from entities.schema.access import AccessPath
from entities.schema.conditions import Compare, Condition, Equals
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer

MOST_OPEN = 100
PAST_SIZE = 25
MOST_FAILED = 100
OF_LATE = timedelta(days=7)
BUDGET = Budget()


@dataclass(frozen=True)
class Asked:
    """What the list is asked for; empty means everything. `by` is an account's name."""

    status: str = ""
    operation: str = ""
    company: str = ""
    by: str = ""


@dataclass(frozen=True)
class Listing:
    """All that is open, and a page of what has ended; both newest first.

    `exhausted`: the read budget was spent before the page was full.
    """

    open: list[Run]
    past: list[Run]
    next: Mark | None = None
    previous: Mark | None = None
    exhausted: bool = False


def list_runs(
    store,
    catalogue: Catalogue,
    asked: Asked,
    *,
    viewer: Viewer,
    mark: Mark = FIRST,
    budget: Budget = BUDGET,
) -> Listing:
    """One query each; what has ended may take more where it is filtered. A viewer with a company
    limit finds their own runs only. Raises ActionNotAllowed."""
    viewer.must("view")
    runs = catalogue.entity("runs")
    rest = tuple(_filters(asked, viewer))
    found = [] if asked.status in ENDED else list(_open(store, runs, rest, asked.status))
    if asked.status and asked.status not in ENDED:
        return Listing(found, [])
    path = _path(runs, "standing-index", OVER, rest)
    if asked.status:
        path = _path(runs, "status-index", asked.status, rest)
    page = read_slice(store, runs, path, mark, size=PAST_SIZE, descending=True, budget=budget)
    past = [Run(item) for item in page.items]
    return Listing(found, past, page.next, page.previous, page.exhausted)


def open_runs(store, catalogue: Catalogue, *, viewer: Viewer) -> list[Run]:
    """What is under way, waits or is paused, newest first; one query."""
    runs = catalogue.entity("runs")
    return list(_open(store, runs, tuple(_filters(Asked(), viewer)), ""))


def failed_runs(store, catalogue: Catalogue, *, viewer: Viewer, now: datetime) -> list[Run]:
    """What was started in the last seven days and failed, newest first; one query."""
    runs = catalogue.entity("runs")
    since = Compare("createdAt", ">=", stamp(now - OF_LATE))
    path = _path(runs, "status-index", FAILED, tuple(_filters(Asked(), viewer)), since)
    page = store.page(runs, path, limit=MOST_FAILED, backward=True)
    return [Run(item) for item in page.items]


def _open(store, runs: Entity, rest: tuple[Condition, ...], status: str) -> Iterator[Run]:
    path = _path(runs, "standing-index", OPEN, rest)
    page = store.page(runs, path, limit=MOST_OPEN, backward=True)
    found = map(Run, page.items)
    yield from (run for run in found if not status or run.status == status)


def _filters(asked: Asked, viewer: Viewer) -> Iterator[Condition]:
    by = viewer.name if viewer.limited else asked.by
    held = {"operation": asked.operation, "companyId": asked.company, "requestedBy": by}
    yield from (Equals(name, value) for name, value in held.items() if value)
    if viewer.limited and asked.by not in ("", viewer.name):
        yield Equals("requestedBy", asked.by)


def _path(
    runs: Entity,
    index: str,
    value: str,
    rest: tuple[Condition, ...],
    sort: Condition | None = None,
) -> AccessPath:
    named = runs.index(index)
    return AccessPath("query", named, Equals(named.partition, value), sort, rest, keys=runs.keys)
