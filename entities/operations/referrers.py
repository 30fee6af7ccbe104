"""What refers to an item, in full: through an index where there is one, else within the partition
under a budget; “at least” where the budget did not last."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import TableMissing
from entities.operations.live import Live, live
from entities.operations.paging import Budget
from entities.operations.references import referring
from entities.operations.widening import widen
from entities.schema.access import AccessPath, choose
from entities.schema.entity import Entity, Index
from entities.schema.fields import Composite, Reference
from entities.schema.values import Item

GLANCE = Budget(calls=20, units=Decimal(400))
LOOK = Budget(calls=200, units=Decimal(4_000))


@dataclass(frozen=True)
class Referring:
    """The items of one entity that point at an item by one reference.

    `exact` is False where there may be more; `told` where only a scan could tell, so that none was
    made.
    """

    entity: Entity
    reference: Reference
    items: tuple[Item, ...] = ()
    exact: bool = True
    told: bool = True

    @property
    def any(self) -> bool:
        return bool(self.items) or (self.told and not self.exact)


def glance(store, catalogue: Catalogue, entity: Entity, item: Item) -> list[Referring]:
    """For a person to decide by: keys and references only, from indexes, which may be late."""
    return [
        _without_itself(_read(store, found, path, GLANCE), entity, item)
        for found, path in _paths(store, catalogue, entity, item, indexes=True)
    ]


def look(store, catalogue: Catalogue, entity: Entity, item: Item) -> list[Referring]:
    """For us to act on: whole items, read consistently from the table where that is affordable."""
    sure = _paths(store, catalogue, entity, item, indexes=False)
    found = [_read(store, of, path, LOOK, consistent=True) for of, path in sure]
    quick = _paths(store, catalogue, entity, item, indexes=True)
    best = [
        of if of.exact and of.told else _completed(store, _read(store, other, path, LOOK))
        for of, (other, path) in zip(found, quick, strict=True)
    ]
    return [_without_itself(of, entity, item) for of in best]


def _paths(
    store, catalogue: Catalogue, entity: Entity, item: Item, *, indexes: bool
) -> Iterator[tuple[Referring, AccessPath]]:
    for other, reference in catalogue.referrers(entity):
        conditions = referring(other, reference, entity, item)
        if conditions:
            try:
                table = live(store, other)
            except TableMissing:
                continue
            trusted = _trusted(table) if indexes else ()
            keys = replace(table.keys, indexes=trusted)
            path = choose(table.entity, widen(table.entity, conditions), live=keys)
            yield Referring(table.entity, reference), path


def _without_itself(of: Referring, entity: Entity, item: Item) -> Referring:
    """An item that refers to itself stands in nobody's way."""
    if of.entity.name != entity.name:
        return of
    key = entity.key_of(item)
    return replace(of, items=tuple(i for i in of.items if entity.key_of(i) != key))


def _trusted(table: Live) -> tuple[Index, ...]:
    """Not those over stored composites, which many an item lacks that was written by others."""
    composites = {f.name for f in table.entity.fields if isinstance(f, Composite)}
    return tuple(i for i in table.keys.indexes if composites.isdisjoint(i.keys))


def _read(
    store, of: Referring, path: AccessPath, budget: Budget, *, consistent: bool = False
) -> Referring:
    if path.how == "scan":
        return replace(of, exact=False, told=False)
    items: list[Item] = []
    cursor, calls, units = None, 0, Decimal(0)
    while calls < budget.calls and units < budget.units:
        page = store.page(of.entity, path, after=cursor, consistent=consistent)
        items += page.items
        cursor, calls, units = page.cursor, calls + 1, units + page.units
        if cursor is None:
            return replace(of, items=tuple(items))
    return replace(of, items=tuple(items), exact=False)


def _completed(store, of: Referring) -> Referring:
    """An index may be late, and may hold keys only: the items as they are now."""
    keys = [of.entity.key_of(item) for item in of.items]
    found = store.batch_get({of.entity: keys}, consistent=True) if keys else {}
    return replace(of, items=tuple(found.values()))
