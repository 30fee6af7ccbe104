"""One project: spend, works, contractors and months, as the multi-table design asks for."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import AttributeNotFound
from entities.operations.formulas import is_deleted, total
from entities.operations.items import read_item
from entities.operations.live import live
from entities.operations.paging import FIRST, Budget, Slice, read_slice
from entities.operations.projection import projection
from entities.operations.references import label_keys, read_labels
from entities.operations.showing import Showing, ShownItem
from entities.operations.widening import widen
from entities.schema.access import choose
from entities.schema.conditions import Condition, Equals
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value
from entities.schema.viewer import Viewer

ROWS_SHOWN = 12
READ_IN_FULL = 1000
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(?![0-9])")


@dataclass(frozen=True)
class Share:
    """What one contractor was paid on the project."""

    contractor: str
    pointer_key: Key | None
    expenses: int
    paid: Decimal


@dataclass(frozen=True)
class Part:
    """The project's expenses or works. `complete` says that all of them were read."""

    entity: Entity
    conditions: tuple[Condition, ...]
    rows: list[ShownItem]
    columns: tuple[str, ...]
    count: int
    total: Decimal
    complete: bool


@dataclass(frozen=True)
class Board:
    """The project page. Sums cover what was read; `complete` parts make them exact."""

    project: ShownItem
    expenses: Part
    works: Part
    budget: Decimal | None
    stated: Decimal | None
    months: list[tuple[str, Decimal]]
    shares: list[Share]
    contractors: Entity

    @property
    def spent(self) -> Decimal:
        return self.expenses.total

    @property
    def over(self) -> bool:
        return bool(self.budget) and self.spent > self.budget

    @property
    def drifts(self) -> bool:
        """Whether the stored sum differs from the true one."""
        return self.expenses.complete and self.stated is not None and self.stated != self.spent


def show_project(
    store, catalogue: Catalogue, entity: Entity, key: Key, *, viewer: Viewer, now: datetime
) -> Board:
    """Raises ItemNotFound, and AttributeNotFound for an entity without a dashboard. Four calls."""
    if entity.dashboard is None:
        raise AttributeNotFound("project")
    table, item = read_item(store, entity, key, viewer=viewer)
    board, fitted = entity.dashboard, table.entity
    expenses = _read(store, catalogue, catalogue.entity(board.expenses), fitted, item)
    works = _read(store, catalogue, catalogue.entity(board.works), fitted, item)
    showing = Showing(
        catalogue, viewer, now, _labels(store, catalogue, fitted, item, expenses, works, viewer)
    )
    counted = [e for e in expenses.items if not is_deleted(e)]
    return Board(
        showing.item(fitted, item),
        _part(showing, expenses, counted, board.amount),
        _part(showing, works, works.items, board.cost),
        _number(fitted.held(board.budget, item)) if board.budget else None,
        _number(fitted.held(board.stated, item)) if board.stated else None,
        _months(counted, board.date, board.amount),
        _shares(showing, expenses.entity, counted, board),
        catalogue.entity(board.contractors),
    )


@dataclass(frozen=True)
class _Read:
    entity: Entity
    conditions: tuple[Condition, ...]
    page: Slice

    @property
    def items(self) -> list[Item]:
        return self.page.items


def _read(store, catalogue: Catalogue, entity: Entity, project: Entity, item: Item) -> _Read:
    board = project.dashboard
    shared = Equals(entity.partition, item[project.partition])
    conditions = (shared, Equals(board.by, project.held(board.match, item)))
    table = live(store, entity)
    path = choose(table.entity, widen(table.entity, conditions), live=table.keys)
    names = (*entity.columns, *_summed(entity, board))
    page = read_slice(
        store,
        table.entity,
        path,
        FIRST,
        size=READ_IN_FULL,
        attributes=projection(catalogue, table.entity, path, names),
        budget=Budget(calls=1),
    )
    return _Read(table.entity, conditions, page)


def _summed(entity: Entity, board) -> tuple[str, ...]:
    wanted = (
        board.by,
        board.contractor,
        board.amount,
        board.date,
        board.cost,
        "status",
        "deletedAt",
    )
    return tuple(name for name in wanted if name in entity.fields_by_name)


def _labels(store, catalogue, project: Entity, item: Item, expenses: _Read, works: _Read, viewer):
    wanted = label_keys(catalogue, project, [item], project.fields_by_name)
    for part in (expenses, works):
        names = (project.dashboard.contractor, *part.entity.columns)
        for other, keys in label_keys(catalogue, part.entity, part.items, names).items():
            wanted.setdefault(other, set()).update(keys)
    return read_labels(store, wanted, viewer)


def _part(showing: Showing, read: _Read, counted: list[Item], amount: str) -> Part:
    entity = read.entity
    hidden = {entity.partition, entity.company_attribute, *(c.attribute for c in read.conditions)}
    columns = tuple(name for name in entity.columns if name not in hidden)
    return Part(
        entity,
        read.conditions,
        [showing.item(entity, item, columns) for item in read.items[:ROWS_SHOWN]],
        columns,
        len(read.items),
        total(counted, entity.fields_by_name[amount].names),
        read.page.next is None,
    )


def _months(expenses: list[Item], date: str, amount: str) -> list[tuple[str, Decimal]]:
    """The amount by month (YYYY-MM) in order; what has no readable date is under “no date”."""
    months: dict[str, Decimal] = defaultdict(Decimal)
    for expense in expenses:
        months[_month(expense.get(date))] += total([expense], (amount,))
    return sorted(months.items())


def _month(value: Value) -> str:
    readable = MONTH.match(value) if isinstance(value, str) else None
    return readable[0] if readable else "no date"


def _shares(showing: Showing, entity: Entity, expenses: list[Item], board) -> list[Share]:
    grouped: dict[str, list[Item]] = defaultdict(list)
    for expense in expenses:
        grouped[str(entity.held(board.contractor, expense) or "")].append(expense)
    shares = [_share(showing, entity, theirs, board) for theirs in grouped.values()]
    return sorted(shares, key=lambda share: share.paid, reverse=True)


def _share(showing: Showing, entity: Entity, expenses: list[Item], board) -> Share:
    shown = showing.item(entity, expenses[0], (board.contractor,)).values.get(board.contractor)
    pointer = shown.pointer if shown else None
    name = (pointer.label if pointer else "") or (str(shown.value) if shown else "") or "nobody"
    key = pointer.key if pointer and not pointer.dangling else None
    return Share(name, key, len(expenses), total(expenses, (board.amount,)))


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
