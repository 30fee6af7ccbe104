"""The list page: what was asked, how it was read, and every link that changes one thing."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict

from entities.conf import read_budget
from entities.operations.browsing import Listing, Query
from entities.operations.headings import is_hidden
from entities.schema.access import AccessPath, KeySchema
from entities.schema.entity import Entity, Index
from entities.schema.fields import Field
from entities.schema.viewer import Viewer
from entities.web.cells import alignment
from entities.web.cursors import open_mark, seal_mark
from entities.web.filters import OPERATORS, Filter, conditions_of
from entities.web.state import State


@dataclass(frozen=True)
class Chip:
    """A filter in force, how DynamoDB serves it (key, index or filter), and the way without it."""

    label: str
    words: str
    values: str
    how: str
    remove: str


@dataclass(frozen=True)
class Column:
    """A column head. `sort_url` turns the order round where the path is sorted by this field."""

    field: Field
    align: str
    sort_url: str = ""
    descending: bool = False


@dataclass(frozen=True)
class Way:
    """An access pattern of the table: which fields to give, and what it answers."""

    name: str
    label: str
    fields: tuple[Field, ...]
    purpose: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class ListPage:
    """All that the list's templates receive."""

    entity: Entity
    state: State
    filters: list[Filter]
    listing: Listing | None = None
    error: object = None
    viewer: Viewer | None = None
    columns: list[Column] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    next_url: str = ""
    previous_url: str = ""

    @property
    def first_url(self) -> str:
        return self.state.url

    @property
    def scan_url(self) -> str:
        return self.state.with_(scan="1")

    @property
    def strong_url(self) -> str:
        return self.state.with_(strong="1")

    @property
    def relaxed_url(self) -> str:
        return self.state.without("strong")

    @property
    def clear_url(self) -> str:
        return self.state.without(*(f.parameter for f in self.filters))

    @property
    def span(self) -> str:
        """“51 to 100”, or how many rows there are where the place is unknown."""
        mark, count = self.listing.query.mark, len(self.listing.rows)
        if not count or mark.before is None:
            return f"{count} items"
        start = mark.before - count if mark.back else mark.before
        return f"{start + 1:,} to {start + count:,}" if start >= 0 else f"{count} items"

    @property
    def path_words(self) -> str:
        path = self.listing.path
        return {"get": "Get by key", "query": "Query on", "scan": "Scan of"}[path.how]

    @property
    def path_name(self) -> str:
        path = self.listing.path
        if path.how == "get":
            return ""
        return path.index.name if path.index else "the table"

    @property
    def units(self) -> Decimal:
        return self.listing.cost.units.normalize() + 0

    @property
    def can_be_strong(self) -> bool:
        index = self.listing.path.index
        return index is None or index.local

    @property
    def choosable(self) -> list[tuple[Field, bool]]:
        shown = set(self.listing.columns)
        return [(f, f.name in shown) for f in self.entity.fields if not f.heavy]

    @property
    def filterable(self) -> list[Field]:
        return [f for f in self.entity.fields if not is_hidden(f)]

    @property
    def operators(self) -> list[tuple[str, str]]:
        return list(OPERATORS.items())

    @property
    def ways(self) -> list[Way]:
        return [*_ways(self)]

    @property
    def distinct_ways(self) -> list[Way]:
        """One way per partition attribute, for the form that asks for it."""
        return list({way.fields[0].name: way for way in reversed(self.ways)}.values())[::-1]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The state as hidden inputs, without the columns a form may choose anew."""
        return self.state.hidden("columns", "column") if self.error is None else []

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What stands in the address, shown again where it could not be used."""
        return self.state.hidden()

    @property
    def clear_all_url(self) -> str:
        return State(self.entity, QueryDict()).url

    @property
    def plain_columns_url(self) -> str:
        return self.state.without("columns")

    @property
    def may_share(self) -> bool:
        return self.viewer.may("share view")

    @property
    def budget_units(self) -> int:
        return read_budget()

    @property
    def companies(self) -> list[tuple[str, str, bool]]:
        """The companies a viewer with a limit may pick: id, address, whether it is shown now."""
        attribute = f"{self.entity.company_attribute}.is"
        chosen = self.listing.scope
        if len(chosen.companies) < 2 or self.entity.tenant:
            return []
        return [
            (company, self.state.adding(attribute, [company]), company == chosen.company)
            for company in chosen.companies
        ]


def read_query(state: State, filters: list[Filter], cursor: str, viewer: Viewer) -> Query:
    """The address as a question. Raises FilterInvalid and CursorInvalid."""
    query = state.query
    return Query(
        conditions=conditions_of(state.entity, filters),
        columns=tuple(name for name in query.get("columns", "").split(",") if name),
        mark=open_mark(cursor, state.text, viewer),
        index=query.get("index", ""),
        descending=query.get("order") == "descending",
        strong=bool(query.get("strong")),
        scan=bool(query.get("scan")),
    )


def list_page(state: State, filters: list[Filter], listing: Listing, viewer: Viewer) -> ListPage:
    return ListPage(
        listing.entity,
        state,
        filters,
        listing,
        viewer=viewer,
        columns=[_column(state, listing, name) for name in listing.columns],
        chips=[_chip(state, listing, asked) for asked in filters],
        next_url=_marked(state, listing.next, viewer),
        previous_url=_marked(state, listing.previous, viewer),
    )


def _marked(state: State, mark, viewer: Viewer) -> str:
    return state.marked(seal_mark(mark, state.text, viewer)) if mark else ""


def _column(state: State, listing: Listing, name: str) -> Column:
    declared = listing.entity.fields_by_name[name]
    descending = listing.query.descending
    sorted_by = _sort_attribute(listing.path, listing.keys)
    if name != sorted_by:
        return Column(declared, alignment(declared))
    url = state.without("order") if descending else state.with_(order="descending")
    return Column(declared, alignment(declared), url, descending)


def _sort_attribute(path: AccessPath, keys: KeySchema) -> str | None:
    if path.how != "query":
        return None
    return path.index.sort if path.index else keys.sort


def _chip(state: State, listing: Listing, asked: Filter) -> Chip:
    return Chip(
        asked.field.title,
        OPERATORS[asked.operator],
        ", ".join(asked.values) if asked.operator not in ("exists", "missing") else "",
        _how(listing, asked.field.name),
        state.without(asked.parameter),
    )


def _how(listing: Listing, name: str) -> str:
    path = listing.path
    served = {c.attribute for c in (path.partition, path.sort, *path.implied) if c is not None}
    if name not in served or path.how == "scan":
        return "filter"
    return "index" if path.index else "key"


def _ways(page: ListPage):
    """The table itself and each of its indexes, as questions that need no scan."""
    keys = page.listing.keys if page.listing else KeySchema.declared(page.entity)
    yield _way(page, "table", "Table", Index("table", keys.partition, keys.sort))
    for index in keys.indexes:
        yield _way(page, index.name, index.name, index)


def _way(page: ListPage, name: str, label: str, index: Index) -> Way:
    known = page.entity.fields_by_name
    path = page.listing.path if page.listing else None
    here = path is not None and path.how != "scan"
    current = here and (path.index.name if path.index else "table") == name
    return Way(
        name,
        label,
        tuple(known.get(key) or page.entity.field(key) for key in index.keys),
        index.purpose or ("one item, or all items of a partition" if name == "table" else ""),
        page.state.with_(index=name),
        current,
    )


def added_filter(state: State, data) -> str:
    """The address with the filter of the “Add filter” form added to it."""
    name, operator = data.get("add.field", ""), data.get("add.operator", "is")
    if operator not in OPERATORS:
        operator = "is"
    values = [data.get("add.value", "")]
    if operator == "in":
        values = [value.strip() for value in values[0].split(",") if value.strip()]
    return state.adding(f"{name}.{operator}", values or [""])
