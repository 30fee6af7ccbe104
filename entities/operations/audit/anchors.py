"""Anchors: one per finished day, over all its entries, chained to the anchor before.

A chain cannot tell that its end was cut off together with its head, nor that it is gone as a whole;
the anchor of the day can. Whoever rewrites the anchors as well is found by the hash of an anchor
kept elsewhere, which is why `audit_verify` prints the last one.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Put
from entities.dynamodb.transactions import Proof, commit
from entities.errors import AlreadyThere
from entities.operations.audit.chain import ANCHOR, entry_hash
from entities.schema.access import AccessPath
from entities.schema.conditions import Equals, Missing
from entities.schema.entity import Entity
from entities.schema.values import Item

# What was decided before midnight may be written a little after it.
GRACE = timedelta(hours=1)


def is_finished(day: date, now: datetime) -> bool:
    """Whether no more entries of the day (in UTC) are to be expected."""
    midnight = datetime.combine(day + timedelta(days=1), time(), UTC)
    return now >= midnight + GRACE


def anchor(store, catalogue: Catalogue, day: date, *, now: datetime) -> Item:
    """The day's anchor, made if there is none yet.

    Raises ValueError for a day that is not finished, or one before days that have theirs.
    """
    audit = catalogue.entity("audit")
    key = (ANCHOR, day.isoformat())
    held = store.find(audit, key, consistent=True)
    if held is not None:
        return held
    last = last_anchor(store, audit)
    if not is_finished(day, now) or (last and last["entryId"] > key[1]):
        raise ValueError(f"{day} cannot be anchored: it is not finished, or later days are")
    made = _anchor(store, audit, key, last, now)
    put = Put(audit, key, (Missing(audit.partition),), AlreadyThere(audit.label), item=made)
    # Somebody else's anchor of the day is as good as ours.
    commit(store, [put], proof=Proof(audit, key, told_by=audit.keys))
    return store.get(audit, key, consistent=True)


def _anchor(store, audit: Entity, key: tuple[str, str], last: Item | None, now) -> Item:
    count, digest = digest_of(store, audit, key[1])
    made = audit.key_item(key) | {
        "at": f"{now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z",
        "entries": Decimal(count),
        "digest": digest,
        "previousHash": last["hash"] if last else "",
    }
    return made | {"hash": entry_hash(made)}


def anchors(store, audit: Entity) -> Iterator[Item]:
    """Every anchor, oldest first."""
    for page in store.pages(audit, path=_path(audit), consistent=True):
        yield from page.items


def last_anchor(store, audit: Entity) -> Item | None:
    page = store.page(audit, _path(audit), limit=1, backward=True, consistent=True)
    return page.items[0] if page.items else None


def _path(audit: Entity) -> AccessPath:
    return AccessPath("query", None, Equals(audit.partition, ANCHOR), keys=audit.keys)


def digest_of(store, audit: Entity, day: str) -> tuple[int, str]:
    """How many entries the day has, and SHA-256 over their keys and hashes in order.

    The index only names them: each is read again from the table, consistently.
    """
    count, digest = 0, hashlib.sha256()
    path = AccessPath("query", audit.index("day-index"), Equals("day", day), keys=audit.keys)
    wanted = (*audit.keys, "day", "hash")
    for page in store.pages(audit, path=path, attributes=audit.keys):
        keys = [audit.key_of(item) for item in page.items]
        found = store.batch_get({audit: keys}, consistent=True, attributes={audit: wanted})
        for key in keys:
            entry = found.get((audit.name, key), {})
            if entry.get("day") == day:
                digest.update(f"{key[0]}\t{key[1]}\t{entry.get('hash')}\n".encode())
                count += 1
    return count, digest.hexdigest()
