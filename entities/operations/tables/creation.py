"""Creating the declared tables that are missing. Existing tables are never touched here."""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.tables import create_table
from entities.errors import TableMissing
from entities.schema.entity import Entity


@dataclass(frozen=True)
class Outcome:
    """What became of one table: exists, would be created, created; with remarks."""

    table: str
    words: str


def create_missing(
    store, catalogue: Catalogue, *, system: str | None = None, dry_run: bool = False
) -> Iterator[Outcome]:
    """One outcome per declared table, as it is done. Raises the service's refusals."""
    for table in catalogue.tables:
        if system in (None, table.system.name):
            yield _create(store, catalogue, table, dry_run)


def _create(store, catalogue: Catalogue, table: Entity, dry_run: bool) -> Outcome:
    name = store.table(table)
    if _exists(store, table):
        return Outcome(name, "exists")
    if dry_run:
        return Outcome(name, "would be created")
    tags = {"system": table.system.name, "environment": store.environment}
    created = create_table(store, table, catalogue.sharing(table), tags=tags)
    return Outcome(name, "; ".join(("created", *created.notes)))


def _exists(store, table: Entity) -> bool:
    store.forget(table)
    try:
        store.description(table)
    except TableMissing:
        return False
    return True
