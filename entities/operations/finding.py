"""Search keeps finding what is written: look-ups of old values go, those of new ones come."""

from collections.abc import Iterator, Sequence

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Delete, Put, Step
from entities.errors import LookupsMissing, TableMissing
from entities.operations.deeds import Act, Deed
from entities.operations.lookups import are_built, lookups_of
from entities.schema.entity import Entity
from entities.schema.values import Item, Key


def lookup_steps(store, catalogue: Catalogue, deeds: Sequence[Deed], act: Act) -> Iterator[Step]:
    """Nothing where no look-ups were ever built: a few would pass for all of them."""
    lookups = catalogue.entity("lookups")
    old = _lookups(lookups, ((deed.entity, deed.before) for deed in deeds), act)
    new = _lookups(lookups, ((deed.entity, deed.after) for deed in deeds), act)
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    if not (gone or come) or not _are_built(store, catalogue):
        return
    yield from (Delete(lookups, key, (), LookupsMissing()) for key in gone)
    yield from (Put(lookups, key, (), LookupsMissing(), item=new[key]) for key in come)


def _lookups(lookups: Entity, items, act: Act) -> dict[Key, Item]:
    return {
        lookups.key_of(made): made
        for entity, item in items
        if item is not None and entity.counted
        for made in lookups_of(entity, item, act.now)
    }


def _are_built(store, catalogue: Catalogue) -> bool:
    try:
        return are_built(store, catalogue)
    except TableMissing:
        return False
