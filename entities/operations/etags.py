"""Etags: fingerprints of an item's attributes as they were when a form was filled.

A plain hash of a masked value could be guessed; these are keyed, so a page may carry them.
"""

import json
from collections.abc import Mapping
from hashlib import sha256

from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value, canonical

LENGTH = 22


def etags_of(entity: Entity, item: Item, sealer) -> dict[str, str]:
    """One fingerprint per attribute."""
    key = entity.key_of(item)
    return {name: etag_of(entity, key, name, value, sealer) for name, value in item.items()}


def etag_of(entity: Entity, key: Key, name: str, value: Value, sealer) -> str:
    """The fingerprint of one attribute of one item."""
    content = json.dumps(canonical(value), ensure_ascii=False).encode(errors="surrogatepass")
    context = f"etag {entity.name} {canonical(list(key))} {name}"
    return sealer.seal(sha256(content).digest(), context)[:LENGTH]


def changed_since(entity: Entity, etags: Mapping[str, str], item: Item, sealer) -> frozenset[str]:
    """The attributes that differ between what the etags were made of and the item."""
    now = etags_of(entity, item, sealer)
    return frozenset(name for name in {*etags, *now} if etags.get(name) != now.get(name))
