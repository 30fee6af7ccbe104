"""What was done, as a message with its way back."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.safestring import SafeString

from entities.conf import get_sealer
from entities.operations.audit import Recorded
from entities.schema.viewer import Viewer
from entities.web.forms.page import Wrong
from entities.web.markup import markup

FORM = '{} <button class="btn sm" form="undo" name="entry" value="{}">Undo</button>'


@dataclass(frozen=True)
class WayBack:
    """An entry that can be undone, the page that shows what undoing it gave, and the page of what
    there is now."""

    entry: Recorded
    back: str
    here: str

    def sealed(self, viewer: Viewer) -> str:
        facts = [self.entry.item_key, self.entry.entry_id, self.back, self.here]
        return get_sealer().seal(json.dumps(facts).encode(), _context(viewer))

    @classmethod
    def opened(cls, sealed: str, viewer: Viewer) -> "WayBack":
        """Raises SealBroken."""
        item_key, entry_id, back, here = json.loads(get_sealer().open(sealed, _context(viewer)))
        return cls(Recorded(item_key, entry_id), back, here)


@dataclass(frozen=True)
class UndoPage:
    """The page that asks why before something is undone. `entry` is what the form sends."""

    entry: str
    back: str
    reason: str
    reason_required: bool
    reason_problem: str = ""

    @property
    def wrong(self) -> list[Wrong]:
        return [Wrong("Reason", self.reason_problem, "#reason")] if self.reason_problem else []

    @property
    def wrong_heading(self) -> str:
        return "Nothing was undone"


def _context(viewer: Viewer) -> str:
    return f"undo {viewer.name}"


def tell(request: HttpRequest, said: str, entries: list[Recorded], *, back: str, here: str) -> None:
    """The message, with Undo for who may."""
    messages.success(request, _with_undo(request.viewer, said, entries, back, here))


def _with_undo(viewer: Viewer, said: str, entries, back: str, here: str) -> str | SafeString:
    if not entries or not viewer.may("undo"):
        return said
    return markup(FORM, said, WayBack(entries[0], back, here).sealed(viewer))
