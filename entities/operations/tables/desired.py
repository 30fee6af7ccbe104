"""A table as it is declared, for one environment: what the real one is compared with."""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.table_schema import key_types, united_indexes
from entities.errors import TableUnknown
from entities.schema.entity import Entity, Index
from entities.schema.inventory import Inventory
from entities.schema.table_settings import TableSettings


@dataclass(frozen=True)
class Desired:
    """`name` is the real name, `sharing` all entities of the table.

    `key_types` gives S, N or B of every key and index attribute. `protected` is whether it must
    not be deletable here.
    """

    entity: Entity
    sharing: tuple[Entity, ...]
    name: str
    key_types: dict[str, str]
    indexes: tuple[Index, ...]
    protected: bool
    tags: dict[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        return self.entity.keys

    @property
    def settings(self) -> TableSettings:
        return self.entity.settings

    @property
    def inventory(self) -> tuple[Inventory, ...]:
        """What the table held on earlier days; declared with any of its entities."""
        return next((entity.inventory for entity in self.sharing if entity.inventory), ())

    def index(self, name: str) -> Index | None:
        return next((index for index in self.indexes if index.name == name), None)


def desired_table(store, catalogue: Catalogue, table: Entity) -> Desired:
    """What the entity's table should be, in the environment of the store."""
    sharing = catalogue.sharing(table)
    return Desired(
        entity=table,
        sharing=sharing,
        name=store.table(table),
        key_types=key_types(table, sharing),
        indexes=united_indexes(table, sharing),
        protected=table.settings.protected_in(store.environment),
        tags={
            "system": table.system.name,
            "environment": store.environment,
            **dict(table.settings.tags),
        },
    )


def desired_tables(store, catalogue: Catalogue, system: str | None = None) -> Iterator[Desired]:
    """One per declared table of the system, or of all."""
    for table in catalogue.tables:
        if system in (None, table.system.name):
            yield desired_table(store, catalogue, table)


def desired_named(store, catalogue: Catalogue, name: str) -> Desired:
    """The table of this real name, declared name or entity. Raises TableUnknown."""
    for desired in desired_tables(store, catalogue):
        declared = (desired.name, desired.entity.table, *(e.name for e in desired.sharing))
        if name in declared:
            return desired
    raise TableUnknown(name)
