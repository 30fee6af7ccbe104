"""Making one part of a table's export: its items, and their hashes, line by line."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.dynamodb.typed_json import to_typed_item
from entities.operations.backups.manifest import Part, digest
from entities.operations.settled import stamp
from entities.schema.values import Item, content_hash, item_size

BLOCK = 100  # lines in one gzip member
MODULUS = 2**256


@dataclass(frozen=True)
class Written:
    """A part and the content of its two files."""

    part: Part
    data: bytes
    hashes: bytes


class PartWriter:
    """Takes items in the order read. `keys` names the key attributes, `ttl` that of expiry."""

    def __init__(self, keys: tuple[str, ...], ttl: str | None, now: datetime):
        self._keys, self._ttl, self._started = keys, ttl, now
        self._lines: list[str] = []
        self._hashes: list[str] = []
        self._data: list[bytes] = []
        self._items = self._size = self._expired = self._sum = 0

    @property
    def size(self) -> int:
        """Bytes of the items so far, as DynamoDB counts them."""
        return self._size

    def add(self, item: Item) -> None:
        hashed = content_hash(item)
        keys = to_typed_item({name: item[name] for name in self._keys})
        self._lines.append(_line({"Item": to_typed_item(item)}))
        self._hashes.append(_line({"Keys": keys, "Hash": hashed}))
        self._sum = (self._sum + int(hashed, 16)) % MODULUS
        self._items += 1
        self._size += item_size(item)
        self._expired += is_expired(item, self._ttl, self._started)
        if len(self._lines) == BLOCK:
            self._close_block()

    def written(self, name: str, now: datetime) -> Written:
        """The part of that name; nothing is added after it."""
        if self._lines:
            self._close_block()
        data, hashes = b"".join(self._data), _packed(self._hashes)
        part = Part(
            name=name,
            items=self._items,
            bytes=len(data),
            sha256=digest(data),
            hashes_bytes=len(hashes),
            hashes_sha256=digest(hashes),
            content_hash=hex_sum((f"{self._sum:x}",)),
            blocks=tuple(map(len, self._data)),
            size=self._size,
            expired=self._expired,
            started_at=stamp(self._started),
            ended_at=stamp(now),
        )
        return Written(part, data, hashes)

    def _close_block(self) -> None:
        self._data.append(_packed(self._lines))
        self._lines.clear()


def hex_sum(hashes: Iterable[str]) -> str:
    """The content hash of what has these: their sum, in hexadecimal."""
    return f"{sum(int(held, 16) for held in hashes) % MODULUS:064x}"


def is_expired(item: Item, ttl: str | None, now: datetime) -> bool:
    """Whether the item is past its TTL and only not removed yet."""
    moment = item.get(ttl) if ttl else None
    return isinstance(moment, Decimal) and moment < int(now.timestamp())


def _line(held: dict) -> str:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"


def _packed(lines: list[str]) -> bytes:
    return gzip.compress("".join(lines).encode(), mtime=0)
