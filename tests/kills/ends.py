"""What a run came to, in a form that can be compared: everything but moments and random names."""

import re
from collections import Counter

from entities.operations.audit.chain import HEAD
from entities.operations.backups.tables import tables_there
from entities.operations.runs.hands import Hands
from entities.operations.runs.outcomes import read_outcomes
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from entities.schema.values import canonical

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)")


def end_of(hands: Hands, run: Run) -> dict:
    """The run's counts, its outcomes, every item of a company, and how often each was written."""
    store, catalogue = hands.store, hands.catalogue
    run = find_run(store, catalogue, run.run_id)
    segments = read_segments(store, catalogue, run.run_id)
    return {
        "run": [run.status, *(run.item.get(n) for n in ("done", "failed", "total", "counters"))],
        "segments": [(s.segment_id, s.status, s.count("done"), s.counters) for s in segments],
        "outcomes": list(_outcomes(hands, run)),
        "entries": _entries(hands),
        "items": items_of(hands, "construction"),
    }


def items_of(hands: Hands, system: str) -> dict[str, list]:
    """Every item of the system's tables that are there, by table, with all types."""
    there = tables_there(hands.store, hands.catalogue, system)
    return {table.name: sorted(map(_plain, _read(hands, table))) for table, _ in there}


def _outcomes(hands: Hands, run: Run):
    entity = hands.catalogue.entity(run.entities[0]) if len(run.entities) == 1 else None
    told = read_outcomes(hands.store, hands.catalogue, run.run_id, entity, sealer=hands.sealer)
    for outcome in told:
        yield outcome.unit_id, outcome.at, outcome.status, outcome.said, outcome.key


def _entries(hands: Hands) -> Counter:
    """How many audit entries of each kind each item has; how the run itself fared is left out."""
    entries = _read(hands, hands.catalogue.entity("audit"))
    return Counter(
        (entry["itemKey"], entry["action"])
        for entry in entries
        if entry["entryId"] < HEAD and entry.get("entity") != "runs"
    )


def _read(hands: Hands, entity):
    return (item for page in hands.store.pages(entity, consistent=True) for item in page.items)


def _plain(item) -> str:
    return MOMENT.sub("a moment", str(canonical(item)))
