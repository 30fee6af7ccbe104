"""The tables a set is made of, as a store reads them."""

from dataclasses import replace

from entities.catalogue import Catalogue
from entities.dynamodb.description import TableDescription
from entities.dynamodb.store import Store
from entities.errors import TableMissing
from entities.operations.counting import Counts
from entities.schema.entity import Entity

ITEMS_OF_A_SEGMENT = 100_000
BYTES_OF_A_SEGMENT = 100_000_000
MOST_SEGMENTS = 16


def store_for(store: Store, environment: str) -> Store:
    """A store that names the tables of the environment."""
    if environment == store.environment:
        return store
    return Store(store.client, environment=environment, sleep=store.sleep)


def tables_there(
    store: Store, catalogue: Catalogue, system: str
) -> list[tuple[Entity, TableDescription]]:
    """The system's tables that exist, each by its first entity."""
    found = []
    for table in catalogue.tables:
        if table.system.name == system:
            try:
                found.append((table, store.description(table)))
            except TableMissing:
                continue
    return found


def whole_table(entity: Entity) -> Entity:
    """The entity without its kind, so that one scan reads all that share the table."""
    return replace(entity, kind=None)


def counted(catalogue: Catalogue, table: Entity, counts: Counts) -> int | None:
    """How many items the table had when they were last counted, whatever their kind."""
    known = [counts.of(entity) for entity in catalogue.sharing(table)]
    return None if all(count is None for count in known) else sum(filter(None, known))


def segments_for(described: TableDescription, count: int | None) -> int:
    """How many slices are read side by side; the service's own figures are good enough for it."""
    items = max(described.item_count, count or 0)
    wanted = max(items // ITEMS_OF_A_SEGMENT, described.size // BYTES_OF_A_SEGMENT) + 1
    return min(wanted, MOST_SEGMENTS)
