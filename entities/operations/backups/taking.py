"""Beginning a backup set: what it is to hold is settled first, then the run that takes it.

The set's own item decides between two who begin the same at once, and the run is made from that
item alone: whoever finds a set without its run may begin it, and comes to the same run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from entities.dynamodb.backup_calls import list_backups
from entities.errors import AlreadyThere, NothingToBackUp
from entities.operations.backups.manifest import TableFacts
from entities.operations.backups.places import place_of
from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import (
    BEING_TAKEN,
    MANUAL,
    BackupSet,
    find_set,
    stored,
)
from entities.operations.backups.tables import counted, segments_for, store_for, tables_there
from entities.operations.counting import Counts, read_counts
from entities.operations.deeds import Act, Deed
from entities.operations.runs.base import Slice, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run, new_run_id
from entities.operations.runs.starting import start
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.masking import mask_text
from entities.schema.values import Item

ACTION = "back up"
NATIVE, EXPORT, CLOSE, FINISH = range(4)  # the phases of the run


@dataclass(frozen=True)
class Wanted:
    """What a set is to hold. `tables` are real names; none means all of the system.

    `set_id` names a set that is begun once, such as that of a schedule; nothing: a new one.
    `segments` overrides in how many slices each table is read.
    """

    system: str
    environment: str
    target: str
    name: str = ""
    kind: str = MANUAL
    tables: tuple[str, ...] = ()
    native: bool = True
    exported: bool = True
    set_id: str = ""
    segments: int | None = None


def back_up(hands: Hands, work: Work, wanted: Wanted, act: Act, policy: Policy) -> Run:
    """Begin the set; where it was begun already, its run as it is.

    Raises ActionNotAllowed, NothingToBackUp, AddressInvalid.
    """
    viewer = hands.viewer_of(act.actor)
    viewer.must(ACTION)
    place_of(hands, wanted.target)
    counts = read_counts(hands.store, hands.catalogue, viewer=viewer)
    entity = hands.catalogue.entity("backup-sets")
    item = _item(hands, wanted, act, policy, counts)
    try:
        deed = Deed(entity, ACTION, None, item)
        write(hands.store, hands.catalogue, (deed,), act, sealer=hands.sealer)
    except AlreadyThere:
        item = find_set(hands.store, hands.catalogue, item["setId"]).item
    return begin(hands, work, BackupSet(item), act, counts)


def begin(hands: Hands, work: Work, held: BackupSet, act: Act, counts: Counts) -> Run:
    """The run that takes the set: begun now, or long ago."""
    slices = list(_slices(hands, held, counts))
    own = Act(act.actor, act.now, act.reason, act.request_id, held.run_id)
    names = sorted({facts.entity for facts in held.tables})
    try:
        return start(hands, work, slices, own, entities=names, plan=held.set_id)
    except AlreadyThere:
        return find_run(hands.store, hands.catalogue, held.run_id)


def _item(hands: Hands, wanted: Wanted, act: Act, policy: Policy, counts: Counts) -> Item:
    facts = list(_tables(hands, wanted, counts))
    native = wanted.native and _is_offered(hands, facts)
    if not (native or wanted.exported):
        raise NothingToBackUp("on-demand backups are not offered by this engine")
    set_id = wanted.set_id or new_run_id(act.now)
    now = stamp(act.now)
    item: Item = {
        "setId": set_id,
        "runId": set_id,
        "name": wanted.name or f"{act.now:%Y-%m-%d %H:%M} {wanted.system}",
        "kind": wanted.kind,
        "system": wanted.system,
        "environment": wanted.environment,
        "status": BEING_TAKEN,
        "whole": not wanted.tables,
        "native": wanted.native,
        "exported": wanted.exported,
        "target": wanted.target,
        "tableNames": [table.table for table in facts],
        "tables": [stored(table) for table in facts],
        "takenBy": act.actor,
        "reason": mask_text(act.reason),
        "startedAt": now,
        "updatedAt": now,
        "expiresAt": stamp(policy.expires(wanted.kind, act.now)),
    }
    return {name: value for name, value in item.items() if value != ""}


def _tables(hands: Hands, wanted: Wanted, counts: Counts) -> Iterator[TableFacts]:
    """Raises NothingToBackUp."""
    catalogue, store = hands.catalogue, store_for(hands.store, wanted.environment)
    there = tables_there(store, catalogue, wanted.system)
    missing = set(wanted.tables) - {described.name for _, described in there}
    if missing:
        raise NothingToBackUp(f"{wanted.system} has no table “{min(missing)}”")
    if not there:
        raise NothingToBackUp(f"{wanted.system} has no tables in {wanted.environment}")
    for table, described in there:
        if not wanted.tables or described.name in wanted.tables:
            count = counted(catalogue, table, counts)
            segments = wanted.segments or segments_for(described, count)
            yield TableFacts(described.name, table.name, segments=segments)


def _is_offered(hands: Hands, facts: Sequence[TableFacts]) -> bool:
    return list_backups(hands.store, facts[0].table) is not None


def _slices(hands: Hands, held: BackupSet, counts: Counts) -> Iterator[Slice]:
    for n, facts in enumerate(held.tables):
        place = {"table": facts.table}
        if held.native:
            total = 0 if held.exported else 1
            yield Slice(f"{NATIVE}-native-{n:03d}", facts.entity, NATIVE, total, place)
        if held.exported:
            table = hands.catalogue.entity(facts.entity)
            shares = _shares(counted(hands.catalogue, table, counts), facts.segments)
            for segment, total in enumerate(shares):
                slice_of = {"segment": Decimal(segment), "segments": Decimal(facts.segments)}
                name = f"{EXPORT}-export-{n:03d}-{segment:02d}"
                yield Slice(name, facts.entity, EXPORT, total, place | slice_of)
            yield Slice(f"{CLOSE}-manifest-{n:03d}", facts.entity, CLOSE, 0, place)
    yield Slice(f"{FINISH}-finish", "", FINISH, 0, always=True)


def _shares(total: int | None, segments: int) -> list[int | None]:
    """What each segment is likely to read: nobody knows before it has."""
    if total is None:
        return [None] * segments
    return [total // segments + (n < total % segments) for n in range(segments)]
