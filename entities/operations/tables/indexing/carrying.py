"""An index change from beginning to end, for who waits for it: a command."""

from collections.abc import Callable

from entities.dynamodb.table_calls import TableCall
from entities.errors import RunBroken
from entities.operations.deeds import Act
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.status import SUCCEEDED
from entities.operations.tables.desired import Desired
from entities.operations.tables.indexing.queueing import queue_call


def carry_through(
    hands: Hands,
    desired: Desired,
    call: TableCall,
    act: Act,
    *,
    drive: Callable[[Run], Run],
) -> str:
    """Queue the change and have its run driven to its end; what came of it, in words.

    Raises RunBroken where it ended otherwise than it should, and as `queue_call`.
    """
    run = drive(queue_call(hands, desired, call, act))
    if run.status != SUCCEEDED:
        raise RunBroken(f"Run {run.run_id} is {run.status}: {run.reason}")
    return outcome_words(run)


def outcome_words(run: Run) -> str:
    """Of a run that has succeeded."""
    if "indexed" not in run.facts:
        return "done"
    indexed, eligible = run.facts["indexed"], run.facts["eligible"]
    return f"done, and holds {indexed:,} of {eligible:,} items that belong in it"
