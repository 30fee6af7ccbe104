"""An index as its page shows it: declared, live, and the last run that changed it."""

from dataclasses import dataclass
from itertools import islice

from entities.dynamodb.description import IndexDescription
from entities.errors import IndexUnknown, TableMissing
from entities.operations.runs.hands import Hands
from entities.operations.runs.progress import Progress, progress_of
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import Segment, read_segments
from entities.operations.tables.desired import Desired
from entities.operations.tables.indexing.definition import REMOVE, change_of
from entities.operations.tables.indexing.findings import Finding, read_findings
from entities.operations.tables.indexing.preflight import Preflight, look_segments, preflight_of
from entities.operations.tables.indexing.queueing import OPERATION
from entities.operations.tables.indexing.signing import stopped_by
from entities.schema.access import choose
from entities.schema.conditions import Equals
from entities.schema.entity import Index
from entities.schema.viewer import Viewer

LAST = 50  # runs of a table among which that of the index is looked for


@dataclass(frozen=True)
class IndexStanding:
    """`declared` and `held` are None where it is not; `found` is what the run's look came to,
    `blocks` whether that stopped it."""

    desired: Desired
    name: str
    declared: Index | None
    held: IndexDescription | None
    run: Run | None = None
    progress: Progress | None = None
    found: Preflight | None = None
    blocks: bool = False
    segments: tuple[Segment, ...] = ()

    @property
    def is_wanted(self) -> bool:
        """Whether it is declared and could be built now."""
        return self.declared is not None and self.held is None and not self.is_changing

    @property
    def is_unwanted(self) -> bool:
        """Whether it is there otherwise than declared, and could be removed now."""
        if self.held is None or self.held.index.local or self.is_changing:
            return False
        return self.declared is None or self.declared.shape != self.held.index.shape

    @property
    def is_changing(self) -> bool:
        return self.run is not None and not self.run.ended

    @property
    def removes(self) -> bool:
        return self.run is not None and self.run.options.get("change") == REMOVE

    @property
    def index(self) -> Index | None:
        """As it is, or else as it is declared."""
        return self.held.index if self.held else self.declared


def index_standing(hands: Hands, desired: Desired, name: str, *, viewer: Viewer) -> IndexStanding:
    """In four calls at most. Raises ActionNotAllowed, and IndexUnknown for what is neither
    declared, nor there, nor was ever asked for."""
    viewer.must("manage tables")
    declared = desired.index(name)
    held = _held(hands, desired, name)
    run = _last_run(hands, desired, name)
    if declared is None and held is None and run is None:
        raise IndexUnknown(desired.name, name, tuple(index.name for index in desired.indexes))
    if run is None:
        return IndexStanding(desired, name, declared, held)
    segments = tuple(read_segments(hands.store, hands.catalogue, run.run_id))
    progress = progress_of(run, segments, hands.clock())
    found = None
    if run.options.get("change") != REMOVE:
        found = preflight_of(change_of(hands.store, hands.catalogue, run), segments)
    blocks = found is not None and stopped_by(run, found, segments)
    return IndexStanding(desired, name, declared, held, run, progress, found, blocks, segments)


def findings_page(
    hands: Hands, standing: IndexStanding, reason: str, *, after: str, most: int
) -> tuple[list[Finding], str]:
    """So many findings of a reason from behind the one named, and the name of the last where more
    follow."""
    listed = read_findings(
        hands.store,
        hands.catalogue,
        look_segments(standing.segments),
        reason,
        sealer=hands.sealer,
        after=after,
    )
    found = list(islice(listed, most + 1))
    return found[:most], found[most - 1].unit_id if len(found) > most else ""


def _held(hands: Hands, desired: Desired, name: str) -> IndexDescription | None:
    try:
        return hands.store.describe(desired.name).index(name)
    except TableMissing:
        return None


def _last_run(hands: Hands, desired: Desired, name: str) -> Run | None:
    runs = hands.catalogue.entity("runs")
    path = choose(runs, (Equals("plan", desired.name),), index="plan-index")
    page = hands.store.page(runs, path, limit=LAST, backward=True)
    for run in map(Run, page.items):
        if run.operation == OPERATION and run.options.get("index") == name:
            return find_run(hands.store, hands.catalogue, run.run_id)
    return None
