"""The count after a build: what the index holds beside what belongs in it, read to the end.

Items are written meanwhile, and an index is a moment late. So both are counted in turn: the index
is as it should be when it holds what the table held just before, just after, or in between. One
that holds more is told and no failure: some engines index what DynamoDB would leave out.
"""

from datetime import timedelta

from entities.dynamodb.index_counts import count_page
from entities.errors import IndexIncomplete
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.segments import Segment, read_segments
from entities.operations.tables.indexing.definition import IndexChange
from entities.operations.tables.indexing.fitting import misfit
from entities.operations.tables.indexing.looking import opened_place, scanned_page, sealed_place
from entities.operations.tables.indexing.preflight import preflight_of
from entities.schema.values import Item

ROUNDS = 3
BETWEEN = timedelta(seconds=5)
INDEX, TABLE, JUDGE = "index", "table", "judge"


def compare(task: Task, change: IndexChange) -> Advanced:
    """One page of the one count or the other. Raises IndexIncomplete where the index lacks items
    after the last round."""
    cursor = dict(task.segment.cursor)
    steps = {INDEX: _of_index, TABLE: _of_table, JUDGE: _judge}
    return steps[cursor.get("counts", INDEX)](task, change, cursor)


def _of_index(task: Task, change: IndexChange, cursor: Item) -> Advanced:
    place = opened_place(task, cursor.get("after", ""))
    count, place = count_page(task.store, change.desired.name, change.index.name, place)
    task.pace.wait(count, task.alive)
    cursor["indexed"] = int(cursor.get("indexed", 0)) + count
    cursor["after"] = sealed_place(task, place)
    return _counted(task, cursor, count, TABLE if place is None else INDEX)


def _of_table(task: Task, change: IndexChange, cursor: Item) -> Advanced:
    page = scanned_page(task, change, cursor.get("after", ""))
    task.pace.wait(page.scanned, task.alive)
    keys, types = change.index.keys, dict(change.types)
    fits = sum(misfit(item, keys, types) is None for item in page.items)
    cursor["eligible"] = int(cursor.get("eligible", 0)) + fits
    cursor["after"] = sealed_place(task, page.cursor)
    return _counted(task, cursor, len(page.items), JUDGE if page.cursor is None else TABLE)


def _counted(task: Task, cursor: Item, count: int, then: str) -> Advanced:
    done = task.segment.count("done") + count
    return Advanced(
        {**cursor, "counts": then}, done=count, total=max(done, task.segment.total or 0)
    )


def _judge(task: Task, change: IndexChange, cursor: Item) -> Advanced:
    indexed, eligible = int(cursor["indexed"]), int(cursor["eligible"])
    before = int(cursor.get("before", _looked(task, change)))
    rounds = int(cursor.get("round", 1))
    told = {"indexed": indexed, "eligible": eligible, "before": before, "round": rounds}
    low, high = sorted((before, eligible))
    if indexed == eligible or (rounds > 1 and low <= indexed <= high):
        return _settled(task, told)
    if rounds == ROUNDS and indexed > eligible:
        return _settled(task, told)
    if rounds < ROUNDS:
        again = {"before": eligible, "round": rounds + 1}
        said = f"The index holds {indexed:,} items, and {eligible:,} belong in it: counted again."
        return Advanced(again, waits=said, rests=BETWEEN)
    raise IndexIncomplete(change.index.name, indexed, eligible)


def _settled(task: Task, told: Item) -> Advanced:
    return Advanced({**told, "counts": JUDGE}, finished=True, total=task.segment.count("done"))


def _looked(task: Task, change: IndexChange) -> int:
    segments = read_segments(task.store, task.catalogue, task.run.run_id)
    return preflight_of(change, segments).eligible


def counts_of(segment: Segment) -> tuple[int, int] | None:
    """What the index holds and what belongs in it, once both were counted to the end."""
    cursor = segment.cursor
    if cursor.get("counts") != JUDGE:
        return None
    return int(cursor["indexed"]), int(cursor["eligible"])
