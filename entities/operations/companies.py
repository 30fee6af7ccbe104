"""Everything of one company in one place, read through keys and indexes only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import Refusal
from entities.operations.counting import Counts, read_company_counts
from entities.operations.formulas import FORMULAS, is_deleted, total
from entities.operations.headings import heading_of
from entities.operations.items import read_item
from entities.operations.live import live
from entities.operations.paging import FIRST, Budget, Slice, read_slice
from entities.operations.projection import projection
from entities.operations.references import label_keys, read_labels
from entities.operations.showing import Showing, Shown, ShownItem
from entities.schema.access import choose
from entities.schema.conditions import Condition, Equals
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Field
from entities.schema.values import Item, Key, Value
from entities.schema.viewer import Viewer

ROWS_SHOWN = 5
COLUMNS_SHOWN = 5
READ_IN_FULL = 1000


@dataclass(frozen=True)
class Section:
    """The company's items of one entity: the first rows, and how many there are.

    `count` is exact where the first page held all of them, else the last count, else None.
    """

    entity: Entity
    conditions: tuple[Condition, ...]
    columns: tuple[str, ...] = ()
    rows: list[ShownItem] = ()
    count: int | None = None
    exact: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Counter:
    """A stored counter beside its true value; None means it could not be told at this cost."""

    field: Field
    stored: Value
    true: Value
    explained: str

    @property
    def drifts(self) -> bool:
        if self.true is None or not isinstance(self.true, Decimal):
            return False
        return self.stored != self.true


@dataclass(frozen=True)
class Spend:
    """What was spent on one project: the sum of its expenses beside what the project states."""

    key: Key
    name: str
    spent: Decimal
    stated: Decimal | None
    budget: Decimal | None


@dataclass(frozen=True)
class CompanyPage:
    """`spends` is None where the expenses did not fit into one read."""

    company: ShownItem
    sections: list[Section]
    counters: list[Counter]
    spends: list[Spend] | None
    projects: Entity | None
    unread: list[Entity]
    counts: Counts

    @property
    def facts(self) -> list[Shown]:
        """What is said under the heading: the columns with a tone, such as tier and status."""
        values = self.company.values
        names = (name for name in self.company.entity.columns if name in values)
        return [values[name] for name in names if isinstance(values[name].field, Choice)]


def show_company(
    store, catalogue: Catalogue, tenant: Entity, company: str, *, viewer: Viewer, now: datetime
) -> CompanyPage:
    """Raises ItemNotFound. At most 14 calls: the company, its counts, one first page per entity
    kept by company, one batch of labels."""
    _, item = read_item(store, tenant, (company,), viewer=viewer)
    counts = read_company_counts(store, catalogue, company, viewer=viewer)
    readable, unread = _parts(store, catalogue, tenant, company, viewer)
    pages = {entity: _page(store, catalogue, entity, conditions) for entity, conditions in readable}
    showing = Showing(catalogue, viewer, now, _labels(store, catalogue, pages, viewer))
    facts = {entity.name: _whole(page) for entity, page in pages.items()}
    projects = next((entity for entity in pages if entity.dashboard), None)
    return CompanyPage(
        showing.item(tenant, item),
        [_section(showing, e, conditions, pages[e], counts) for e, conditions in readable],
        list(_counters(tenant, item, facts, now)),
        _spends(projects, facts, viewer) if projects else None,
        projects,
        unread,
        counts,
    )


def _parts(store, catalogue: Catalogue, tenant: Entity, company: str, viewer: Viewer):
    """The entities kept by company with their conditions, and those only a scan could tell."""
    readable, unread = [], []
    for entity in catalogue.of_system(tenant.system.name):
        if entity is tenant or not entity.company_attribute or not viewer.may_browse(entity):
            continue
        conditions = (Equals(entity.company_attribute, company),)
        if _needs_scan(store, entity, conditions):
            unread.append(entity)
        else:
            readable.append((entity, conditions))
    return readable, unread


def _needs_scan(store, entity: Entity, conditions) -> bool:
    try:
        table = live(store, entity)
    except Refusal:
        return choose(entity, conditions).how == "scan"  # its section says what is wrong
    return choose(table.entity, conditions, live=table.keys).how == "scan"


def _page(store, catalogue: Catalogue, entity: Entity, conditions) -> Slice | Refusal:
    try:
        table = live(store, entity)
        path = choose(table.entity, conditions, live=table.keys)
        names = (*_columns(entity), *_summed(catalogue, entity))
        return read_slice(
            store,
            table.entity,
            path,
            FIRST,
            size=READ_IN_FULL,
            attributes=projection(catalogue, table.entity, path, names),
            budget=Budget(calls=1),
        )
    except Refusal as refusal:
        return refusal


def _columns(entity: Entity) -> tuple[str, ...]:
    company = entity.company_attribute
    return tuple(name for name in entity.columns if name != company)[:COLUMNS_SHOWN]


def _summed(catalogue: Catalogue, entity: Entity) -> tuple[str, ...]:
    """The fields that sums, counters and watches of the company page need."""
    wanted = ("status", "isSystemProject", "createdAt", "deletedAt", "currentPlan")
    boards = [e.dashboard for e in catalogue.of_system(entity.system.name) if e.dashboard]
    names = [n for b in boards for n in (b.by, b.amount, b.budget, b.stated)]
    names += ["subscriptionStatus", *wanted]
    return tuple(n for n in dict.fromkeys(names) if n in entity.fields_by_name)


def _whole(page: Slice | Refusal) -> list[Item] | None:
    """The items, where the page held every one of them."""
    if isinstance(page, Refusal) or page.next is not None:
        return None
    return page.items


def _labels(store, catalogue: Catalogue, pages: Mapping[Entity, Slice], viewer: Viewer):
    wanted: dict[Entity, set[Key]] = {}
    for entity, page in pages.items():
        items = [] if isinstance(page, Refusal) else page.items[:ROWS_SHOWN]
        for other, keys in label_keys(catalogue, entity, items, _columns(entity)).items():
            wanted.setdefault(other, set()).update(keys)
    return read_labels(store, wanted, viewer)


def _section(showing: Showing, entity: Entity, conditions, page, counts: Counts) -> Section:
    if isinstance(page, Refusal):
        return Section(entity, conditions, problem=str(page))
    items = [item for item in page.items if showing.viewer.sees(entity, item)]
    columns = _columns(entity)
    exact = page.next is None
    return Section(
        entity,
        conditions,
        columns,
        [showing.item(entity, item, columns) for item in items[:ROWS_SHOWN]],
        len(items) if exact else counts.of(entity),
        exact,
    )


def _counters(tenant: Entity, item: Item, facts, now: datetime):
    for derived in tenant.derived:
        formula = FORMULAS.get(derived.formula)
        if formula:
            field = tenant.fields_by_name[derived.attribute]
            true = formula(facts, now)
            yield Counter(field, item.get(derived.attribute), true, derived.explained)


def _spends(projects: Entity, facts, viewer: Viewer) -> list[Spend] | None:
    board = projects.dashboard
    expenses, held = facts.get(board.expenses), facts.get(projects.name)
    if expenses is None or held is None:
        return None
    theirs = _by_project(expenses, board.by)
    spends = [
        _spend(projects, project, theirs.get(project[board.match], []), viewer) for project in held
    ]
    return sorted(spends, key=lambda spend: spend.spent, reverse=True)


def _by_project(expenses: list[Item], by: str) -> dict[Value, list[Item]]:
    """What counts of the expenses, by the project they name."""
    grouped: dict[Value, list[Item]] = {}
    for expense in expenses:
        project = expense.get(by)
        if isinstance(project, str | Decimal | bytes) and not is_deleted(expense):
            grouped.setdefault(project, []).append(expense)
    return grouped


def _spend(projects: Entity, project: Item, theirs: list[Item], viewer: Viewer) -> Spend:
    board = projects.dashboard
    return Spend(
        projects.key_of(project),
        heading_of(projects, project, viewer),
        total(theirs, (board.amount,)),
        _number(projects.held(board.stated, project)),
        _number(projects.held(board.budget, project)) if board.budget else None,
    )


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
