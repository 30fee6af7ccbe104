"""The look before a build: slices of the table side by side, a page at a time.

What was counted so far stands in the cursor, so that a page done twice counts once.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from entities.dynamodb.typed_json import from_typed_item, to_typed_item
from entities.operations.runs.base import Advanced, Task
from entities.operations.tables.indexing.definition import IndexChange
from entities.operations.tables.indexing.findings import Found, fingerprint, keep_findings
from entities.operations.tables.indexing.fitting import LACKING, REASONS, misfit
from entities.operations.tables.indexing.preflight import DIGEST
from entities.schema.access import AccessPath
from entities.schema.entity import Entity
from entities.schema.values import Item

PAGE = 1_000  # items
LISTED = 250  # of those meant to be left out, per slice: their number may be in the millions


def look(task: Task, change: IndexChange) -> Advanced:
    """One page of a slice: what fits is counted, what would be left out is kept by its reason."""
    cursor = dict(task.segment.cursor)
    page = scanned_page(task, change, cursor.get("after", ""))
    found = list(_found(task, change, page.items))
    task.alive()
    keep_findings(task, _listed(change, cursor, found))
    task.pace.wait(page.scanned, task.alive)
    counted = {**cursor, "looked": _more(cursor, "looked", len(page.items))}
    counted["eligible"] = _more(cursor, "eligible", len(page.items) - len(found))
    for reason in REASONS:
        of_reason = sum(one.misfit.reason == reason for one in found)
        counted[reason] = _more(cursor, reason, of_reason)
    counted["digest"] = _digest(task, change, cursor, found)
    counted["after"] = sealed_place(task, page.cursor)
    finished = page.cursor is None
    total = counted["looked"] if finished else None
    return Advanced(counted, finished, done=len(page.items), total=total)


def scanned_page(task: Task, change: IndexChange, after: str):
    """A page of the segment's slice of the table, with what decides whether an index holds it."""
    asked, desired = task.segment.options, change.desired
    kinds = (entity.kind for entity in desired.sharing if entity.kind)
    telling = (name for kind in kinds for name in (*kind.any_of, *kind.none_of))
    path = AccessPath("scan", keys=task.store.key_names(desired.entity))
    slices = {name: int(asked[name]) for name in ("segment", "segments") if name in asked}
    pages = task.store.pages(
        replace(desired.entity, kind=None),  # all that share the table
        path=path,
        after=opened_place(task, after),
        attributes=(*change.index.keys, *telling),
        limit=PAGE,
        **slices,
    )
    return next(pages)


def sealed_place(task: Task, place: Item | None) -> str:
    """Where a scan stands: a key, which may be a secret."""
    if place is None:
        return ""
    text = json.dumps(to_typed_item(place))
    return task.sealer.seal(text.encode(), _context(task))


def opened_place(task: Task, sealed: str) -> Item | None:
    if not sealed:
        return None
    return from_typed_item(json.loads(task.sealer.open(sealed, _context(task))))


def _context(task: Task) -> str:
    return f"place {task.run.run_id} {task.segment.segment_id}"


def _found(task: Task, change: IndexChange, items: list[Item]) -> Iterator[Found]:
    names = task.store.key_names(change.desired.entity)
    for item in items:
        problem = misfit(item, change.index.keys, dict(change.types))
        if problem is not None:
            key = tuple(item[name] for name in names)
            yield Found(_holder(change, item), key, problem)


def _holder(change: IndexChange, item: Item) -> Entity:
    sharing = change.desired.sharing
    return next((entity for entity in sharing if entity.holds(item)), change.desired.entity)


def _listed(change: IndexChange, cursor: Item, found: list[Found]) -> Iterator[Found]:
    meant = int(cursor.get(LACKING, 0))
    for one in found:
        if change.index.sparse and one.misfit.reason == LACKING:
            meant += 1
            if meant > LISTED:
                continue
        yield one


def _digest(task: Task, change: IndexChange, cursor: Item, found: list[Found]) -> str:
    held = int(str(cursor.get("digest", "0")), 16)
    for one in found:
        if not (change.index.sparse and one.misfit.reason == LACKING):
            held += int.from_bytes(fingerprint(task, one))
    return f"{held % DIGEST:x}"


def _more(cursor: Item, name: str, count: int) -> int:
    return int(cursor.get(name, 0)) + count
