"""Builds of indexes: the runs that build or remove an index of a table, running and past."""

from dataclasses import dataclass
from datetime import datetime

from entities.catalogue import Catalogue
from entities.errors import TableMissing, TableNotReady
from entities.operations.flags import moment
from entities.operations.runs.status import ENDED
from entities.schema.access import choose
from entities.schema.conditions import Equals
from entities.schema.values import Item
from entities.schema.viewer import Viewer

OPERATION = "index build"
MOST = 10


@dataclass(frozen=True)
class Build:
    """One run; `index` is the name of the index, `total` and `done` count items where known."""

    run_id: str
    index: str
    status: str
    tone: str
    why: str
    by: str
    created_at: datetime | None
    finished_at: datetime | None

    @property
    def goes_on(self) -> bool:
        return self.status not in ENDED


def builds_of(store, catalogue: Catalogue, table: str, *, viewer: Viewer) -> list[Build]:
    """The latest ten of the table of this real name, the newest first; one call. None for who may
    not manage tables."""
    if not viewer.may("manage tables"):
        return []
    runs = catalogue.entity("runs")
    path = choose(runs, (Equals("plan", table),), index="plan-index")
    try:
        page = store.page(runs, path, limit=MOST, backward=True)
    except (TableMissing, TableNotReady):
        return []
    builds = (_build(runs, item) for item in page.items if item.get("operation") == OPERATION)
    return [build for build in builds if build.index]


def _build(runs, item: Item) -> Build:
    status = str(item.get("status", ""))
    options = item.get("options")
    return Build(
        item["runId"],
        str(options.get("index", "")) if isinstance(options, dict) else "",
        status,
        dict(runs.choice("status").tones).get(status, ""),
        str(item.get("statusReason", "")),
        str(item.get("requestedBy", "")),
        moment(item.get("createdAt", "")),
        moment(item.get("finishedAt", "")),
    )
