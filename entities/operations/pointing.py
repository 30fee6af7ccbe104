"""References that deeds make or change: what they point at must be there, and must not be going.

An item that is about to be deleted carries a claim that says so. Such a claim has an end, so that a
crash locks nothing: once it has passed, who points at the item takes the claim away, and whoever
made it can no longer delete.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Check, Delete, Place, Step, place_of
from entities.errors import ReferenceRefused
from entities.operations.deeds import Act, Deed
from entities.operations.headings import key_text
from entities.operations.references import Pointer, pointer
from entities.schema.conditions import Equals, Exists, Missing
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.values import Item, Key, content_hash


def deleting_claim(entity: Entity, key: Key) -> Key:
    """The key of the claim that says an item is about to go."""
    return (f"deleting {entity.name} {content_hash(entity.key_item(key))}",)


def is_over(claim: Item, now: datetime) -> bool:
    """Whether a claim has passed; the service removes it days later."""
    ends = claim.get("expiresAt")
    return isinstance(ends, Decimal) and ends < Decimal(int(now.timestamp()))


@dataclass(frozen=True)
class Made:
    """A reference that a deed made, and what it points at."""

    reference: Reference
    target: Entity
    key: Key

    @property
    def refused(self) -> ReferenceRefused:
        shown = key_text(self.target, self.key)
        return ReferenceRefused(self.reference.name, self.reference.title, self.target.label, shown)


def reference_steps(
    store,
    catalogue: Catalogue,
    deeds: Sequence[Deed],
    act: Act,
    forgiven: Collection[Place] = (),
) -> Iterator[Step]:
    """Raises ReferenceRefused for what is going, or goes by one of these deeds."""
    coming = {_place(deed) for deed in deeds if deed.after is not None}
    going = {_place(deed) for deed in deeds if deed.after is None}
    made = [found for deed in deeds for found in _made(catalogue, deed, act)]
    places = {place_of(found.target, found.key): found for found in made}
    for place in places.keys() & going:
        raise places[place].refused
    outside = [found for place, found in places.items() if place not in (*coming, *forgiven)]
    claims = catalogue.entity("claims")
    keys = {deleting_claim(found.target, found.key): found for found in outside}
    held = store.batch_get({claims: keys.keys()}, consistent=True) if keys else {}
    for key, found in keys.items():
        there = (Exists(found.target.partition),)
        yield Check(found.target, found.key, there, found.refused)
        yield _not_going(claims, key, held.get((claims.name, key)), found, act)


def _not_going(claims: Entity, key: Key, claim: Item | None, made: Made, act: Act) -> Step:
    if claim is None:
        return Check(claims, key, (Missing(claims.partition),), made.refused)
    if not is_over(claim, act.now):
        raise made.refused
    return Delete(claims, key, (Equals("owner", claim.get("owner")),), made.refused)


def _made(catalogue: Catalogue, deed: Deed, act: Act) -> Iterator[Made]:
    """References that lead elsewhere than before; those by name have no key to check.

    Who did something may be a member of staff, who is nobody's user.
    """
    if deed.after is None:
        return
    for reference in deed.entity.references:
        now = _target(catalogue, deed.entity, reference, deed.after)
        before = deed.before and _target(catalogue, deed.entity, reference, deed.before)
        if now is not None and now != before and deed.after.get(reference.name) != act.actor:
            yield Made(reference, now.entity, now.key)


def _target(
    catalogue: Catalogue, entity: Entity, reference: Reference, item: Item
) -> Pointer | None:
    found = pointer(catalogue, entity, reference, item)
    return found if found is not None and found.key is not None else None


def _place(deed: Deed) -> Place:
    return place_of(deed.entity, deed.key)
