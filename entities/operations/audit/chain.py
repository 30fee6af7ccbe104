"""Chains: the entries of one item in order, each with the hash of the one before, and their head.

An item's partition of the audit table holds its entries, whose sort keys begin with the time, then
the item `head`, then the parts of large images: so entries sort before `head`, parts after it.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from entities.dynamodb.steps import Change, Put, Step
from entities.errors import ChainMoved, SealBroken
from entities.schema.conditions import Equals, Missing
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value, content_hash, number_text

HEAD = "head"
PART = "part#"
ANCHOR = "anchor"
SEALED = "~~"
HELD_BY_HEAD = ("entries", "hash", "last")
LONGEST = 1_800  # bytes; a partition key takes 2,048
SPELLED = str.maketrans({mark: f"~{ord(mark):02x}" for mark in "~#,"})
STAMP = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z-[0-9a-f]{16}")
TICK = timedelta(microseconds=1)


# ---- whose chain it is ---------------------------------------------------------------------------


def item_key(entity: Entity, key: Key, sealer) -> str:
    """The name of an item's chain: `entity#key,key`; a part that is a secret only as a handle."""
    return item_keys(entity, key, sealer)[0]


def item_keys(entity: Entity, key: Key, sealer) -> list[str]:
    """Today's name, then those under secrets from before a rotation, where the key is one."""
    named = zip(entity.keys, key, strict=True)
    spelled = [_spellings(entity, name, value, sealer) for name, value in named]
    count = max(map(len, spelled))
    return [_joined(entity, [s[min(n, len(s) - 1)] for s in spelled]) for n in range(count)]


def _spellings(entity: Entity, name: str, value: Value, sealer) -> list[str]:
    if entity.is_secret(name, value):
        handles = sealer.seals(value.encode(), _context(entity, name))
        return [SEALED + handle for handle in handles]
    match value:
        case bytes():
            return [value.hex()]
        case Decimal():
            return [number_text(value)]
    return [value.translate(SPELLED)]


def _joined(entity: Entity, parts: Sequence[str]) -> str:
    text = ",".join(parts)
    if len(text.encode()) > LONGEST:
        text = f"~sha256~{hashlib.sha256(text.encode()).hexdigest()}"
    return f"{entity.name}#{text}"


def sealed_key(entity: Entity, key: Key, sealer) -> list[Value]:
    """The parts of the key as an entry holds them."""
    return [
        SEALED + sealer.seal(value.encode(), _context(entity, name))
        if entity.is_secret(name, value)
        else value
        for name, value in zip(entity.keys, key, strict=True)
    ]


def opened_key(entity: Entity, held: object, sealer) -> Key | None:
    """The clear key; None where what is held cannot be one."""
    if not isinstance(held, list) or len(held) != len(entity.keys):
        return None
    if not all(isinstance(part, str | Decimal | bytes) for part in held):
        return None
    named = zip(entity.keys, held, strict=True)
    return tuple(_opened(entity, name, part, sealer) for name, part in named)


def _opened(entity: Entity, name: str, part: Value, sealer) -> Value:
    if not isinstance(part, str) or not part.startswith(SEALED):
        return part
    try:
        return sealer.open(part.removeprefix(SEALED), _context(entity, name)).decode()
    except SealBroken:
        return part  # a key that merely begins like a handle, or one whose secret is gone


def _context(entity: Entity, name: str) -> str:
    return f"key {entity.name} {name}"


# ---- the head, and what is chained to it ---------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """The head of a chain as it was read; `item` None where there is none yet."""

    item_key: str
    item: Item | None

    @property
    def entries(self) -> Decimal:
        held = self._held("entries")
        return held if isinstance(held, Decimal) else Decimal(0)

    @property
    def hash(self) -> str:
        return self._text("hash")

    @property
    def last(self) -> str:
        """The id of the newest entry."""
        return self._text("last")

    def chained(self, entry: Item) -> Item:
        """The entry with its place in the chain and its hash."""
        placed = entry | {"number": self.entries + 1, "previousHash": self.hash}
        return placed | {"hash": entry_hash(placed)}

    def step(self, audit: Entity, entry: Item) -> Step:
        """Makes the entry the newest, on condition that nobody else chained one meanwhile."""
        key = (self.item_key, HEAD)
        now = {"entries": entry["number"], "hash": entry["hash"], "last": entry["entryId"]}
        if self.item is None:
            item = audit.key_item(key) | now
            return Put(audit, key, (Missing(audit.partition),), ChainMoved(), item=item)
        read = tuple(self._as_read(name) for name in HELD_BY_HEAD)
        becomes = self.item | now
        return Change(audit, key, read, ChainMoved(), set=now, becomes=becomes)

    def _as_read(self, name: str) -> Equals | Missing:
        return Equals(name, self.item[name]) if name in self.item else Missing(name)

    def _held(self, name: str) -> Value:
        return (self.item or {}).get(name)

    def _text(self, name: str) -> str:
        held = self._held(name)
        return held if isinstance(held, str) else ""


def entry_hash(entry: Item) -> str:
    """SHA-256 over everything the entry holds but its hash."""
    return content_hash({name: value for name, value in entry.items() if name != "hash"})


def entry_id(now: datetime, last: str) -> str:
    """The time in UTC and some randomness, always after the newest entry of the chain.

    Two servers' clocks differ, and who asks first may be second to write: without this the order
    of an item's entries would not be that of their numbers.
    """
    moment = now.astimezone(UTC).replace(tzinfo=None)
    found = STAMP.fullmatch(last)
    if found:
        moment = max(moment, _moment(found[1], moment) + TICK)
    return f"{moment.isoformat(timespec='microseconds')}Z-{secrets.token_hex(8)}"


def _moment(stamp: str, otherwise: datetime) -> datetime:
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return otherwise
