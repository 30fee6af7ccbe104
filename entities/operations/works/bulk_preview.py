"""What a change would mean for every item that a list finds, however many they are."""

import json
from collections import Counter

from entities.operations.bulk.preview import CHANGE, REFUSED, Change, item_etag, preview
from entities.operations.runs.base import Task
from entities.operations.runs.outcomes import Outcome
from entities.operations.runs.planned import Looked, PlanWork
from entities.operations.runs.staged import plain_key
from entities.operations.transfer.asking import asked_from
from entities.operations.transfer.walking import walk
from entities.schema.values import Value

AT_ONCE = 100  # items of a page
DELETED_AT_ONCE = 10  # each is looked at from every table that may refer to it


class BulkPreview(PlanWork):
    """The payload of its segment is what was asked, and the change. A unit is that of a bulk
    change: [place, key, fingerprint]."""

    name, label, action = "bulk preview", "Preview of a bulk change", "bulk"

    def look(self, task: Task, after: Value, seen: int) -> Looked:
        asked, change = opened(task.payload())
        entity = task.catalogue.entity(task.run.entities[0])
        found = walk(task.store, entity, asked, viewer=task.viewer)
        limit = DELETED_AT_ONCE if change.action == "delete" else AT_ONCE
        items, page = next(found.batches(limit=limit, after=after))
        shared = {"viewer": task.viewer, "sealer": task.sealer, "now": task.now}
        shown = preview(task.store, task.catalogue, found.entity, items, change, **shared)
        units, left = [], []
        for at, one in enumerate(shown, seen + 1):
            if one.verdict == CHANGE:
                etag = item_etag(found.entity, one.before, task.sealer)
                units.append([at, plain_key(one.key), etag])
            if one.verdict == REFUSED:
                left.append(Outcome(at, REFUSED, one.why, one.key))
        counters = Counter(one.verdict for one in shown)
        return Looked(units, left, len(shown), counters, page.cursor if page else None)


def opened(payload: bytes):
    """What was asked, and the change."""
    asked, change = json.loads(payload)
    return asked_from(asked), Change.of(change)


BULK_PREVIEW = BulkPreview()
