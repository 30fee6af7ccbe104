"""One change of many items, exactly as it was previewed."""

import json
from typing import Any

from entities.operations.bulk.applying import Hand, apply
from entities.operations.bulk.preview import Change
from entities.operations.runs.base import Task
from entities.operations.runs.outcomes import DONE, SAME, Outcome, first_entry
from entities.operations.runs.staged import StagedWork, key_from
from entities.schema.values import Key


class Bulk(StagedWork):
    """A unit is [place, key, fingerprint]; the payload of a segment is the change."""

    name, label, action = "bulk", "Bulk change", "bulk"
    undoable = True

    def key_of(self, unit: Any) -> Key:
        return key_from(unit[1])

    def do(self, task: Task, number: int, unit: Any) -> Outcome:
        at, key, etag = unit[0], self.key_of(unit), unit[2]
        entity, change = self.entity(task), Change.of(json.loads(task.payload()))
        hand = Hand(task.store, task.catalogue, entity, task.viewer, task.sealer)
        act = self.act_for(task, number, Outcome(at, DONE, key=key))
        entries = apply(hand, change, key, etag, act)
        return Outcome(at, DONE if entries else SAME, key=key, entry=first_entry(entries))


BULK = Bulk()
