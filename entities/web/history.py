"""The history page of an item, and what entries of the audit log have in common on pages."""

from dataclasses import dataclass

from entities.operations.audit.reading import History
from entities.operations.audit.shown import Difference, Entry, Side
from entities.operations.flags import TYPE_NAMES
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url
from entities.web.cursors import seal_mark
from entities.web.detail import company_page

DEEDS = {
    "create": "Created",
    "edit": "Edited",
    "delete": "Deleted",
    "move": "Moved",
    "undo": "Change taken back",
    "reveal": "Hidden value looked at",
    "bulk": "Edited with many others",
    "import": "Imported",
    "restore": "Restored",
    "sign": "Signed",
}
TONES = {"create": "ok", "delete": "bad"}
UNFOLDED = 8


@dataclass(frozen=True)
class Value:
    """One side of a difference; `type` is named where it is not plain text, or changed."""

    text: str
    type: str = ""


@dataclass(frozen=True)
class Row:
    """One entry on a page. `request` is its request id alone."""

    entry: Entry
    undone: int | None = None

    @property
    def deed(self) -> str:
        return DEEDS.get(self.entry.action, self.entry.action.capitalize())

    @property
    def tone(self) -> str:
        return TONES.get(self.entry.action, "")

    @property
    def request(self) -> str:
        return self.entry.request_id.partition("#")[0]

    @property
    def shown(self) -> list[tuple[Difference, Value | None, Value | None]]:
        return _differences(self.entry.differences[:UNFOLDED])

    @property
    def folded(self) -> list[tuple[Difference, Value | None, Value | None]]:
        """The rest of a long list, which opens by itself."""
        return _differences(self.entry.differences[UNFOLDED:])


def _differences(found) -> list[tuple[Difference, Value | None, Value | None]]:
    return [(d, _value(d.before, d.after), _value(d.after, d.before)) for d in found]


def _value(side: Side | None, other: Side | None) -> Value | None:
    if side is None:
        return None
    retyped = other is not None and other.type != side.type
    named = retyped or side.type != "S"
    return Value(side.text, TYPE_NAMES.get(side.type, "") if named else "")


@dataclass(frozen=True)
class HistoryPage:
    """All that the template receives."""

    entity: Entity
    history: History
    rows: list[Row]
    url: str
    company_page: str
    next_url: str
    first_url: str


def history_page(history: History, viewer: Viewer, *, is_first: bool) -> HistoryPage:
    url = item_url(history.entity, history.key)
    mark = seal_mark(history.next, history_state(url), viewer) if history.next else ""
    return HistoryPage(
        history.entity,
        history,
        rows_of(history.entries),
        url,
        company_page(history.entity, history.company),
        next_url=f"{url}history/?cursor={mark}" if mark else "",
        first_url="" if is_first else f"{url}history/",
    )


def rows_of(entries: list[Entry]) -> list[Row]:
    """Each entry with the number of the one it takes back, where that stands on the same page."""
    numbers = {entry.entry_id: entry.number for entry in entries}
    return [Row(entry, numbers.get(entry.undoes)) for entry in entries]


def history_state(url: str) -> str:
    """What a mark of this page is good for."""
    return f"history {url}"
