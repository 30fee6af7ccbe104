"""The steps `changed` and `added`: a restored table beside the table of today, item by item.

Both are read strongly, a page of one and the same keys of the other, so memory holds a page. An
item is the same when its content is: type and value of every attribute. What ran out since is no
difference. `changed` finds what differs and what is gone, `added` what is new.
"""

from collections.abc import Iterable
from datetime import timedelta

from entities.dynamodb.batch_get import existing_keys
from entities.operations.backups.parts import is_expired
from entities.operations.flags import moment
from entities.operations.restores.pieces import MOST_TOLD, Piece
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.outcomes import FAILED
from entities.schema.entity import Entity
from entities.schema.values import Item, content_hash, same

PAGE = 300  # items
CHANGED, REMOVED, ADDED, EXPIRED, SAME = "changed", "removed", "added", "expired", "same"
DIFFERENT = (CHANGED, REMOVED, ADDED)
SLACK = timedelta(minutes=5)  # a backup is of a moment near the one told; clocks differ
STAMPS = ("updatedAt", "createdAt")


def changed(task: Task) -> Advanced:
    """A page of a slice of the restored table."""
    piece = Piece(task)
    page = _page(piece, piece.new)
    keys = [piece.new.key_of(item) for item in page.items]
    today = piece.store.batch_get({piece.live: keys}, consistent=True)
    found = []
    for key, item in zip(keys, page.items, strict=True):
        now = today.get((piece.live.name, key))
        kind, said = _told(piece, item, now)
        found.append((now or item, kind, said))
    return _kept(piece, page, found)


def added(task: Task) -> Advanced:
    """A page of a slice of the table of today; only what is new is looked at."""
    piece = Piece(task)
    page = _page(piece, piece.live)
    keys = [piece.live.key_of(item) for item in page.items]
    there = existing_keys(piece.store, piece.new, keys)
    found = [
        (item, ADDED, "It is there today only.")
        for key, item in zip(keys, page.items, strict=True)
        if key not in there
    ]
    return _kept(piece, page, found)


def differing(before: Item, now: Item) -> list[str]:
    """The names of the attributes that differ, in order."""
    names = sorted({*before, *now})
    return [n for n in names if not (n in before and n in now and same(before[n], now[n]))]


def _page(piece: Piece, table: Entity):
    options = piece.task.segment.options
    return next(
        piece.store.pages(
            table,
            after=piece.cursor.get("after"),
            segment=int(options["slice"]),
            segments=int(options["slices"]),
            limit=PAGE,
            consistent=True,
        )
    )


def _told(piece: Piece, item: Item, now: Item | None) -> tuple[str, str]:
    if now is None:
        if is_expired(item, piece.desired.settings.ttl, piece.task.now):
            return EXPIRED, ""
        return REMOVED, "It is not there today."
    if content_hash(item) == content_hash(now):
        return SAME, ""
    return CHANGED, f"Differs: {', '.join(differing(item, now))}."


def _kept(piece: Piece, page, found: Iterable[tuple[Item, str, str]]) -> Advanced:
    """Each difference as an outcome, each kind counted; in a drill, what is no change failed."""
    number, failed, counts = int(piece.cursor.get("number", 0)), 0, {}
    for item, kind, said in found:
        counts[kind] = counts.get(kind, 0) + 1
        if kind in DIFFERENT:
            wrong = _is_wrong(piece, item, kind)
            number, failed = number + 1, failed + wrong
            if wrong or number <= MOST_TOLD:
                said = f"{said} Today's says that it is older than the backup." if wrong else said
                piece.tell(number, said, piece.new.key_of(item), item, FAILED if wrong else kind)
        piece.task.alive()
    kept = {"number": number} | ({"after": page.cursor} if page.cursor is not None else {})
    done, finished = len(page.items), page.cursor is None
    return Advanced(kept, finished=finished, done=done, failed=failed, counters=counts)


def _is_wrong(piece: Piece, item: Item, kind: str) -> bool:
    """Whether the item of today says that it did not change since the backup, and yet differs.

    Only drills ask; what carries no time, or is gone, is taken to have changed.
    """
    since = moment(piece.source.since)
    if since is None or kind == REMOVED:
        return False
    stamps = [moment(item[n]) for n in STAMPS if isinstance(item.get(n), str)]
    last = max((stamp for stamp in stamps if stamp), default=None)
    return last is not None and last < since - SLACK
