"""What a deed asks of other items, as steps of the same transaction: references, claims, sums.

References: the target must exist and must not be about to go. Unique values: looked up through an
index first, since other writers make no claims, then claimed. Sums that other items state (a
project's spend, a company's counters) move along, on existing items only and never below zero.
"""

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Check, Delete, Put, Step
from entities.errors import ReferenceRefused, ServiceRefused
from entities.operations.claims import claim_steps, deleting_claim
from entities.operations.deeds import Act, Deed
from entities.operations.headings import key_text
from entities.operations.lookups import lookups_of
from entities.operations.references import pointer
from entities.operations.sums import sum_steps
from entities.schema.conditions import Exists, Missing
from entities.schema.entity import Entity
from entities.schema.values import Item, Key


def consequences(store, catalogue: Catalogue, deed: Deed, act: Act) -> tuple[Step, ...]:
    """Raises ReferenceRefused and Taken for what can be told before the transaction."""
    return (
        *_reference_steps(catalogue, deed),
        *claim_steps(store, catalogue, deed, act),
        *sum_steps(store, catalogue, deed, act),
        *_lookup_steps(catalogue, deed, act),
    )


def _lookup_steps(catalogue: Catalogue, deed: Deed, act: Act):
    """Search keeps finding what is written here: old look-ups go, new ones come."""
    lookups = catalogue.entity("lookups")
    old, new = (_lookups(lookups, deed.entity, item, act) for item in (deed.before, deed.after))
    broken = ServiceRefused("TransactWriteItems", "look-up")
    yield from (Delete(lookups, key, (), broken) for key in old.keys() - new.keys())
    added = new.keys() - old.keys()
    yield from (Put(lookups, key, (), broken, item=new[key]) for key in sorted(added))


def _lookups(lookups: Entity, entity: Entity, item: Item | None, act: Act) -> dict[Key, Item]:
    if item is None or not entity.counted:
        return {}
    return {lookups.key_of(made): made for made in lookups_of(entity, item, act.now)}


def _reference_steps(catalogue: Catalogue, deed: Deed):
    """Only for references that changed; those by name have no key to check."""
    if deed.after is None:
        return
    claims = catalogue.entity("claims")
    for reference in deed.entity.references:
        if not any(name in deed.changed for name in reference.names):
            continue
        found = pointer(catalogue, deed.entity, reference, deed.after)
        if found is None or found.key is None or found.key == deed.key:
            continue
        shown = key_text(found.entity, found.key)
        refused = ReferenceRefused(reference.name, reference.title, found.entity.label, shown)
        yield Check(found.entity, found.key, (Exists(found.entity.partition),), refused)
        going = (deleting_claim(found.entity, found.key),)
        yield Check(claims, going, (Missing(claims.partition),), refused)
