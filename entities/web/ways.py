"""The access patterns of a table: what can be asked of it without a scan."""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.operations.browsing import Listing
from entities.schema.access import KeySchema
from entities.schema.entity import Entity, Index
from entities.schema.fields import Field


@dataclass(frozen=True)
class Way:
    """An access pattern of the table: which fields to give, and what it answers."""

    name: str
    label: str
    fields: tuple[Field, ...]
    purpose: str
    current: bool = False


def ways(entity: Entity, listing: Listing | None) -> Iterator[Way]:
    """The table itself and each of its live indexes."""
    keys = listing.keys if listing else KeySchema.declared(entity)
    table = Index("table", keys.partition, keys.sort, purpose="one item, or a whole partition")
    for index in (table, *keys.indexes):
        yield _way(entity, listing, index)


def _way(entity: Entity, listing: Listing | None, index: Index) -> Way:
    fields = tuple(entity.field(key) for key in index.keys)
    return Way(index.name, index.name, fields, index.purpose, _in_use(listing) == index.name)


def _in_use(listing: Listing | None) -> str:
    if listing is None or listing.path.how == "scan":
        return ""
    return listing.path.index.name if listing.path.index else "table"
