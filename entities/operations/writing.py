"""The one write path: every write by staff is one transaction that carries its audit entries.

Nothing else of ours writes company data but the machinery that moves it, and a test says so.
"""

from collections.abc import Iterable, Sequence

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Change, Delete, Put, Step
from entities.dynamodb.transactions import commit
from entities.errors import AlreadyThere, ChainMoved, Stale, Throttled
from entities.operations.audit import Recorded, record
from entities.operations.deeds import Act, Deed
from entities.schema.conditions import Condition, Equals, Exists, Missing
from entities.schema.values import size

TRIES = 6
COMPARED_BYTES = 4_000


def write(
    store,
    catalogue: Catalogue,
    deeds: Sequence[Deed],
    act: Act,
    *,
    sealer,
    also: Iterable[Step] = (),
) -> list[Recorded]:
    """Carry out all deeds and the steps that go with them, or none; returns their audit entries.

    Raises Stale where an item is no longer what it was before, AlreadyThere for a key that is
    taken, the `refused` of a step of `also`, and what `commit` raises.
    """
    steps = [
        item_step(deed)
        for deed in deeds
        if deed.before is None or deed.after is None or deed.changed
    ]
    steps += also
    for attempt in range(TRIES):
        records = record(store, catalogue, deeds, act, sealer=sealer)
        try:
            commit(
                store, [*steps, *records.steps], proof=records.proof, token=records.token(attempt)
            )
        except ChainMoved:
            store.sleep(0.02 * (attempt + 1))
            continue
        return records.entries
    raise Throttled(store.table(catalogue.entity("audit")))


def item_step(deed: Deed) -> Step:
    """The step that makes the item what the deed says, on condition that it is what it was."""
    entity, key = deed.entity, deed.key
    if deed.before is None:
        free = (Missing(entity.partition),)
        return Put(entity, key, free, AlreadyThere(entity.label), item=deed.after)
    stale = Stale(entity.label)
    if deed.after is None:
        held = tuple(
            _unchanged(deed.before, name) for name in sorted(deed.before) if _comparable(deed, name)
        )
        return Delete(entity, key, (Exists(entity.partition), *held), stale)
    held = tuple(_unchanged(deed.before, name) for name in deed.changed)
    return Change(
        entity,
        key,
        (Exists(entity.partition), *held),
        stale,
        set={name: deed.after[name] for name in deed.changed if name in deed.after},
        remove=tuple(name for name in deed.changed if name not in deed.after),
        becomes=deed.after,
    )


def _unchanged(before, name: str) -> Condition:
    return Equals(name, before[name]) if name in before else Missing(name)


def _comparable(deed: Deed, name: str) -> bool:
    # An expression has an end: very large values are vouched for by the small ones beside them.
    return name not in deed.entity.keys and size(deed.before[name]) <= COMPARED_BYTES
