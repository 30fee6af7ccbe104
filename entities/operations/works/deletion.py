"""An item deleted with all that goes along, or that refers to it: one after the other."""

import json
from typing import Any

from entities.dynamodb.typed_json import from_typed_item
from entities.errors import DeletionRefused, ItemNotFound
from entities.operations.audit import Recorded
from entities.operations.bulk.applying import GoneSince, MovedSince
from entities.operations.bulk.preview import item_etag
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.deleting import delete
from entities.operations.editing import must_be_writable
from entities.operations.items import read_item
from entities.operations.leaving import leaving
from entities.operations.referrers import look
from entities.operations.runs.base import Task
from entities.operations.runs.outcomes import DONE, Outcome, first_entry
from entities.operations.runs.staged import StagedWork, key_from
from entities.operations.settled import settled
from entities.operations.ways import said_of
from entities.operations.writing import write
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.values import Item, Key


class Deletion(StagedWork):
    """A unit is [place, key, fingerprint, what it gets or nothing]. The last segment is the item
    itself, and its payload what was decided; it goes only once nothing refers to it."""

    name, label, action = "deletion", "Deletion", "delete"
    undoable = True

    def key_of(self, unit: Any) -> Key:
        return key_from(unit[1])

    def do(self, task: Task, number: int, unit: Any) -> Outcome:
        key = self.key_of(unit)
        kept = Outcome(unit[0], DONE, key=key)
        act = self.act_for(task, number, kept)
        carry_out = _delete_itself if task.segment.options["last"] else _part
        try:
            entries = carry_out(task, self.entity(task), key, unit, act)
        except ItemNotFound as gone:
            raise GoneSince from gone
        return Outcome(unit[0], DONE, key=key, entry=first_entry(entries))


def _delete_itself(task: Task, entity: Entity, key: Key, unit: Any, act: Act) -> list[Recorded]:
    _must_stand_alone(task, *_opened(task, entity, key))
    way, insist, etags = json.loads(task.payload())
    shared = {"viewer": task.viewer, "act": act, "sealer": task.sealer, "insist": insist}
    way = Way(way)
    return delete(task.store, task.catalogue, entity, key, way=way, etags=etags, **shared).entries


def _part(task: Task, entity: Entity, key: Key, unit: Any, act: Act) -> list[Recorded]:
    """One that refers to the item lets go of it, or goes. Raises MovedSince."""
    fitted, item = _opened(task, entity, key)
    if item_etag(fitted, item, task.sealer) != unit[2]:
        raise MovedSince
    if unit[3] is None:
        return _go(task, fitted, item, act)
    made = from_typed_item(unit[3])
    deed = Deed(fitted, "edit", item, settled(fitted, item | made, made, act.now))
    return _written(task, deed, act)


def _opened(task: Task, entity: Entity, key: Key) -> tuple[Entity, Item]:
    table, item = read_item(task.store, entity, key, viewer=task.viewer, consistent=True)
    must_be_writable(table)
    return table.entity, item


def _go(task: Task, entity: Entity, item: Item, act: Act) -> list[Recorded]:
    deed = Deed(entity, "delete", item, None)
    with leaving(task.store, task.catalogue, entity, deed.key, act) as claim_ends:
        _must_stand_alone(task, entity, item)
        return _written(task, deed, act, claim_ends)


def _must_stand_alone(task: Task, entity: Entity, item: Item) -> None:
    """Raises DeletionRefused for what was left alone before, or has come to refer to it."""
    found = [of for of in look(task.store, task.catalogue, entity, item) if of.any]
    if found:
        raise DeletionRefused(entity.label, said_of(found))


def _written(task: Task, deed: Deed, act: Act, *more) -> list[Recorded]:
    steps = (*consequences(task.store, task.catalogue, (deed,), act), *more)
    return write(task.store, task.catalogue, (deed,), act, sealer=task.sealer, also=steps)


DELETION = Deletion()
