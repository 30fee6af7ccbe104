"""A restored table beside the table of today: the run that compares them, and what it found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from entities.errors import NotRestored
from entities.operations.audit.chain import opened_key
from entities.operations.backups.tables import store_for
from entities.operations.deeds import Act
from entities.operations.restores.comparing import DIFFERENT
from entities.operations.restores.sources import Source, source_of
from entities.operations.restores.starting import entities_of
from entities.operations.restores.steps import segments_of
from entities.operations.runs.base import Slice, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.segments import read_segments
from entities.operations.runs.starting import start
from entities.operations.runs.status import SUCCEEDED
from entities.operations.tables.desired import Desired, desired_named
from entities.schema.access import choose
from entities.schema.conditions import Between, Equals
from entities.schema.values import Item, Key

STEPS = ("changed", "added")
PAGE = 50  # differences
LAST = "~"  # sorts after all digits


@dataclass(frozen=True)
class Difference:
    """One item that differs. `unit_id` names it within its run; `kind` is changed, removed or
    added: what became of it since the backup."""

    unit_id: str
    kind: str
    said: str
    key: Key
    source: Source

    @property
    def comes_back(self) -> bool:
        """Whether there is something in the backup that could be copied back."""
        return self.kind != "added"


def sources_of(hands: Hands, restored: Run) -> list[Source]:
    """The new tables of a restore that has ended well, or of a comparison. Raises NotRestored."""
    if restored.operation == "restore" and restored.status != SUCCEEDED:
        raise NotRestored(restored.run_id, restored.status)
    segments = read_segments(hands.store, hands.catalogue, restored.run_id)
    named = {s.options["as"]: source_of(s.options) for s in segments if "as" in s.options}
    return [replace(source, since="") for source in named.values()]


def start_comparison(hands: Hands, work: Work, restored: Run, act: Act) -> Run:
    """Raises ActionNotAllowed, NotRestored."""
    sources = sources_of(hands, restored)
    return start(
        hands,
        work,
        list(_slices(sources)),
        act,
        entities=entities_of(sources),
        plan=str(restored.options["set"]),
        options={**restored.options, "restored": restored.run_id},
    )


def comparisons_of(hands: Hands, restored: Run) -> list[Run]:
    """The runs that compared what a restore made, the newest first."""
    runs = hands.catalogue.entity("runs")
    path = choose(runs, (Equals("plan", str(restored.options["set"])),))
    found = [Run(i) for page in hands.store.pages(runs, path=path) for i in page.items]
    own = [r for r in found if r.options.get("restored") == restored.run_id]
    return sorted(own, key=lambda run: run.item["createdAt"], reverse=True)


def differences_of(
    hands: Hands, run: Run, number: int, kind: str, *, after: str = ""
) -> list[Difference]:
    """A page of what was found of one kind in the table of this number, in order; `after` is the
    `unit_id` where the page before it ended."""
    step = "added" if kind == "added" else "changed"
    source = sources_of(hands, run)[number]
    entity = desired_of(hands, run, source).entity
    begin = f"4-{step}-{number:03d}-"
    found: list[Difference] = []
    for item in _outcomes(hands, run.run_id, after or begin, f"{begin}{LAST}"):
        if item["unitId"] != after and item["status"] == kind:
            found.append(_difference(item, entity, source, hands.sealer))
        if len(found) == PAGE:
            break
    return found


def chosen(hands: Hands, run: Run, unit_ids: Sequence[str]) -> list[Difference]:
    """Those of the differences that are named and could be copied back, in order."""
    sources, outcomes = sources_of(hands, run), hands.catalogue.entity("outcomes")
    keys = [(run.run_id, unit_id) for unit_id in unit_ids]
    items = hands.store.batch_get({outcomes: keys}, consistent=True) if keys else {}
    found = []
    for _, item in sorted(items.items(), key=lambda pair: pair[1]["unitId"]):
        source = sources[int(item["unitId"].split("-")[2])]
        entity = desired_of(hands, run, source).entity
        if item["status"] in DIFFERENT:
            found.append(_difference(item, entity, source, hands.sealer))
    return [difference for difference in found if difference.comes_back]


def desired_of(hands: Hands, run: Run, source: Source) -> Desired:
    store = store_for(hands.store, str(run.options["environment"]))
    return desired_named(store, hands.catalogue, source.table)


def counts_of(hands: Hands, run: Run, number: int) -> dict[str, int]:
    """How many items of the table of this number there are of each kind."""
    counts: dict[str, int] = {}
    for segment in read_segments(hands.store, hands.catalogue, run.run_id):
        if int(segment.segment_id.split("-")[2]) == number:
            for kind, count in segment.counters.items():
                counts[kind] = counts.get(kind, 0) + count
    return counts


def _slices(sources: Sequence[Source]) -> Iterator[Slice]:
    for number, source in enumerate(sources):
        for step in STEPS:
            yield from segments_of(number, source, step)


def _outcomes(hands: Hands, run_id: str, low: str, high: str) -> Iterator[Item]:
    outcomes = hands.catalogue.entity("outcomes")
    path = choose(outcomes, (Equals("runId", run_id), Between("unitId", low, high)))
    for page in hands.store.pages(outcomes, path=path, limit=4 * PAGE, consistent=True):
        yield from page.items


def _difference(item: Item, entity, source: Source, sealer) -> Difference:
    key = opened_key(entity, item["key"], sealer)
    return Difference(item["unitId"], item["status"], item.get("said", ""), key, source)
