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
    place = _place(entity, entity.key_of(item))
    return {name: _etag(place, name, value, sealer) for name, value in item.items()}


def changed_since(entity: Entity, etags: Mapping[str, str], item: Item, sealer) -> frozenset[str]:
    """The attributes that differ between what the etags were made of and the item."""
    now = etags_of(entity, item, sealer)
    return frozenset(name for name in {*etags, *now} if etags.get(name) != now.get(name))


def _place(entity: Entity, key: Key) -> str:
    return f"{entity.name} {canonical(list(key))}"


def _etag(place: str, name: str, value: Value, sealer) -> str:
    content = json.dumps(canonical(value), ensure_ascii=False).encode()
    return sealer.seal(sha256(content).digest(), f"etag {place} {name}")[:LENGTH]
