"""Items of several tables by key, where a table that is missing must not hide the others'."""

from collections.abc import Collection, Mapping

from entities.errors import AccessRefused, ServiceRefused, TableMissing, TableNotReady
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

CLOSED = (AccessRefused, ServiceRefused, TableMissing, TableNotReady)


def read_together(
    store,
    wanted: Mapping[Entity, Collection[Key]],
    attributes: Mapping[Entity, tuple[str, ...]],
) -> tuple[dict[tuple[str, Key], Item], list[Entity]]:
    """The items that exist, by (entity name, key), and the entities that could be read.

    One batch per 100 keys; only where a table refuses is each asked for by itself.
    """
    asked = {entity: keys for entity, keys in wanted.items() if keys}
    if not asked:
        return {}, []
    try:
        return store.batch_get(asked, attributes=attributes), list(asked)
    except CLOSED:
        if len(asked) == 1:
            return {}, []
    found, read = {}, []
    for entity, keys in asked.items():
        items, entities = read_together(store, {entity: keys}, attributes)
        found |= items
        read += entities
    return found, read
