"""The list of runs: its filters, which stand in the address, what is open, and what has ended."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.urls import reverse

from entities.catalogue import catalogue
from entities.operations.runs.listing import Asked, Listing
from entities.operations.runs.run import Run
from entities.operations.runs.standing import Standing
from entities.operations.works import labels
from entities.schema.viewer import Viewer
from entities.web.cursors import seal_mark
from entities.web.runs.page import RunPage, may_act
from entities.web.runs.words import TONES, span, title_of
from entities.web.state import CURSOR

FIELDS = ("status", "operation", "company", "by")
TITLES = {"status": "Status", "operation": "Kind", "company": "Company", "by": "Person"}


class RunFilter(forms.Form):
    """Every field is optional, and empty means everything."""

    status = forms.CharField(required=False, max_length=20)
    operation = forms.CharField(required=False, label="Kind", max_length=50)
    company = forms.CharField(required=False, max_length=1000)
    by = forms.CharField(required=False, label="Person", max_length=150)

    def __init__(self, query: QueryDict):
        super().__init__(query, auto_id="filter-%s")
        statuses = catalogue.entity("runs").choice("status").choices
        self._offer("status", [(status, status) for status in statuses], query)
        kinds = sorted(labels().items(), key=lambda kind: kind[1])
        self._offer("operation", kinds, query)
        for name in ("company", "by"):
            self.fields[name].widget.attrs |= {"dir": "auto", "autocomplete": "off"}

    def _offer(self, name: str, choices: list[tuple[str, str]], query: QueryDict) -> None:
        """A list to choose from; what the address holds is kept, known or not."""
        held = query.get(name, "")
        known = not held or any(value == held for value, _ in choices)
        more = [] if known else [(held, held)]
        widget = forms.Select(choices=[("", "any"), *choices, *more])
        widget.is_required = False
        self.fields[name].widget = widget

    @property
    def asked(self) -> Asked:
        return Asked(*(self.cleaned_data[name].strip() for name in FIELDS))


@dataclass(frozen=True)
class Line:
    """A run as a line of a list, told by itself alone."""

    run: Run
    viewer: Viewer

    @property
    def title(self) -> str:
        return title_of(self.run)

    @property
    def url(self) -> str:
        return reverse("run", args=[self.run.run_id])

    @property
    def tone(self) -> str:
        return TONES.get(self.run.status, "")

    @property
    def may_act(self) -> bool:
        return may_act(self.run, self.viewer)

    @property
    def begun(self):
        return self.run.at("createdAt")

    @property
    def took(self) -> str:
        begun, ended = self.run.at("startedAt"), self.run.at("finishedAt")
        return span(ended - begun) if begun and ended else ""

    @property
    def done(self):
        return self.run.item.get("done")

    @property
    def failed(self):
        return self.run.item.get("failed")


@dataclass(frozen=True)
class RunsPage:
    """`open` are shown with their progress as far as it was read; `listing` is None where the
    filters make no sense; `here` is the address of the page."""

    form: RunFilter
    query: QueryDict
    viewer: Viewer
    open: list[RunPage]
    listing: Listing | None = None
    here: str = ""

    @property
    def said(self) -> str:
        """For who listens rather than looks."""
        return f"{len(self.listing.open):,} under way"

    @property
    def past(self) -> list[Line]:
        return [Line(run, self.viewer) for run in self.listing.past]

    @property
    def more_open(self) -> list[Line]:
        """Those of which the progress was not read."""
        return [Line(run, self.viewer) for run in self.listing.open[len(self.open) :]]

    @property
    def chips(self) -> list[tuple[str, str, str]]:
        """(what, value, the address without it)."""
        held = ((name, self.query.get(name, "")) for name in FIELDS)
        return [(TITLES[name], value, self._with(**{name: ""})) for name, value in held if value]

    @property
    def is_live(self) -> bool:
        return any(run.is_live for run in self.open)

    @property
    def url(self) -> str:
        return self._with()

    @property
    def next_url(self) -> str:
        return self._marked(self.listing.next)

    @property
    def previous_url(self) -> str:
        return self._marked(self.listing.previous)

    def _marked(self, mark) -> str:
        if mark is None:
            return ""
        return self._with(**{CURSOR: seal_mark(mark, state_of(self.query), self.viewer)})

    def _with(self, **changes: str) -> str:
        return runs_url(self.query, **changes)


def runs_url(query: QueryDict, **changes: str) -> str:
    """The address of the list with filters set, or removed where empty."""
    kept = {name: query.get(name, "") for name in FIELDS} | changes
    made = QueryDict(mutable=True)
    for name, value in kept.items():
        if value:
            made[name] = value
    text = made.urlencode()
    return reverse("runs") + (f"?{text}" if text else "")


def state_of(query: QueryDict) -> str:
    """What a mark of this list is good for."""
    return runs_url(query)


def cards(standings: list[Standing], viewer: Viewer) -> list[RunPage]:
    return [RunPage(standing, viewer) for standing in standings]
