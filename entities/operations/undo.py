"""Undo: a recorded act taken back, through the same write path and with the same conflict check.

Rules are not judged again: an old bad value may come back. What the act asked of other items is
taken back with it, and an act of several deeds is undone as a whole. An undo is an act itself, so
it can be undone.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Step
from entities.errors import ItemNotFound, UndoRefused
from entities.operations.acts import once, together
from entities.operations.audit import Recorded
from entities.operations.audit.images import open_images
from entities.operations.audit.shown import Entry, entry_of
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import must_be_writable
from entities.operations.headings import key_text
from entities.operations.leaving import leaving
from entities.operations.live import live
from entities.operations.merging import clashes, is_automatic, is_counted
from entities.operations.referrers import look
from entities.operations.settled import composed, touched
from entities.operations.undone import forgiven, undone_by
from entities.operations.ways import said_of
from entities.operations.wishes import differing
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.schema.viewer import Viewer


@dataclass(frozen=True)
class Undone:
    """The entries of the undo. It can be undone in turn, unless that takes two people."""

    entries: list[Recorded]
    takes_two: bool = False


def undo(store, catalogue: Catalogue, entry, *, viewer: Viewer, act: Act, sealer) -> Undone:
    """Take back what an audit entry records, with the rest of its act.

    `entry` is anything with `item_key` and `entry_id`. Raises ActionNotAllowed, ItemNotFound,
    ReadOnly, UndoRefused which says what moved on since, SealBroken, and what `consequences` and
    `write` raise.
    """
    viewer.must("undo")
    act = replace(act, undoes=entry.entry_id)

    def undoing() -> Undone:
        entries = _entries(store, catalogue, entry, viewer, sealer)
        _must_be_in_effect(store, catalogue, entries)
        deeds = tuple(_deed(store, catalogue, each, act, sealer) for each in entries)
        spared = forgiven(store, catalogue, deeds, entries, sealer)
        with _leaving(store, catalogue, deeds, act) as claims_end:
            _must_not_leave_danglers(store, catalogue, deeds)
            steps = (*consequences(store, catalogue, deeds, act, spared), *claims_end)
            written = write(store, catalogue, deeds, act, sealer=sealer, also=steps)
            return Undone(written, any(_takes_two(deed) for deed in deeds))

    return once(store, catalogue, act, undoing, Undone)


def _takes_two(deed: Deed) -> bool:
    """Whether taking back what comes again here would delete it for good."""
    return deed.before is None and deed.entity.deletion.two_people


def _entries(store, catalogue: Catalogue, entry, viewer: Viewer, sealer) -> list[Entry]:
    """The entry that was asked for, then the others of its act. Our own records of the act, such
    as the approval it used up, are not taken back with it."""
    first = _read(store, catalogue, entry, viewer, sealer)
    recorded = together(store, catalogue, first.request_id)
    others = [o for o in recorded if not _is(o, first) and not _is_our_own(catalogue, o)]
    return [first, *(_read(store, catalogue, other, viewer, sealer) for other in others)]


def _read(store, catalogue: Catalogue, entry, viewer: Viewer, sealer) -> Entry:
    audit = catalogue.entity("audit")
    missing = ItemNotFound(audit.label, entry.entry_id)
    item = store.find(audit, (entry.item_key, entry.entry_id), consistent=True)
    found = entry_of(catalogue, item, sealer) if item and "action" in item else None
    if found is None or found.entity is None or not viewer.sees_company(found.company):
        raise missing
    viewer.must_browse(found.entity)
    must_be_writable(live(store, found.entity))
    return found


def _is(recorded: Recorded, entry: Entry) -> bool:
    return (recorded.item_key, recorded.entry_id) == (entry.item_key, entry.entry_id)


def _is_our_own(catalogue: Catalogue, recorded: Recorded) -> bool:
    return catalogue.entity(recorded.item_key.partition("#")[0]).system.name == "dashboard"


def _must_be_in_effect(store, catalogue: Catalogue, entries: list[Entry]) -> None:
    """Raises UndoRefused for what is undone already, and for what changed nothing."""
    earlier = undone_by(store, catalogue, entries)
    if earlier is not None:
        raise UndoRefused(f"{earlier['actor']} undid it on {earlier['at'][:16].replace('T', ' ')}.")
    if not any(entry.changed for entry in entries):
        raise UndoRefused("It changed nothing.")


def _deed(store, catalogue: Catalogue, entry: Entry, act: Act, sealer) -> Deed:
    """Raises UndoRefused where the item is no longer what the entry made of it."""
    entity, (before, after) = entry.entity, open_images(store, catalogue, entry, sealer)
    key = entity.key_of(after if after is not None else before)
    now = store.find(entity, key, consistent=True)
    named = f"{entity.label} “{key_text(entity, key)}”"
    if after is None and now is not None:
        raise UndoRefused(f"{named} is there again.")
    if after is not None and now is None:
        raise UndoRefused(f"{named} was deleted since.")
    return Deed(entity, "undo", now, _restored(entity, before, after, now, act))


def _restored(
    entity: Entity, before: Item | None, after: Item | None, now: Item | None, act: Act
) -> Item | None:
    """What the item is without the act, later changes of other fields kept."""
    if now is None:
        return before
    later = differing(after, now)
    if before is None:
        _must_be_untouched(entity, {n for n in later if not is_counted(entity, n)})
        return None
    made = differing(before, after)
    mine = {name for name in made if not is_automatic(entity, name)}
    moved = {n for n in clashes(entity, later, mine) if not is_counted(entity, n)}
    _must_be_untouched(entity, moved | (later & mine))
    if not later:
        return before
    back = made - later
    kept = {name: value for name, value in now.items() if name not in back}
    restored = composed(entity, kept | {name: before[name] for name in back & before.keys()})
    return touched(entity, restored, act.now)


def _must_be_untouched(entity: Entity, later: set[str]) -> None:
    titles = {entity.field(name).title for name in later if not is_automatic(entity, name)}
    if titles:
        raise UndoRefused(f"Changed since: {', '.join(sorted(titles))}.")


@contextmanager
def _leaving(
    store, catalogue: Catalogue, deeds: tuple[Deed, ...], act: Act
) -> Iterator[list[Step]]:
    """The claims on what goes, so that nobody comes to refer to it meanwhile."""
    with ExitStack() as stack:
        going = (deed for deed in deeds if deed.after is None)
        yield [
            stack.enter_context(leaving(store, catalogue, deed.entity, deed.key, act))
            for deed in going
            if catalogue.referrers(deed.entity)
        ]


def _must_not_leave_danglers(store, catalogue: Catalogue, deeds: tuple[Deed, ...]) -> None:
    """What refers to an item whose creation is undone, other than what is undone with it."""
    own = {(deed.entity.name, deed.key) for deed in deeds}
    for deed in deeds:
        for of in look(store, catalogue, deed.entity, deed.before) if deed.after is None else ():
            left = tuple(i for i in of.items if (of.entity.name, of.entity.key_of(i)) not in own)
            rest = replace(of, items=left)
            if rest.any:
                raise UndoRefused(said_of([rest]))
