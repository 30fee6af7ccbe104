"""The one write path: every write by staff is one transaction that carries its audit entries.

Nothing else of ours writes company data but the machinery that moves it, and a test says so.
"""

from collections.abc import Iterable, Sequence

from entities.catalogue import Catalogue
from entities.dynamodb.backoff import wait_before
from entities.dynamodb.errors import Contended
from entities.dynamodb.steps import Change, Check, Delete, Put, Step
from entities.dynamodb.transactions import commit
from entities.errors import AlreadyThere, ChainMoved, Stale
from entities.operations.acts import Unit
from entities.operations.approvals.guard import must_be_approved
from entities.operations.audit import Recorded, record
from entities.operations.deeds import Act, Deed
from entities.operations.reasons import must_be_said
from entities.schema.conditions import Condition, Equals, Exists, Missing
from entities.schema.values import Item, size

TRIES = 8
COMPARED = 60  # attributes of an item that goes: an expression has an end
COMPARED_BYTES = 4_000  # of one of them: the small ones vouch for the large


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

    Raises ReasonMissing and ReasonTooLong, ApprovalNeeded where it takes two people and no approval
    is used up with it, DoneAlready for a click that came before, Stale where an item is no longer
    what it was before, AlreadyThere for a key that is taken, the `refused` of a step of `also`, and
    what `commit` raises.
    """
    must_be_said(store, deeds, act)
    must_be_approved(deeds)
    unit = Unit.of(act, deeds)
    steps = [*map(item_step, deeds), *also]
    for attempt in range(TRIES):
        records = record(store, catalogue, deeds, unit.act, sealer=sealer)
        carried = (*unit.steps(catalogue, records.entries), *steps, *records.steps)
        try:
            commit(store, carried, proof=records.proof, token=records.token(attempt))
        except ChainMoved:
            store.sleep(wait_before(attempt + 1))
            continue
        return records.entries
    raise Contended


def item_step(deed: Deed) -> Step:
    """The step that makes the item what the deed says, on condition that it is what it was."""
    entity, key = deed.entity, deed.key
    if deed.before is None:
        free = (Missing(entity.partition),)
        return Put(entity, key, free, AlreadyThere(entity.label), item=deed.after)
    there, stale = Exists(entity.partition), Stale(entity.label)
    if deed.revealed:
        return Check(entity, key, (there,), stale)
    if deed.after is None:
        held = (_unchanged(deed.before, name) for name in _vouching(deed))
        return Delete(entity, key, (there, *held), stale)
    held = (_unchanged(deed.before, name) for name in deed.changed)
    return Change(
        entity,
        key,
        (there, *held),
        stale,
        set={name: deed.after[name] for name in deed.changed if name in deed.after},
        remove=tuple(name for name in deed.changed if name not in deed.after),
        becomes=deed.after,
    )


def _unchanged(before: Item, name: str) -> Condition:
    return Equals(name, before[name]) if name in before else Missing(name)


def _vouching(deed: Deed) -> list[str]:
    """The attributes that must be as they were for the item to go: the smallest, keys aside."""
    sizes = {n: size(v) for n, v in deed.before.items() if n not in deed.entity.keys}
    small = sorted((held, name) for name, held in sizes.items() if held <= COMPARED_BYTES)
    return sorted(name for _, name in small[:COMPARED])
