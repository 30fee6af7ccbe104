"""Which attributes a page reads: what it shows, and what places, labels and scopes an item."""

from collections.abc import Iterable

from entities.catalogue import Catalogue
from entities.operations.references import attributes
from entities.schema.access import AccessPath
from entities.schema.entity import Entity


def projection(
    catalogue: Catalogue, entity: Entity, path: AccessPath, names: Iterable[str]
) -> tuple[str, ...]:
    """Attribute names to project. An index without whole items can give its own keys only."""
    if is_partial(path):
        return path.order_attributes
    shown = dict.fromkeys((*names, *((entity.heading,) if entity.heading else ())))
    held = [alias for name in shown for alias in entity.fields_by_name[name].names]
    company = (entity.company_attribute,) if entity.company_attribute else ()
    others = attributes(catalogue, entity, shown)
    return tuple(dict.fromkeys((*path.order_attributes, *entity.keys, *held, *company, *others)))


def is_partial(path: AccessPath) -> bool:
    """Whether the path's index holds less than the whole item."""
    return path.index is not None and path.index.projection != "ALL"
