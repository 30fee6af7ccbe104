"""The history page of an item, and what entries of the audit log have in common on pages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from entities.operations.audit import Recorded
from entities.operations.audit.reading import History
from entities.operations.audit.shown import Difference, Entry, Side
from entities.operations.flags import TYPE_NAMES
from entities.operations.moved import Other
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url
from entities.web.cursors import seal_mark
from entities.web.detail import company_page
from entities.web.forms.telling import WayBack

DEEDS = {
    "create": "Created",
    "edit": "Edited",
    "delete": "Deleted",
    "move": "Moved",
    "undo": "Change taken back",
    "reveal": "Revealed a hidden value",
    "bulk": "Edited with many others",
    "import": "Imported",
    "restore": "Restored",
    "sign": "Signed",
    "request": "Asked a second person",
    "approve": "Approved",
    "decline": "Declined",
    "withdraw": "Withdrawn",
    "carry out": "Carried out",
    "lapse": "Lapsed",
    "back up": "Backup begun",
    "hold": "Held",
    "release": "Hold ended",
    "take out backup": "Taken out unmasked",
}
TONES = {"create": "ok", "delete": "bad", "reveal": "warn", "approve": "ok", "decline": "bad"}
TONES |= {"take out backup": "warn"}
REVEALED = "Revealed"
LOOKS = {"take out backup": "Taken out unmasked:"}
UNFOLDED = 8
RUN = re.compile(r"[-\w]+", re.ASCII)


@dataclass(frozen=True)
class Value:
    """One side of a difference; `type` is named where it is not plain text, or changed."""

    text: str
    type: str = ""


@dataclass(frozen=True)
class Row:
    """One entry on a page.

    `undone` is the number of the entry it takes back, `undone_by` of the one that took it back;
    `undo` is what its Undo button sends, where there is one; `other` the other key of a move.
    """

    entry: Entry
    undone: int | None = None
    undone_by: int | None = None
    undo: str = ""
    other: Other | None = None

    @property
    def deed(self) -> str:
        if self.entry.revealed:
            return f"{LOOKS.get(self.entry.action, REVEALED)} {self.entry.revealed}"
        return DEEDS.get(self.entry.action, self.entry.action.capitalize())

    @property
    def tone(self) -> str:
        return TONES.get(self.entry.action, "")

    @property
    def request(self) -> str:
        """The request id alone, without the mark of an act of several deeds."""
        return self.entry.request_id.partition("#")[0]

    @property
    def run_url(self) -> str:
        """The page of the run it belongs to, where its id can stand in an address."""
        run_id = self.entry.run_id
        return reverse("run", args=[run_id]) if RUN.fullmatch(run_id) else ""

    @property
    def several(self) -> bool:
        """Whether other items were changed by the same act."""
        return "#" in self.entry.request_id

    @property
    def shown(self) -> list[tuple[Difference, Value | None, Value | None]]:
        return shown_differences(self.entry.differences[:UNFOLDED])

    @property
    def folded(self) -> list[tuple[Difference, Value | None, Value | None]]:
        """The rest of a long list, which opens by itself."""
        return shown_differences(self.entry.differences[UNFOLDED:])


def shown_differences(
    found: Iterable[Difference],
) -> list[tuple[Difference, Value | None, Value | None]]:
    return [(d, _value(d.before, d.after), _value(d.after, d.before)) for d in found]


def _value(side: Side | None, other: Side | None) -> Value | None:
    if side is None:
        return None
    retyped = other is not None and other.type != side.type
    named = side.type != "NULL" and (retyped or side.type != "S")
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
    reason_required: bool = False


def history_page(
    history: History,
    viewer: Viewer,
    *,
    is_first: bool,
    moves: Mapping[str, Other],
    reason_required: bool,
) -> HistoryPage:
    url = item_url(history.entity, history.key)
    mark = seal_mark(history.next, history_state(url), viewer) if history.next else ""
    return HistoryPage(
        history.entity,
        history,
        [
            replace(_undoable(row, url, viewer), other=moves.get(row.entry.entry_id))
            for row in rows_of(history.entries)
        ],
        url,
        company_page(history.entity, history.company),
        next_url=f"{url}history/?cursor={mark}" if mark else "",
        first_url="" if is_first else f"{url}history/",
        reason_required=reason_required,
    )


def rows_of(entries: list[Entry]) -> list[Row]:
    """Each entry, with what it takes back and what took it back, where that is on the page too."""
    numbers = {entry.entry_id: entry.number for entry in entries}
    takers = {entry.undoes: entry.number for entry in entries if entry.undoes}
    return [Row(e, numbers.get(e.undoes), takers.get(e.entry_id)) for e in entries]


def _undoable(row: Row, url: str, viewer: Viewer) -> Row:
    """The row with an Undo button, where its entry changed something that may be taken back."""
    entry = row.entry
    if entry.entity is None or entry.entity.read_only:
        return row
    # Undoing it would delete for good, which is asked for on the page of deleting.
    takes_two = entry.action == "create" and entry.entity.deletion.two_people
    if not (entry.changed and not takes_two and viewer.may("undo") and row.undone_by is None):
        return row
    here = f"{url}history/"
    way = WayBack(Recorded(entry.item_key, entry.entry_id), back=here, here=here)
    return replace(row, undo=way.sealed(viewer))


def history_state(url: str) -> str:
    """What a mark of this page is good for."""
    return f"history {url}"
