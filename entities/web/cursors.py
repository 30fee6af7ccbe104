"""Marks of pages, sealed into addresses: unreadable, unforgeable, and good for one list only."""

from entities.conf import get_sealer
from entities.errors import CursorInvalid
from entities.operations.marks import packed, unpacked
from entities.operations.paging import FIRST, Mark
from entities.schema.viewer import Viewer
from entities.sealing import SealBroken


def seal_mark(mark: Mark, state: str, viewer: Viewer) -> str:
    """`state` is the list's own address without the mark: filters, index and order."""
    return get_sealer().seal(packed(mark), _context(state, viewer))


def open_mark(text: str, state: str, viewer: Viewer) -> Mark:
    """The first page for no text. Raises CursorInvalid, also for a mark of another list."""
    if not text:
        return FIRST
    try:
        return unpacked(get_sealer().open(text, _context(state, viewer)))
    except SealBroken as error:
        raise CursorInvalid from error


def seal_text(place: str, state: str, viewer: Viewer) -> str:
    """Where a list that is read by its keys goes on."""
    return get_sealer().seal(place.encode(), _context(state, viewer))


def open_text(text: str, state: str, viewer: Viewer) -> str:
    """Nothing for no text. Raises CursorInvalid, also for a place in another list."""
    if not text:
        return ""
    try:
        return get_sealer().open(text, _context(state, viewer)).decode()
    except SealBroken as error:
        raise CursorInvalid from error


def _context(state: str, viewer: Viewer) -> str:
    return f"mark {viewer.name} {state}"
