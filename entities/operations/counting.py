"""Exact counts, and what is worth attention: counted by a command, shown with their age.

A scan is the only exact count DynamoDB has, so no page makes one. `count_items` reads every table
once and leaves one item per company in our own `counts` table, and one for everything (`*`); a page
reads one of them. DescribeTable's figure is up to six hours old and never used.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.batches import delete_all, put_all
from entities.dynamodb.key_conditions import is_possible_key
from entities.dynamodb.table_schema import key_types, united_indexes
from entities.errors import TableMissing
from entities.operations.flags import moment
from entities.operations.tables.indexing.fitting import misfit
from entities.schema.dashboard import Watch
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.schema.viewer import Viewer

EVERYTHING = "*"
OF_INDEX = "index "  # the start of scopes that are no company's: what was found in one index


@dataclass
class Tally:
    """Counts of one scope by entity name, of watches by `entity.watch`, and of the items that
    belong into an index by `entity/index`, the entity being the first of its table."""

    entities: Counter = field(default_factory=Counter)
    watches: Counter = field(default_factory=Counter)
    indexes: Counter = field(default_factory=Counter)


@dataclass(frozen=True)
class Counts:
    """What a viewer may know of the counts. `counted_at` None: nothing was counted yet."""

    entities: dict[str, int] = field(default_factory=dict)
    watches: dict[str, int] = field(default_factory=dict)
    counted_at: datetime | None = None
    indexes: dict[str, int] = field(default_factory=dict)

    def of(self, entity: Entity) -> int | None:
        return self.entities.get(entity.name)

    def watched(self, entity: Entity, watch: Watch) -> int:
        return self.watches.get(f"{entity.name}.{watch.name}", 0)

    def entering(self, table: Entity, index: str) -> int | None:
        """How many items of the table belong into the index; None where nobody counted, or for a
        viewer with a company limit."""
        return self.indexes.get(f"{table.name}/{index}")


def count_items(
    store, catalogue: Catalogue, *, now: datetime, progress: Callable[[Entity, int], None]
) -> Counts:
    """Reads every table once and stores the counts. A missing table counts as nothing."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for table in (table for table in catalogue.tables if table.counted):
        read = 0
        sharing = catalogue.sharing(table)
        indexes, types = united_indexes(table, sharing), key_types(table, sharing)
        entering = tallies[EVERYTHING].indexes
        try:
            entering.update({f"{table.name}/{index.name}": 0 for index in indexes})
            for item in _items(store, table):
                _count(sharing, item, tallies)
                fitting = (index for index in indexes if not misfit(item, index.keys, types))
                entering.update(f"{table.name}/{index.name}" for index in fitting)
                read += 1
        except TableMissing:
            continue
        progress(table, read)
    _save(store, catalogue.entity("counts"), tallies, now)
    return _counts([_item(EVERYTHING, tallies[EVERYTHING], now)])


def _items(store, entity: Entity) -> Iterable[Item]:
    unkinded = entity if entity.kind is None else _whole_table(entity)
    for page in store.pages(unkinded):
        yield from page.items


def _whole_table(entity: Entity) -> Entity:
    """The entity without its kind, so that one scan reads all that share the table."""
    return replace(entity, kind=None)


def _count(sharing: tuple[Entity, ...], item: Item, tallies: dict[str, Tally]) -> None:
    entity = next((entity for entity in sharing if entity.holds(item)), None)
    if entity is None:
        return
    scopes = {EVERYTHING, entity.company_of(item) or EVERYTHING}
    watches = [f"{entity.name}.{watch.name}" for watch in entity.watches if watch.test(item)]
    for scope in scopes:
        tallies[scope].entities[entity.name] += 1
        tallies[scope].watches.update(watches)


def _save(store, entity: Entity, tallies: dict[str, Tally], now: datetime) -> None:
    # A company that no key could hold, in an attribute that is none, counts in the whole only.
    kept = {scope: tally for scope, tally in tallies.items() if _is_scope(scope)}
    put_all(store, entity, [_item(scope, tally, now) for scope, tally in kept.items()])
    stale = [
        entity.key_of(item)
        for page in store.pages(entity, attributes=entity.keys)
        for item in page.items
        if item[entity.partition] not in kept and not item[entity.partition].startswith(OF_INDEX)
    ]
    delete_all(store, entity, stale)


def _is_scope(scope: str) -> bool:
    return is_possible_key((scope,)) and not scope.startswith(OF_INDEX)


def _item(scope: str, tally: Tally, now: datetime) -> Item:
    return {
        "scope": scope,
        "counts": {name: Decimal(count) for name, count in tally.entities.items()},
        "watches": {name: Decimal(count) for name, count in tally.watches.items()},
        "indexes": {name: Decimal(count) for name, count in tally.indexes.items()},
        "countedAt": now.isoformat(),
    }


def read_counts(store, catalogue: Catalogue, *, viewer: Viewer) -> Counts:
    """The counts a viewer may know: of everything, or the sum over their companies. One call."""
    entity = catalogue.entity("counts")
    return _read(store, entity, _companies(viewer.companies) if viewer.limited else [EVERYTHING])


def read_company_counts(store, catalogue: Catalogue, company: str, *, viewer: Viewer) -> Counts:
    """The counts of one company. One call. Raises CompanyNotAllowed."""
    viewer.must_see_company(company)
    return _read(store, catalogue.entity("counts"), _companies([company]))


def _companies(companies: Iterable[str]) -> list[str]:
    """The scopes of companies: one that calls itself `*` is not everything."""
    return sorted(company for company in {*companies} - {EVERYTHING} if _is_scope(company))


def _read(store, entity: Entity, scopes: Iterable[str]) -> Counts:
    keys = [(scope,) for scope in scopes]
    if not keys:
        return Counts()
    try:
        return _counts(list(store.batch_get({entity: keys}).values()))
    except TableMissing:
        return Counts()


def _counts(items: list[Item]) -> Counts:
    entities, watches, indexes = Counter(), Counter(), Counter()
    for item in items:
        entities.update({name: int(count) for name, count in item["counts"].items()})
        watches.update({name: int(count) for name, count in item["watches"].items()})
        indexes.update({name: int(count) for name, count in item.get("indexes", {}).items()})
    ages = [moment(item["countedAt"]) for item in items]
    return Counts(dict(entities), dict(watches), min(ages, default=None), dict(indexes))
