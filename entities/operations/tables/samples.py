"""A look at a live table of which nothing may be declared: its schema and some of its items."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.inspection import inspect
from entities.operations.tables.definitions import definition_of
from entities.operations.tables.recreating import bare_table
from entities.operations.tables.schemas import Schema, statistics_of
from entities.schema.entity import Entity
from entities.schema.system import ENVIRONMENTS, System
from entities.schema.values import Item, Value

UNKNOWN = "unknown"
STRANGER = System(
    UNKNOWN,
    "Unknown",
    prefixes=dict.fromkeys(ENVIRONMENTS, ""),
    generations=((UNKNOWN, "Unknown"),),
)


@dataclass(frozen=True)
class Sample:
    """`table` declares what is known for sure; `declared` are the entities declared of it already.

    `units` are the read units that the items cost.
    """

    name: str
    table: Entity
    declared: tuple[Entity, ...]
    items: list[Item]
    item_count: int
    units: Decimal

    @property
    def attributes(self) -> dict[str, list[Value]]:
        """The values of every attribute: keys first, then by how many items hold it."""
        values: dict[str, list[Value]] = {field.name: [] for field in self.table.fields}
        for item in self.items:
            for name, value in item.items():
                values.setdefault(name, []).append(value)
        keys = self.table.keys
        rest = sorted(values.keys() - set(keys), key=lambda name: (-len(values[name]), name))
        return {name: values[name] for name in (*keys, *rest)}


def sample(store, catalogue: Catalogue, name: str, *, most: int, now: datetime) -> Sample:
    """At most `most` items of the table of this real name; only reads. Raises TableMissing."""
    system = _system(store, catalogue, name)
    suffix = name.removeprefix(_prefix(store, system))
    live = inspect(store, name)
    declared = tuple(e for e in catalogue.of_system(system.name) if e.table == suffix)
    schema = Schema(
        system=system.name,
        generation=declared[0].generation if declared else system.generations[-1][0],
        table=suffix,
        environment=store.environment,
        region=system.region,
        name=name,
        settings=definition_of(live),
        statistics=statistics_of(live, now),
    )
    table = bare_table(schema, system)
    items, units = _items(store, table, most)
    return Sample(name, table, declared, items, live.description.item_count, units)


def _system(store, catalogue: Catalogue, name: str) -> System:
    """The system of the declared table of this name, else the one by whose rule it is named, else
    one of its own."""
    declared = (table.system for table in catalogue.tables if store.table(table) == name)
    prefixed = {_prefix(store, system): system for system in catalogue.systems}
    matching = [prefix for prefix in prefixed if prefix and name.startswith(prefix)]
    named = prefixed[max(matching, key=len)] if matching else STRANGER
    return next(declared, named)


def _prefix(store, system: System) -> str:
    return system.table_name("", store.environment, store.prefixes.get(system.name, ""))


def _items(store, table: Entity, most: int) -> tuple[list[Item], Decimal]:
    items: list[Item] = []
    units = Decimal(0)
    for page in store.pages(table, limit=most):
        items += page.items
        units += page.units
        if len(items) >= most:
            break
    return items[:most], units
