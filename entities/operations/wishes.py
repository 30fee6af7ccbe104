"""What a person wishes of an item, and what of it is a change.

Names in a wish are attributes. A field that the item holds under an alias stays there until it is
edited: then it is written under the field's own name and the alias goes, since every reader takes
the own name first; or the alias is written as well, where the field says so. A wish that names the
alias itself edits just that attribute.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from entities.operations.etags import etag_of
from entities.schema.entity import Entity
from entities.schema.values import Item, Value, canonical, same


@dataclass(frozen=True)
class Wish:
    """Attributes to set, attributes to remove, and the etags of what the person had seen.

    What is set to the value that was seen, or removed without having been there, is no wish: a form
    may send back all it was filled with.
    """

    set: Item = field(default_factory=dict)
    remove: frozenset[str] = frozenset()
    etags: Mapping[str, str] = field(default_factory=dict)


def fulfilled(entity: Entity, before: Item, wish: Wish, sealer) -> Item:
    """The item as wished. The same value in another spelling (1 and 1.0) is no change."""
    after = dict(before)
    for name, value in wish.set.items():
        held = _held(entity, name, before)
        if _was_seen(entity, before, wish, name, value, sealer):
            continue
        if held is None or not _is_same(before[held], value):
            after.pop(held, None)
            after |= dict.fromkeys(_written(entity, name), value)
    for name in wish.remove:
        held = _held(entity, name, before)
        if held is not None and not (wish.etags and held not in wish.etags):
            for written in (held, *_written(entity, name)):
                after.pop(written, None)
    return after


def differing(before: Item, after: Item) -> frozenset[str]:
    """The attributes that one of both lacks, or that are not the same value."""
    names = before.keys() | after.keys()
    shared = before.keys() & after.keys()
    return frozenset(n for n in names if n not in shared or not _is_same(before[n], after[n]))


def _held(entity: Entity, name: str, item: Item) -> str | None:
    """Where the item holds what a wish calls by this name."""
    declared = entity.fields_by_name.get(name)
    return entity.held_name(declared, item) if declared else (name if name in item else None)


def _written(entity: Entity, name: str) -> tuple[str, ...]:
    """The attributes that what a wish calls by this name is written to."""
    declared = entity.fields_by_name.get(name)
    return declared.names if declared and declared.aliases_too else (name,)


def _was_seen(entity: Entity, before: Item, wish: Wish, name: str, value: Value, sealer) -> bool:
    seen = next((n for n in entity.field(name).names if n in wish.etags), None)
    if seen is None or not _is_possible(value):
        return False
    return etag_of(entity, entity.key_of(before), seen, value, sealer) == wish.etags[seen]


def _is_same(left: Value, right: Value) -> bool:
    return _is_possible(right) and same(left, right)


def _is_possible(value: Value) -> bool:
    """Whether it has a fingerprint; what DynamoDB cannot hold is refused later, with a sentence."""
    try:
        canonical(value)
    except TypeError:
        return False
    return True
