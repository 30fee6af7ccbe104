"""The page of one index: how it stands, what its last run came to, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from entities.operations.runs.hands import Hands
from entities.operations.tables.desired import Desired
from entities.operations.tables.indexing.findings import Finding
from entities.operations.tables.indexing.fitting import LACKING, REASONS
from entities.operations.tables.indexing.looking import LISTED
from entities.operations.tables.indexing.preflight import Preflight
from entities.operations.tables.indexing.reading import (
    IndexStanding,
    findings_page,
    index_standing,
)
from entities.schema.viewer import Viewer
from entities.web.cursors import open_text, seal_text
from entities.web.forms.base import new_token
from entities.web.tables.addresses import index_url, table_url

MOST = 50  # items on a page
ACTIVE = "ACTIVE"


@dataclass(frozen=True)
class Tab:
    """The items left out for one reason."""

    reason: str
    label: str
    count: int
    url: str
    current: bool
    meant: bool


@dataclass(frozen=True)
class Typed:
    """What was typed into a form, and what is wrong with it by input."""

    reason: str = ""
    confirm: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class IndexPage:
    """All that the page's template receives."""

    standing: IndexStanding
    tabs: Sequence[Tab]
    listed: Sequence[Finding]
    more: str
    first: str
    here: str
    typed: Typed
    token: str
    reason_required: bool

    @property
    def url(self) -> str:
        return index_url(self.standing.desired.name, self.standing.name)

    @property
    def offers_start(self) -> bool:
        """Whether something can be begun that no signature stands before."""
        standing = self.standing
        return not standing.blocks and (standing.is_wanted or standing.is_unwanted)

    @property
    def table_url(self) -> str:
        return table_url(self.standing.desired.name)

    @property
    def state(self) -> tuple[str, str]:
        """A tone and a word."""
        held = self.standing.held
        if held is None:
            return ("bad", "missing") if self.standing.declared else ("draft", "not there")
        if held.status != ACTIVE:
            return "live", "being built" if held.status == "CREATING" else held.status.lower()
        return ("warn", "not as declared") if self.standing.is_unwanted else ("ok", "active")

    @property
    def found(self) -> Preflight | None:
        return self.standing.found

    @property
    def shown_hash(self) -> str:
        return self.found.hash[:12] if self.found else ""

    @property
    def tab(self) -> Tab | None:
        return next((tab for tab in self.tabs if tab.current), None)

    @property
    def cut_short(self) -> int:
        """How many of those meant to be left out each slice lists; 0 where all are listed."""
        tab = self.tab
        return LISTED if tab and tab.meant and tab.count > LISTED else 0

    @property
    def holds(self) -> dict[str, int] | None:
        """What was counted after the build, and what that says."""
        run = self.standing.run
        if run is None or "indexed" not in run.facts:
            return None
        told = {name: int(run.facts[name]) for name in ("indexed", "eligible", "looked")}
        return told | {"beyond": max(0, told["indexed"] - told["eligible"])}

    @property
    def signed(self) -> Mapping | None:
        return self.standing.run.facts.get("signed") if self.standing.run else None


def index_page(
    hands: Hands,
    desired: Desired,
    name: str,
    query: QueryDict,
    *,
    viewer: Viewer,
    reason_required: bool,
    typed: Typed | None = None,
) -> IndexPage:
    """Raises ActionNotAllowed, IndexUnknown, CursorInvalid."""
    standing = index_standing(hands, desired, name, viewer=viewer)
    url = index_url(desired.name, name)
    tabs = _tabs(standing, url, query.get("reason", ""))
    current = next((tab for tab in tabs if tab.current), None)
    listed, more, first = [], "", ""
    if current:
        state = f"{standing.run.run_id} {current.reason}"
        after = open_text(query.get("after", ""), state, viewer)
        listed, last = findings_page(hands, standing, current.reason, after=after, most=MOST)
        more = f"{current.url}&after={seal_text(last, state, viewer)}" if last else ""
        first = current.url if after else ""
    return IndexPage(
        standing,
        tabs,
        listed,
        more,
        first,
        f"{url}?{query.urlencode()}" if query else url,
        typed or Typed(),
        new_token(),
        reason_required,
    )


def _tabs(standing: IndexStanding, url: str, wanted: str) -> list[Tab]:
    found = standing.found
    if found is None:
        return []
    held = [reason for reason in REASONS if found.left[reason]]
    current = wanted if wanted in held else next(iter(held), "")
    return [
        Tab(
            reason,
            REASONS[reason],
            found.left[reason],
            f"{url}?reason={reason}",
            reason == current,
            found.sparse and reason == LACKING,
        )
        for reason in held
    ]
