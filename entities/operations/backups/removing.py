"""Removing sets whose time is over: a run with a segment for each, which looks again before it."""

from collections.abc import Sequence
from decimal import Decimal

from entities.dynamodb.store import Store
from entities.errors import ItemNotFound, SetKept
from entities.operations.backups.native import remove_native
from entities.operations.backups.places import place_of
from entities.operations.backups.policy import Policy
from entities.operations.backups.retention import Verdict, verdicts
from entities.operations.backups.runs import live_of
from entities.operations.backups.sets import BEING_REMOVED, BackupSet, find_set, read_sets
from entities.operations.deeds import Act, Deed
from entities.operations.runs.base import Advanced, Slice, Task, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.starting import start
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.values import Item

ACTION = "back up"


def remove_sets(hands: Hands, work: Work, set_ids: Sequence[str], act: Act, policy: Policy) -> Run:
    """Begin to remove exactly these sets. Raises ActionNotAllowed, SetKept."""
    hands.viewer_of(act.actor).must(ACTION)
    found = {v.held.set_id: v for v in preview(hands, policy)}
    for set_id in set_ids:
        _must_go(set_id, found.get(set_id))
    slices = [Slice(set_id, total=1) for set_id in sorted(set_ids)]
    options = {"kept": Decimal(policy.kept), "days": Decimal(policy.days)}
    return start(hands, work, slices, act, options=options, entities=["backup-sets"])


def preview(hands: Hands, policy: Policy) -> list[Verdict]:
    """What would go now, and why the others stay."""
    sets = read_sets(hands.store, hands.catalogue)
    return verdicts(sets, policy, hands.clock(), live_of(hands.store, hands.catalogue, sets))


def removal_page(task: Task, store_of, policy: Policy) -> Advanced:
    """`store_of` gives the store of an environment's tables."""
    try:
        held = find_set(task.store, task.catalogue, task.segment.segment_id)
    except ItemNotFound:  # a worker before us came to the end
        return Advanced(finished=True, done=1, counters={"removed": 1})
    if held.status != BEING_REMOVED:
        others = [s for s in read_sets(task.store, task.catalogue) if s.set_id != held.set_id]
        live = live_of(task.store, task.catalogue, [held])
        found = {v.held.set_id: v for v in verdicts([held, *others], policy, task.now, live)}
        try:
            _must_go(held.set_id, found[held.set_id])
        except SetKept as kept:
            return Advanced(finished=True, done=1, errors=(str(kept),), counters={"kept": 1})
        held = _marked(task, held)
    _remove(task, held, store_of(held.environment))
    return Advanced(finished=True, done=1, counters={"removed": 1})


def _must_go(set_id: str, verdict: Verdict | None) -> None:
    if verdict is None:
        raise SetKept(set_id, "it is not there")
    if not verdict.goes:
        raise SetKept(verdict.held.name, verdict.why)


def _marked(task: Task, held: BackupSet) -> BackupSet:
    """From now on nobody restores it. Raises Stale where somebody holds it at this moment."""
    after = {**held.item, "status": BEING_REMOVED, "updatedAt": stamp(task.now)}
    _write(task, held.item, after, "remove")
    return BackupSet(after)


def _remove(task: Task, held: BackupSet, store: Store) -> None:
    for facts in held.tables if held.native else ():
        remove_native(store, held.set_id, facts)
        task.alive()
    place_of(task.hands, held.target).clear(held.set_id)
    _write(task, held.item, None, "removed")


def _write(task: Task, before: Item, after: Item | None, action: str) -> None:
    deed = Deed(task.catalogue.entity("backup-sets"), action, before, after)
    write(task.store, task.catalogue, (deed,), task.act(), sealer=task.sealer)
