"""The last step of a drill: what it came to, kept with the set it proves."""

from collections.abc import Sequence
from decimal import Decimal

from entities.operations.backups.sets import FAILING, VERIFIED, find_set
from entities.operations.deeds import Act, Deed
from entities.operations.restores.reports import report_of
from entities.operations.runs.base import Task
from entities.operations.runs.segments import Segment, read_segments
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.values import Item

DRILLS_KEPT = 20


def stamp_set(task: Task) -> None:
    """Verified or failing, on the record; done again, it changes nothing."""
    run, catalogue = task.run, task.catalogue
    held = find_set(task.store, catalogue, run.options["set"])
    if any(drill.get("runId") == run.run_id for drill in held.drills):
        return
    now = stamp(task.now)
    segments = read_segments(task.store, catalogue, run.run_id)
    drill = _drill(task, segments, now)
    status = drill["status"]
    after = {
        **held.item,
        "drillStatus": status,
        "drilledAt": now,
        "updatedAt": now,
        "drills": [*held.drills, drill][-DRILLS_KEPT:],
        **({"verifiedAt": now} if status == VERIFIED else {}),
    }
    deed = Deed(catalogue.entity("backup-sets"), "drill", held.item, after)
    act = Act(run.by, task.now, str(run.item.get("reason", "")), run.run_id, run.run_id)
    write(task.store, catalogue, (deed,), act, sealer=task.sealer)


def _drill(task: Task, segments: Sequence[Segment], now: str) -> Item:
    tables = [report.stored for report in report_of(segments)]
    wrong = sum(segment.count("failed") for segment in segments)
    return {
        "runId": task.run.run_id,
        "by": task.run.by,
        "at": now,
        "status": FAILING if wrong else VERIFIED,
        "wrong": Decimal(wrong),
        "tables": tables,
    }
