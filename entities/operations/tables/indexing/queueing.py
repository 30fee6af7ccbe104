"""Asking for an index change: a run that waits for its turn, looks, builds and counts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from entities.dynamodb.table_calls import TableCall
from entities.errors import IndexUnknown, PrerequisitesMissing, TableChangeRefused, TableMissing
from entities.operations.counting import read_counts
from entities.operations.deeds import Act
from entities.operations.reasons import check_reason, is_required
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, new_run_id
from entities.operations.runs.starting import start_once
from entities.operations.tables.desired import Desired
from entities.operations.tables.indexing.definition import IndexChange, build_of, removal_of
from entities.operations.tables.indexing.turns import Waiter, take_turn
from entities.operations.works import work_of
from entities.schema.entity import Entity, Index

OPERATION = "index build"
NEEDED = ("audit", "tables", "runs", "segments", "outcomes", "claims")
FEW = 20_000  # items that one reader looks at within seconds
MOST_SLICES = 8


def queue_build(
    hands: Hands,
    desired: Desired,
    index: Index,
    act: Act,
    *,
    types: Mapping[str, str] | None = None,
) -> Run:
    """A run that builds the index; `types` of keys that are not declared.

    Raises ActionNotAllowed, ReasonMissing, ReasonTooLong, PrerequisitesMissing, TableMissing, and
    TableChangeRefused for a key that is known as of another type.
    """
    return _queued(hands, build_of(desired, index, types), act)


def queue_removal(hands: Hands, desired: Desired, name: str, act: Act) -> Run:
    """A run that removes the index of this name. Raises as `queue_build`."""
    return _queued(hands, removal_of(desired, name), act)


def queue_declared(hands: Hands, desired: Desired, name: str, act: Act) -> Run:
    """A run that builds a declared index. Raises IndexUnknown, and as `queue_build`."""
    return queue_build(hands, desired, declared_index(desired, name), act)


def declared_index(desired: Desired, name: str) -> Index:
    """The declared global index. Raises IndexUnknown."""
    known = [index for index in desired.indexes if not index.local]
    for index in known:
        if index.name == name:
            return index
    raise IndexUnknown(desired.name, name, tuple(index.name for index in known))


def queue_call(hands: Hands, desired: Desired, call: TableCall, act: Act) -> Run:
    """A run for a call of a plan that builds or removes an index. Raises as `queue_declared`."""
    if call.builds:
        return queue_declared(hands, desired, call.builds, act)
    (change,) = call.index_changes
    return queue_removal(hands, desired, change["Delete"]["IndexName"], act)


def is_active(store, desired: Desired, index: Index) -> bool:
    """Whether exactly this index is there and active. Raises TableMissing."""
    held = store.describe(desired.name).index(index.name)
    return held is not None and held.status == "ACTIVE" and held.index.shape == index.shape


def _queued(hands: Hands, change: IndexChange, act: Act) -> Run:
    work = work_of(OPERATION)
    hands.viewer_of(act.actor).must(work.action)
    check_reason(act.reason, required=is_required(hands.store))
    _must_be_there(hands)
    _check_types(hands, change)
    desired = change.desired
    act = replace(act, run_id=act.run_id or new_run_id(act.now))
    take_turn(Waiter(hands, act.run_id, act.actor, desired.name, change.index.name))
    return start_once(
        hands,
        work,
        _slices(hands, change, act),
        act,
        entities=[desired.entity.name],
        plan=desired.name,
        options=change.options,
    )


def _must_be_there(hands: Hands) -> None:
    """Raises PrerequisitesMissing where a run could not be kept."""
    missing = [name for name in NEEDED if not _is_kept(hands, hands.catalogue.entity(name))]
    if missing:
        names = " and ".join(hands.store.table(hands.catalogue.entity(name)) for name in missing)
        raise PrerequisitesMissing([f"First make {names}: create_tables --system dashboard."])


def _is_kept(hands: Hands, table: Entity) -> bool:
    try:
        return hands.store.description(table).usable
    except TableMissing:
        return False


def _check_types(hands: Hands, change: IndexChange) -> None:
    """Raises TableChangeRefused for a key that the table knows as of another type."""
    for name, kind in hands.store.description(change.desired.entity).key_types:
        if change.types.get(name, kind) != kind:
            why = f"the attribute {name} is known there as {kind}"
            raise TableChangeRefused(change.desired.name, change.call.words, why)


def _slices(hands: Hands, change: IndexChange, act: Act) -> Iterator[Slice]:
    yield Slice("turn", phase=0, total=0)
    if change.removes:
        yield Slice("build", phase=1, total=1)
        return
    count = _count(hands, change.desired, act)
    slices = min(MOST_SLICES, 1 + (count or 0) // FEW)
    for number in range(slices):
        share = None if count is None else count // slices
        options = {"segment": Decimal(number), "segments": Decimal(slices)}
        yield Slice(f"look-{number:02d}", phase=1, total=share, options=options)
    yield Slice("build", phase=2, total=1)
    yield Slice("count", phase=3, total=None if count is None else 2 * count)


def _count(hands: Hands, desired: Desired, act: Act) -> int | None:
    """The items of the table as last counted exactly; None where they were not."""
    viewer = hands.viewer_of(act.actor)
    counts = read_counts(hands.store, hands.catalogue, viewer=viewer)
    if counts.counted_at is None:
        return None
    return sum(counts.of(entity) or 0 for entity in desired.sharing)
