"""The list page: what was asked, how it was read, and every link that changes one thing."""

from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import quote, urlencode

from django.http import QueryDict

from entities.conf import read_budget
from entities.operations.browsing import Listing, Query
from entities.schema.entity import Entity
from entities.schema.fields import Field
from entities.schema.viewer import Viewer
from entities.web.chips import Chip, chip
from entities.web.columns import Column, column
from entities.web.cursors import open_mark, seal_mark
from entities.web.filters import OPERATORS, Filter, conditions_of, questions
from entities.web.state import State
from entities.web.typed import Typed, typed_filters
from entities.web.ways import Way, ways


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
    recent_companies: tuple[str, ...] = ()

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
    def filterable(self) -> list[tuple[Field, str]]:
        """Fields, each with the operators that may be asked of it, joined by spaces."""
        asked = ((f, " ".join(questions(self.entity, f))) for f in self.entity.fields)
        return [(f, operators) for f, operators in asked if operators]

    @property
    def operators(self) -> list[tuple[str, str]]:
        return list(OPERATORS.items())

    @property
    def ways(self) -> list[Way]:
        return list(ways(self.entity, self.listing))

    @property
    def distinct_ways(self) -> list[Way]:
        """One way per partition attribute, for the form that asks for it."""
        return list({way.fields[0].name: way for way in reversed(self.ways)}.values())[::-1]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The state as hidden inputs, without the columns a form may choose anew."""
        return self.state.hidden("columns", "column") if self.error is None else []

    @property
    def typed(self) -> list[Typed]:
        """What was typed as filters, shown again where it could not be used."""
        return typed_filters(self.entity, self.state)

    @property
    def options(self) -> list[tuple[str, str]]:
        """The rest of the state."""
        typed = {one.parameter for one in self.typed}
        return self.state.hidden(*typed)

    @property
    def clear_all_url(self) -> str:
        return State(self.entity, QueryDict()).url

    @property
    def recent(self) -> list[tuple[str, str]]:
        """Companies looked at lately, and this list narrowed to each of them."""
        attribute = self.entity.company_attribute
        if not attribute or self.entity.tenant:
            return []
        companies = self.recent_companies
        return [(c, self.state.adding(f"{attribute}.is", [c])) for c in companies]

    @property
    def plain_columns_url(self) -> str:
        return self.state.without("columns")

    @property
    def may_create(self) -> bool:
        """Whether the viewer could add an item here."""
        fits = self.listing is not None and not self.listing.differences
        return fits and not self.entity.read_only and self.viewer.may("create")

    @property
    def new_url(self) -> str:
        """The form for a new item; what the filters say of it is filled in."""
        equal = [f for f in self.filters if f.operator == "is" and len(f.values) == 1]
        query = urlencode([(f.field.name, f.values[0]) for f in equal])
        return f"/new/{quote(self.entity.name)}/" + (f"?{query}" if query else "")

    @property
    def may_share(self) -> bool:
        return self.viewer.may("share view")

    @property
    def budget_units(self) -> int:
        return read_budget()

    @property
    def companies(self) -> list[tuple[str, str, bool]]:
        """The companies a viewer with a limit may pick: id, address, whether it is shown now."""
        if self.listing is None:
            return []
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
        mark=open_mark(cursor, state.url, viewer),
        index=query.get("index", ""),
        descending=query.get("order") == "descending",
        strong=bool(query.get("strong")),
        scan=bool(query.get("scan")),
    )


def list_page(
    state: State,
    filters: list[Filter],
    listing: Listing,
    viewer: Viewer,
    *,
    recent_companies: tuple[str, ...] = (),
) -> ListPage:
    return ListPage(
        listing.entity,
        state,
        filters,
        listing,
        viewer=viewer,
        columns=[column(state, listing, name) for name in listing.columns],
        chips=[chip(state, listing, asked) for asked in filters],
        next_url=_marked(state, listing.next, viewer),
        previous_url=_marked(state, listing.previous, viewer),
        recent_companies=recent_companies,
    )


def _marked(state: State, mark, viewer: Viewer) -> str:
    return state.marked(seal_mark(mark, state.url, viewer)) if mark else ""


def added_filter(state: State, data) -> str:
    """The address with the filter of the “Add filter” form added to it."""
    name, operator = data.get("add.field", ""), data.get("add.operator", "is")
    if operator not in OPERATORS:
        operator = "is"
    values = [data.get("add.value", "")]
    if operator == "in":
        values = [value.strip() for value in values[0].split(",") if value.strip()]
    return state.adding(f"{name}.{operator}", values or [""])
