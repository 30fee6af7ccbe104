"""Applying a plan while somebody waits for it: what is quick is done, index changes become runs."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256

from entities.dynamodb.table_calls import TableCall
from entities.errors import AlreadyThere, TableChangeRefused, TableNotReady
from entities.operations.deeds import Act
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.starting import is_there
from entities.operations.tables.applying import apply_plan
from entities.operations.tables.changing import Outcome
from entities.operations.tables.desired import Desired
from entities.operations.tables.indexing.queueing import queue_call
from entities.operations.tables.plan import TablePlan
from entities.operations.tables.recording import Recorder
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer

ACTION = "manage tables"
OWN_ACTION = "administer"  # for Keyroom's own tables
PATIENCE = timedelta(seconds=15)
NEEDED_BY_WORKERS = ("runs", "segments")
BY_COMMAND = "Run `manage.py create_tables --system dashboard --apply`, which waits for no worker."


@dataclass(frozen=True)
class Applied:
    """`runs` are those of the index changes, under way or waiting for a worker."""

    outcomes: list[Outcome]
    runs: list[Run] = field(default_factory=list)


class Patience:
    """Progress that nobody sees: it only ends what would take too long for whoever waits."""

    def __init__(self, hands: Hands):
        self._clock, self._until = hands.clock, hands.clock() + PATIENCE

    def __call__(self, table: str, _words: str) -> None:
        """Raises TableNotReady once it is over."""
        if self._clock() > self._until:
            raise TableNotReady(table, "still being changed")


def may_plan(viewer: Viewer, table: Entity) -> bool:
    """Whether the viewer may change the table of this entity."""
    own = table.system.name == "dashboard"
    return viewer.may(ACTION) and (not own or viewer.may(OWN_ACTION))


def apply_at_once(hands: Hands, plan: TablePlan, act: Act) -> Applied:
    """Exactly what was shown. The same click, told by `act.token`, begins each run once.

    A table that stays busy for longer than 15 seconds leaves the rest of its plan undone, which its
    outcome says. Raises ActionNotAllowed, ReasonMissing, ReasonTooLong, TablePlanMoved.
    """
    hands.viewer_of(act.actor).must(ACTION)
    runs: list[Run] = []

    def change_index(desired: Desired, call: TableCall) -> str:
        runs.append(_begun(hands, desired, call, act))
        return "begun, and goes on as a run"

    by = Recorder(hands.store, hands.catalogue, act, hands.sealer, clock=hands.clock)
    told = {"tell": Patience(hands), "change_index": change_index}
    outcomes = list(apply_plan(hands.store, hands.catalogue, plan, by, **told))
    return Applied(outcomes, runs)


def _begun(hands: Hands, desired: Desired, call: TableCall, act: Act) -> Run:
    """Raises TableChangeRefused for tables without whose indexes no worker finds a run."""
    if desired.entity.name in NEEDED_BY_WORKERS:
        why = "workers find runs through its indexes"
        raise TableChangeRefused(desired.name, call.words, why, BY_COMMAND)
    click = sha256(f"{act.token}\n{call.text}".encode()).hexdigest()[:24]
    named = replace(act, run_id=f"index_{click}", token=click)
    if not is_there(hands, named.run_id):
        with suppress(AlreadyThere):
            return queue_call(hands, desired, call, named)
    return find_run(hands.store, hands.catalogue, named.run_id)
