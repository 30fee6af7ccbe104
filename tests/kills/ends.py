"""What a run came to, in a form that can be compared: everything but moments and random names."""

import re
from collections import Counter
from collections.abc import Iterable

from entities.operations.audit.chain import HEAD
from entities.operations.backups.tables import tables_there
from entities.operations.runs.hands import Hands
from entities.operations.runs.outcomes import read_outcomes
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from entities.schema.entity import Entity
from entities.schema.values import Item, canonical

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)")
RUN_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")


def end_of(hands: Hands, run: Run) -> dict:
    """The run's counts, its outcomes, every item of a company, and how often each was written."""
    run = find_run(hands.store, hands.catalogue, run.run_id)
    segments = read_segments(hands.store, hands.catalogue, run.run_id)
    counts = [run.item.get(name) for name in ("done", "failed", "total", "counters")]
    done = [(s.segment_id, s.status, s.count("done"), s.counters) for s in segments]
    return {
        "run": [run.status, run.reason, counts, plain(run.facts)],
        "segments": list(map(plain, done)),
        "outcomes": list(map(plain, _outcomes(hands, run))),
        "entries": Counter(map(plain, _entries(hands))),
        "items": items_of(hands),
    }


def plain(value) -> str:
    """Its text without what differs from run to run."""
    return RUN_ID.sub("a run", MOMENT.sub("a moment", str(value)))


def typed(items: Iterable[Item]) -> list[str]:
    """The items with the types of all their values, in an order of their own."""
    return sorted(plain(canonical(item)) for item in items)


def items_of(hands: Hands) -> dict[str, list[str]]:
    """Every item of the company's tables that are there, by table."""
    there = tables_there(hands.store, hands.catalogue, "construction")
    return {table.name: typed(_read(hands, table)) for table, _ in there}


def _outcomes(hands: Hands, run: Run):
    entity = hands.catalogue.entity(run.entities[0]) if len(run.entities) == 1 else None
    told = read_outcomes(hands.store, hands.catalogue, run.run_id, entity, sealer=hands.sealer)
    for outcome in told:
        yield outcome.unit_id, outcome.at, outcome.status, outcome.said, outcome.key


def _entries(hands: Hands):
    """What was done to which item, once for each entry; how runs fared is left out."""
    for entry in _read(hands, hands.catalogue.entity("audit")):
        if entry["entryId"] < HEAD and entry.get("entity") != "runs":
            yield entry["itemKey"], entry["action"]


def _read(hands: Hands, entity: Entity) -> Iterable[Item]:
    return (item for page in hands.store.pages(entity, consistent=True) for item in page.items)
