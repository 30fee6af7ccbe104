"""Images: an item before and after, whole, compressed and sealed.

What stayed the same is kept once. Sealed images that would make an entry large lie in parts beside
it, written in the same transaction.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.typed_json import from_typed_item, to_typed_item
from entities.errors import SealBroken
from entities.operations.audit.chain import PART
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, item_size

WHOLE_BYTES = 200_000  # of an entry with its images, and of a part


def sealed_images(before: Item | None, after: Item | None, key: Key, sealer) -> bytes:
    """`key` is the entry's: the seal opens for that entry alone."""
    typed = None if before is None else to_typed_item(before)
    content = {"before": typed} | _after(typed or {}, after)
    text = json.dumps(content, separators=(",", ":"))
    return sealer.seal_bytes(zlib.compress(text.encode(), 9), _context(key))


def _after(before: dict[str, dict], after: Item | None) -> dict:
    if after is None:
        return {"after": None}
    typed = to_typed_item(after)
    kept = sorted(name for name in typed if before.get(name) == typed[name])
    return {"after": {n: v for n, v in typed.items() if n not in set(kept)}, "kept": kept}


def opened_images(sealed: bytes, key: Key, sealer) -> tuple[Item | None, Item | None]:
    """The clear item before and after. Raises SealBroken."""
    content = json.loads(zlib.decompress(sealer.open_bytes(sealed, _context(key))))
    before, after = content["before"], content["after"]
    if after is not None:
        after |= {name: before[name] for name in content["kept"]}
    return _item(before), _item(after)


def _item(typed: dict | None) -> Item | None:
    return None if typed is None else from_typed_item(typed)


def _context(key: Key) -> str:
    return f"images {' '.join(key)}"


def with_images(audit: Entity, entry: Item, sealed: bytes) -> tuple[Item, list[Item]]:
    """The entry that holds its images, or that says where they are, and those parts."""
    whole = entry | {"images": sealed}
    if item_size(whole) <= WHOLE_BYTES:
        return whole, []
    pieces = [sealed[n : n + WHOLE_BYTES] for n in range(0, len(sealed), WHOLE_BYTES)]
    keys = part_keys(audit.key_of(entry), len(pieces))
    parts = [
        audit.key_item(key) | {"content": piece} for key, piece in zip(keys, pieces, strict=True)
    ]
    return entry | {"parts": Decimal(len(parts)), "imagesHash": images_hash(pieces)}, parts


def part_keys(key: Key, count: int) -> list[Key]:
    """The keys of the parts of an entry."""
    item_key, entry_id = key
    return [(item_key, f"{PART}{entry_id}#{number:03}") for number in range(1, count + 1)]


def images_hash(pieces: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(pieces)).hexdigest()


def open_images(store, catalogue: Catalogue, entry, sealer) -> tuple[Item | None, Item | None]:
    """The clear item before and after, for who may undo; no page ever calls this.

    `entry` is anything with `item_key` and `entry_id`. Raises ItemNotFound, and SealBroken where
    the images are gone or were altered.
    """
    audit = catalogue.entity("audit")
    key = (entry.item_key, entry.entry_id)
    held = store.get(audit, key, consistent=True)
    sealed = held.get("images") or _from_parts(store, audit, held)
    if not isinstance(sealed, bytes):
        raise SealBroken
    return opened_images(sealed, key, sealer)


def _from_parts(store, audit: Entity, held: Item) -> bytes:
    keys = part_keys(audit.key_of(held), int(held.get("parts") or 0))
    found = store.batch_get({audit: keys}, consistent=True)
    if not keys or len(found) != len(keys):
        raise SealBroken
    return b"".join(found[audit.name, key]["content"] for key in keys)
