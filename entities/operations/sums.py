"""Sums and counters that other items state, moved along in the same transaction.

They drift by design of the live system, so a wrong one never stands in staff's way: it is added to
where it exists, taken from only as far as it goes, and recomputing is offered elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Change, Place, Step, place_of
from entities.errors import Stale
from entities.operations.deeds import Act, Deed
from entities.operations.formulas import COUNTED, DELETED_BY, is_deleted
from entities.schema.conditions import Compare, Exists
from entities.schema.dashboard import Dashboard
from entities.schema.entity import Entity
from entities.schema.values import WIDE, Item, Key

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Sum:
    """A number of another item: its field's name."""

    entity: Entity
    key: Key
    name: str

    @property
    def place(self) -> Place:
        return place_of(self.entity, self.key)


def sum_steps(store, catalogue: Catalogue, deeds: Sequence[Deed], act: Act) -> Iterator[Step]:
    """What the deeds add up to. Items that come or go themselves are left as they are written."""
    totals: dict[Sum, Decimal] = {}
    for deed in deeds:
        for item, sign in ((deed.before, -1), (deed.after, 1)):
            for of, amount in _counted(catalogue, deed.entity, item, act.now) if item else ():
                totals[of] = WIDE.add(totals.get(of, NOTHING), sign * amount)
    own = {place_of(d.entity, d.key): d for d in deeds}
    for of, amount in totals.items():
        if amount and not _is_written(own.get(of.place), of.name):
            yield from moved(store, of, amount)


def _is_written(deed: Deed | None, name: str) -> bool:
    if deed is None:
        return False
    names = deed.entity.fields_by_name[name].names
    return deed.before is None or deed.after is None or not set(names).isdisjoint(deed.changed)


def summed_by(catalogue: Catalogue, entity: Entity) -> Iterator[tuple[str, ...]]:
    """For each sum that such items count in, the attributes that say where and for how much."""
    for _, board in _boards(catalogue, entity):
        yield (board.by, board.amount, *DELETED_BY)


def _boards(catalogue: Catalogue, entity: Entity) -> Iterator[tuple[Entity, Dashboard]]:
    """The projects that state what such items add up to."""
    for projects in catalogue.of_system(entity.system.name):
        board = projects.dashboard
        if board is not None and board.stated and board.expenses == entity.name:
            yield projects, board


def _counted(
    catalogue: Catalogue, entity: Entity, item: Item, now: datetime
) -> Iterator[tuple[Sum, Decimal]]:
    """The sums that an item counts in, and for how much."""
    for projects, board in _boards(catalogue, entity):
        key = _project_key(projects, board, item)
        if key is not None:
            yield Sum(projects, key, board.stated), _amount(item, board.amount)
    yield from _counters(catalogue, entity, item, now)


def _project_key(projects: Entity, board: Dashboard, item: Item) -> Key | None:
    parts = (item.get(projects.partition), item.get(board.by))
    known = board.match == projects.sort and all(isinstance(p, str) and p for p in parts)
    return parts if known else None


def _amount(item: Item, name: str) -> Decimal:
    """What an expense counts for; a softly deleted one counts nothing."""
    held = item.get(name)
    return held if isinstance(held, Decimal) and not is_deleted(item) else NOTHING


def _counters(
    catalogue: Catalogue, entity: Entity, item: Item, now: datetime
) -> Iterator[tuple[Sum, Decimal]]:
    """The counters of the company that count items such as this one."""
    tenant, company = catalogue.tenant_of(entity), entity.company_of(item)
    if tenant is None or company is None:
        return
    for rule in tenant.derived:
        source, counts = COUNTED.get(rule.formula, ("", None))
        if source == entity.name and counts(item, now):
            yield Sum(tenant, (company,), rule.attribute), Decimal(1)


def moved(store, of: Sum, amount: Decimal) -> Iterator[Step]:
    """Add to a number that exists; take no more than there is."""
    declared = of.entity.fields_by_name[of.name]
    item = store.find(of.entity, of.key, consistent=True, attributes=declared.names) or {}
    name = of.entity.held_name(declared, item)
    held = item.get(name) if name else None
    if not isinstance(held, Decimal) or (amount < 0 and held <= 0):
        return
    amount = max(amount, -held) if amount < 0 else amount
    enough = Compare(name, ">=", -amount) if amount < 0 else Exists(name)
    conditions = (Exists(of.entity.partition), enough)
    yield Change(of.entity, of.key, conditions, Stale(of.entity.label), add={name: amount})
