"""Taking a run back as a whole, as a run of its own."""

from decimal import Decimal

from entities.errors import UndoRefused
from entities.operations.deeds import Act
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.starting import start_once
from entities.operations.works import find_work
from entities.operations.works.undoing import LIST, TAKE_BACK, UNDO
from entities.schema.viewer import Viewer


def done_by(run: Run) -> int:
    """How many units of the run can be taken back."""
    return int(run.item.get("counters", {}).get("done", 0)) if run.ended else 0


def may_take_back(run: Run, viewer: Viewer) -> bool:
    return viewer.may(UNDO.action) and is_undoable(run)


def is_undoable(run: Run) -> bool:
    work = find_work(run.operation)
    return work is not None and work.undoable and done_by(run) > 0


def start_undo(hands: Hands, run: Run, act: Act) -> Run:
    """Enqueue the undo of what the run did, the newest first; `act.run_id` makes it once.

    Raises ActionNotAllowed, and UndoRefused for a run that has not ended or did nothing.
    """
    if not is_undoable(run):
        raise UndoRefused("It did nothing that could be taken back, or has not ended yet.")
    undoes = {"undoes": run.run_id}
    slices = (
        Slice(LIST, phase=0, total=0, options=undoes),
        Slice(TAKE_BACK, phase=1, total=done_by(run), options=undoes),
    )
    options = undoes | {"items": Decimal(done_by(run))}
    more = {"entities": run.entities, "company": run.company, "options": options}
    return start_once(hands, UNDO, slices, act, **more)
