"""What people do to a run: pause, resume, cancel, have failed units tried again, add a note."""

from contextlib import suppress
from decimal import Decimal

from entities.dynamodb.steps import Change
from entities.dynamodb.updating import change
from entities.errors import ItemNotFound, LeaseLost
from entities.operations.deeds import Act
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run, keep, move
from entities.operations.runs.segments import WAITING, Segment, read_segments
from entities.operations.runs.settling import settle
from entities.operations.runs.status import RETRY, wished
from entities.operations.settled import stamp
from entities.operations.works import work_of
from entities.schema.conditions import Equals
from entities.schema.masking import mask_text
from entities.schema.viewer import Viewer

NOTES_KEPT = 200
NOTE = 1_000  # characters


def find(hands: Hands, run_id: str, *, viewer: Viewer) -> Run:
    """A run the viewer may see: of what they may do themselves, and of their companies.

    Raises ItemNotFound also for one that is there and not theirs to see.
    """
    run = find_run(hands.store, hands.catalogue, run_id)
    if viewer.limited and run.by != viewer.name:
        raise ItemNotFound(hands.catalogue.entity("runs").label, run_id)
    return run


def wish(hands: Hands, run_id: str, what: str, act: Act, *, viewer: Viewer) -> Run:
    """Pause, resume, cancel or retry. Raises ActionNotAllowed, ArrowRefused, Stale."""
    run = find(hands, run_id, viewer=viewer)
    viewer.must(work_of(run.operation).action)
    to = wished(run.status, what)
    if what == RETRY:
        _reopen(hands, run)
    why = f"{act.actor}: {act.reason}" if act.reason else f"{what.capitalize()} by {act.actor}."
    run = move(hands, run, to, act, why=why)
    return settle(hands, run)


def note(hands: Hands, run_id: str, text: str, act: Act, *, viewer: Viewer) -> Run:
    """Add a note to the log of a run, for the next shift. Raises ActionNotAllowed."""
    run = find(hands, run_id, viewer=viewer)
    viewer.must(work_of(run.operation).action)
    said = {"at": stamp(act.now), "by": act.actor, "text": mask_text(text)[:NOTE]}
    notes = [*run.item.get("notes", ()), said][-NOTES_KEPT:]
    return keep(hands, run, "note", act, notes=notes)


def _reopen(hands: Hands, run: Run) -> None:
    """Segments with failed units from their start, for those units alone; unfinished ones go on."""
    work = work_of(run.operation)
    for segment in read_segments(hands.store, hands.catalogue, run.run_id):
        if work.begins_anew(segment):
            with suppress(LeaseLost):
                _from_the_start(hands, segment)


def _from_the_start(hands: Hands, segment: Segment) -> None:
    tries = int(segment.options.get("tries", 0))
    again = {
        "status": WAITING,
        "cursor": {},
        "options": {**segment.options, "retrying": True, "tries": Decimal(tries + 1)},
        "restsUntil": "",
        "done": Decimal(0),
        "failed": Decimal(0),
        "counters": {},
        "errors": [],
        "epoch": Decimal(segment.count("epoch") + 1),
    }
    mine = (Equals("epoch", Decimal(segment.count("epoch"))),)
    key = segment.entity.key_of(segment.item)
    change(hands.store, Change(segment.entity, key, mine, LeaseLost(), set=again))
