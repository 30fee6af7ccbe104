"""One page of one segment: the seam by which anything can drive a run."""

from datetime import datetime
from decimal import Decimal
from time import monotonic

from entities.dynamodb.metering import metered
from entities.errors import AskerGone
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.hands import Hands
from entities.operations.runs.heard import PageDone, pages
from entities.operations.runs.pace import Pace
from entities.operations.runs.run import Run
from entities.operations.runs.segments import DONE, NOBODY, WAITING, Segment, save
from entities.operations.settled import stamp
from entities.operations.works import work_of
from entities.schema.values import Item

ERRORS_KEPT = 20
NEVER = ""


def advance(hands: Hands, run: Run, segment: Segment, pace: Pace) -> Segment:
    """Do one page and save cursor and counters, on condition that the segment is still ours.

    Doing a page twice leads to the same end, so a kill between page and save loses nothing. Raises
    LeaseLost, AskerGone, and what the work raises.
    """
    task, work = Task(hands, run, segment, pace), work_of(run.operation)
    if not (segment.always or hands.viewer_of(run.by).may(work.action)):
        raise AskerGone(run.by, work.action)
    started = monotonic()
    with metered() as meter:
        page = work.advance(task)
    seconds = monotonic() - started
    pace.heard(page.done, seconds, meter.throttles)
    saved = save(
        hands.store,
        task.segment,
        hands.clock(),
        hands.lease,
        **_changes(segment, page, pace, hands.clock()),
    )
    pages.tell(PageDone(run.operation, page.done, page.failed, seconds, page.finished))
    return saved


def _changes(segment: Segment, page: Advanced, pace: Pace, now: datetime) -> Item:
    counters = segment.counters
    for name, count in page.counters.items():
        counters[name] = counters.get(name, 0) + count
    errors = [*segment.item.get("errors", ()), *page.errors][-ERRORS_KEPT:]
    changes: Item = {
        "cursor": _plain(page.cursor),
        "status": DONE if page.finished else WAITING,
        "done": Decimal(segment.count("done") + page.done),
        "failed": Decimal(segment.count("failed") + page.failed),
        "counters": {name: Decimal(count) for name, count in counters.items()},
        "errors": errors,
        **pace.stored,
    }
    if page.waits:
        changes["waits"] = page.waits
    if page.rests or "restsUntil" in segment.item:
        changes["restsUntil"] = stamp(now + page.rests) if page.rests else NEVER
    if page.total is not None:
        changes["total"] = Decimal(page.total)
    if page.finished:
        changes |= {"leasedBy": NOBODY, "rate": Decimal(0), "waits": ""}
    return changes


def _plain(cursor) -> Item:
    return {n: Decimal(v) if isinstance(v, int) else v for n, v in cursor.items()}
