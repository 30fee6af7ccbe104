"""Items as staff without a limit see them, for tests of what is shown."""

from entities.catalogue import catalogue
from entities.operations.showing import Showing, Shown
from entities.schema.values import Value
from tests.operations.making import NOW, STAFF, entity, item_of

SHOWING = Showing(catalogue, STAFF, NOW)


def shown(name: str, attribute: str, value: Value) -> Shown:
    """The value in that attribute of an item of the entity."""
    declared = entity(name)
    item = item_of(declared, 1) | {attribute: value}
    return SHOWING.item(declared, item).values[attribute]
