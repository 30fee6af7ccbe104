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
from entities.operations.holding import held_conditions
from entities.operations.reasons import must_be_said
from entities.schema.conditions import Exists, Missing

TRIES = 8


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
    also = tuple(also)
    must_be_approved(deeds, also)
    unit = Unit.of(act, deeds)
    steps = [*(item_step(catalogue, deed) for deed in deeds), *also]
    for attempt in range(TRIES):
        records = record(store, catalogue, deeds, unit.act, sealer=sealer)
        beside = act.beside(records.entries) if act.beside else ()
        carried = (*unit.steps(catalogue, records.entries), *steps, *beside, *records.steps)
        try:
            commit(store, carried, proof=records.proof, token=records.token(attempt))
        except ChainMoved:
            store.sleep(wait_before(attempt + 1))
            continue
        return records.entries
    raise Contended


def item_step(catalogue: Catalogue, deed: Deed) -> Step:
    """The step that makes the item what the deed says, on condition that what it was decided by
    is as it was read."""
    entity, key = deed.entity, deed.key
    if deed.before is None:
        free = (Missing(entity.partition),)
        return Put(entity, key, free, AlreadyThere(entity.label), item=deed.after)
    there, stale = Exists(entity.partition), Stale(entity.label)
    if deed.revealed:
        return Check(entity, key, (there,), stale)
    held = (there, *held_conditions(catalogue, deed))
    if deed.after is None:
        return Delete(entity, key, held, stale)
    return Change(
        entity,
        key,
        held,
        stale,
        set={name: deed.after[name] for name in deed.changed if name in deed.after},
        remove=tuple(name for name in deed.changed if name not in deed.after),
        becomes=deed.after,
    )
