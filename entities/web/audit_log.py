"""The audit page: its filters, which stand in the address, and the ways from day to day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import QueryDict

from entities.catalogue import catalogue
from entities.operations.audit.log import Asked, Log
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer
from entities.web.cursors import seal_mark
from entities.web.history import Row, rows_of
from entities.web.state import CURSOR

URL = "/audit/"
FIELDS = ("day", "company", "actor", "action", "entity")


class AuditFilter(forms.Form):
    """What the log is asked for. Every field is optional, and empty means everything."""

    day = forms.DateField(
        required=False,
        label="Day (UTC)",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "This needs a day like 2025-12-31."},
    )
    actor = forms.CharField(required=False, label="Person", max_length=150)
    company = forms.CharField(required=False, label="Company", max_length=1000)
    action = forms.CharField(required=False, label="Action", max_length=50, widget=forms.Select)
    entity = forms.CharField(required=False, label="Kind of item", max_length=100)

    def __init__(self, query: QueryDict, viewer: Viewer):
        super().__init__(query, auto_id="filter-%s")
        kinds = [(e.name, _named(e)) for e in catalogue.entities if viewer.may_browse(e)]
        actions = catalogue.entity("audit").choice("action").choices
        self._offer("action", [(action, action) for action in actions], query)
        self._offer("entity", sorted(kinds, key=lambda kind: kind[1]), query)
        for name in ("actor", "company"):
            self.fields[name].widget.attrs |= {"dir": "auto", "autocomplete": "off"}

    def _offer(self, name: str, choices: list[tuple[str, str]], query: QueryDict) -> None:
        """A list to choose from; what the address holds is kept, known or not."""
        held = query.get(name, "")
        known = any(value == held for value, _ in choices)
        more = [(held, held)] if held and not known else []
        widget = forms.Select(choices=[("", "any"), *choices, *more])
        widget.is_required = False
        self.fields[name].widget = widget

    @property
    def asked(self) -> Asked:
        held = self.cleaned_data
        day = held["day"].isoformat() if held["day"] else ""
        return Asked(day, *(held[name] for name in FIELDS[1:]))


def _named(entity: Entity) -> str:
    legacy = f" ({entity.generation})" if entity.lifecycle == "deprecate" else ""
    return f"{entity.titles}{legacy}"


@dataclass(frozen=True)
class AuditState:
    """The query of the page without its mark."""

    query: QueryDict

    @classmethod
    def of(cls, query: QueryDict) -> "AuditState":
        kept = QueryDict(mutable=True)
        for name in FIELDS:
            if query.get(name):
                kept[name] = query[name]
        return cls(kept)

    @property
    def text(self) -> str:
        """What a mark of this page is good for."""
        return f"audit {self.query.urlencode()}"

    def with_(self, **changes: str) -> str:
        """The address with filters set, or removed where empty."""
        query = self.query.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        text = query.urlencode()
        return URL + (f"?{text}" if text else "")


@dataclass(frozen=True)
class Chip:
    label: str
    value: str
    how: str
    remove: str


@dataclass(frozen=True)
class AuditPage:
    """All the template receives; `log` is None where the filters make no sense, `today` in UTC."""

    form: AuditFilter
    state: AuditState
    viewer: Viewer
    today: str
    log: Log | None = None
    anchored: str = ""

    @property
    def rows(self) -> list[Row]:
        return rows_of(self.log.entries)

    @property
    def browsable(self) -> frozenset[Entity]:
        """The kinds of items whose pages the viewer may open."""
        return frozenset(filter(self.viewer.may_browse, catalogue.entities))

    @property
    def index(self) -> str:
        asked = self.log.asked
        name = "company" if asked.company else "actor" if asked.actor else "day"
        return f"{name}-index"

    @property
    def chips(self) -> list[Chip]:
        if self.log is None:
            return []
        titles = {"entity": "Kind of item", "actor": "Person"}
        held = [(name, getattr(self.log.asked, name)) for name in FIELDS]
        return [
            Chip(titles.get(n, n.capitalize()), v, self._how(n), self._without(n))
            for n, v in held
            if v
        ]

    def _how(self, name: str) -> str:
        """Whether DynamoDB serves a filter by the index or leaves entries out after reading."""
        return "index" if name == "day" or self.index == f"{name}-index" else "filter"

    def _without(self, name: str) -> str:
        """Nothing for a filter that is not the person's own: the day or company read instead."""
        return self.state.with_(**{name: ""}) if name in self.state.query else ""

    @property
    def companies(self) -> list[tuple[str, str, bool]]:
        """The companies a viewer with a limit picks from: name, address, whether it is read."""
        known = self.log.companies if self.log else ()
        read = self.log.asked.company if self.log else ""
        return [(c, self.state.with_(company=c), c == read) for c in known if len(known) > 1]

    @property
    def day_before(self) -> tuple[str, str] | None:
        return self._day(-1)

    @property
    def day_after(self) -> tuple[str, str] | None:
        after = self._day(1)
        return after if after and after[0] <= self.today else None

    def _day(self, step: int) -> tuple[str, str] | None:
        """A neighbouring day and its address, where a day is read."""
        if self.log is None or not self.log.asked.day:
            return None
        try:
            day = date.fromisoformat(self.log.asked.day) + timedelta(days=step)
        except OverflowError:
            return None
        return day.isoformat(), self.state.with_(day=day.isoformat())

    @property
    def next_url(self) -> str:
        return self._marked(self.log.next)

    @property
    def previous_url(self) -> str:
        return self._marked(self.log.previous)

    @property
    def first_url(self) -> str:
        return self.state.with_()

    def _marked(self, mark) -> str:
        if mark is None:
            return ""
        return self.state.with_(**{CURSOR: seal_mark(mark, self.state.text, self.viewer)})
