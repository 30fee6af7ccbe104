"""The kinds of long work, a line for each: how a run of it is begun, and what it must come to."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from entities.operations.backups.places import place_of
from entities.operations.backups.policy import Policy
from entities.operations.backups.reading import read_items, read_manifest, read_table
from entities.operations.backups.sets import find_set
from entities.operations.backups.taking import Wanted, back_up
from entities.operations.deeds import Act
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.starting import start
from entities.operations.works.backup import BACKUP
from tests.counts import count
from tests.kills.ends import end_of
from tests.operations.making import put
from tests.operations.runs.shop import COUNTING, NUMBERING, names
from tests.operations.works import began
from tests.operations.writing.desk import contractor, furnish

UNITS = count(48, 4)


@dataclass(frozen=True)
class Kind:
    """`begin` starts a run in front of the example company and UNITS contractors more; `end` is
    what is compared."""

    name: str
    begin: Callable[[Hands], Run]
    end: Callable[[Hands, Run], object] = end_of


def stock(hands: Hands) -> None:
    """What every kind begins with, in empty tables."""
    furnish(hands.store)
    numbered = (contractor(n, contractorId=f"c_{n}") for n in range(UNITS))
    put(hands.store, "contractors", *numbered)


def act(hands: Hands) -> Act:
    return Act("dana", hands.clock(), "as agreed")


def numbering(hands: Hands) -> Run:
    """Four lists of contractors."""
    parts = [names(UNITS)[n::4] for n in range(4)]
    slices = [
        Slice(f"{n}", "contractors", total=len(part), payload=json.dumps(part).encode())
        for n, part in enumerate(parts)
    ]
    return start(hands, NUMBERING, slices, act(hands), entities=["contractors"])


def adding(hands: Hands) -> Run:
    """Long segments in three phases, the last of which is done always."""
    slices = [Slice(f"{n}", phase=n // 2, total=count(500, 10), always=n == 4) for n in range(5)]
    return start(hands, COUNTING, slices, act(hands))


def backup(hands: Hands) -> Run:
    tables = tuple(hands.store.table(hands.catalogue.entity(n)) for n in ("contractors", "works"))
    wanted = Wanted("construction", "dev", "folder", tables=tables, native=False, segments=4)
    return back_up(hands, BACKUP, wanted, act(hands), Policy())


def end_of_backup(hands: Hands, run: Run) -> dict:
    """What the set says of each table, and what its files hold."""
    held = find_set(hands.store, hands.catalogue, run.item["plan"])
    place = place_of(hands, held.target)
    manifest = read_manifest(place, held.set_id, held.manifest_hash)
    tables = []
    for facts in manifest.tables:
        table = read_table(place, held.set_id, facts.table)
        lines = list(read_items(place, held.set_id, table))
        assert not any(line.problem for line in lines)
        tables.append((facts.table, len(lines), facts.items, facts.content_hash))
    parts = sum(facts.parts for facts in manifest.tables)
    assert len(list(place.names(held.set_id))) == 2 * parts + len(tables) + 1
    end = end_of(hands, run)
    del end["entries"], end["segments"]  # named after the set; how many parts there are is chance
    return {**end, "set": [held.status, held.items, tables]}


def end_of_export(hands: Hands, run: Run) -> dict:
    return {**end_of(hands, run), "lines": began.lines_of(hands, run)}


KINDS = (
    Kind("numbering", numbering),
    Kind("adding", adding),
    Kind("backup", backup, end_of_backup),
    Kind("bulk change", began.bulk),
    Kind("bulk deletion", began.deletion),
    Kind("import", began.importing),
    Kind("undo", began.undo),
    Kind("export", began.export, end_of_export),
)
