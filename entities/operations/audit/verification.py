"""The proof that the audit log is whole: nothing altered, nothing removed, nothing put in between.

Memory holds one page of one chain at a time; every chain is read again by itself, consistently.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from entities.catalogue import Catalogue
from entities.operations.audit.anchors import (
    anchor,
    anchors,
    digest_of,
    is_finished,
    last_anchor,
)
from entities.operations.audit.chain import ANCHOR, entry_hash
from entities.operations.audit.walking import Break, ChainWalk
from entities.schema.access import AccessPath
from entities.schema.conditions import Equals
from entities.schema.entity import Entity
from entities.schema.values import Item


@dataclass
class Verification:
    """What was walked, which anchors were made (their days), and every break found.

    `last` is the newest anchor: its hash, kept elsewhere, vouches for all before it.
    """

    chains: int = 0
    entries: int = 0
    anchors: int = 0
    made: list[str] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    last: Item | None = None


Progress = Callable[[Verification], None]


def verify(
    store,
    catalogue: Catalogue,
    *,
    sealer,
    now: datetime,
    progress: Progress,
    expected: str = "",
) -> Verification:
    """Walk every chain, check every anchor, and make those that finished days still lack.

    `expected` is the hash of an anchor as it was noted elsewhere: it must still be there.
    """
    audit = catalogue.entity("audit")
    found = Verification()
    days: set[str] = set()
    for item_key in _chains(store, audit):
        walk = ChainWalk(item_key, sealer)
        found.breaks += walk.breaks(_items(store, audit, item_key))
        found.chains += 1
        found.entries += walk.entries
        days |= walk.days
        progress(found)
    anchored = _check_anchors(store, audit, found, expected)
    for day in _unanchored(days - anchored, now):
        _make(store, catalogue, day, found, last=max(anchored, default=""), now=now)
    found.last = last_anchor(store, audit)
    return found


def _chains(store, audit: Entity) -> Iterator[str]:
    """The partitions of the table: a scan gives the items of each one after another."""
    path, before = AccessPath("scan", keys=audit.keys), ANCHOR
    for page in store.pages(audit, path=path, attributes=audit.keys, consistent=True):
        for item in page.items:
            if item[audit.partition] not in (before, ANCHOR):
                before = item[audit.partition]
                yield before


def _items(store, audit: Entity, item_key: str) -> Iterator[Item]:
    path = AccessPath("query", None, Equals(audit.partition, item_key), keys=audit.keys)
    for page in store.pages(audit, path=path, consistent=True):
        yield from page.items


def _check_anchors(store, audit: Entity, found: Verification, expected: str) -> set[str]:
    """The days that have an anchor."""
    days: set[str] = set()
    hashes = {""}
    previous = ""
    for item in anchors(store, audit):
        found.breaks += (
            Break(ANCHOR, item["entryId"], problem)
            for problem in _anchor_problems(store, audit, item, previous)
        )
        previous = item.get("hash")
        hashes.add(previous)
        days.add(item["entryId"])
        found.anchors += 1
    if expected not in hashes:
        found.breaks.append(Break(ANCHOR, "", "no anchor has the expected hash"))
    return days


def _anchor_problems(store, audit: Entity, item: Item, previous: str) -> Iterator[str]:
    if item.get("hash") != entry_hash(item):
        yield "its hash is not that of what it holds"
    if item.get("previousHash") != previous:
        yield "it is not chained to the anchor before it"
    count, digest = digest_of(store, audit, item["entryId"])
    if item.get("entries") != count:
        yield f"it counts {item.get('entries')} entries of its day; there are {count}"
    elif item.get("digest") != digest:
        yield "an entry of its day is not the one that was anchored"


def _unanchored(days: set[str], now: datetime) -> list[str]:
    return sorted(day for day in days if is_finished(date.fromisoformat(day), now))


def _make(store, catalogue: Catalogue, day: str, found: Verification, *, last: str, now) -> None:
    if day < last:
        problem = "the day has entries and no anchor, though later days have theirs"
        found.breaks.append(Break(ANCHOR, day, problem))
        return
    anchor(store, catalogue, date.fromisoformat(day), now=now)
    found.made.append(day)
