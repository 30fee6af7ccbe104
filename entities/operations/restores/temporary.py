"""Tables that a drill makes for a while: their names and tags, and how they go.

Only such tables are ever removed here: by their name, and as ours by their tag or by a segment of
ours that names them. Who makes and removes them is on the record with the run.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from entities.dynamodb.inspection import LiveTable, inspect
from entities.dynamodb.table_calls import delete_table, protect
from entities.dynamodb.tables import alter, table_names
from entities.errors import ItemNotFound, TableMissing
from entities.operations.flags import moment
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import find_run
from entities.operations.runs.segments import Segment, read_segments
from entities.operations.runs.settling import is_left
from entities.operations.runs.status import INTERRUPTED, PAUSED
from entities.operations.settled import stamp
from entities.operations.tables.temporary import DRILLED

NAME = re.compile(re.escape(DRILLED) + r"(?P<run>\d{8}-\d{6}-[0-9a-f]{8})-\d{3}-[a-z]+")
TAG, EXPIRES = "keyroom-drill", "expires"
LIFE = timedelta(days=1)
EVERY_TABLE = 10_000


def temporary_name(run_id: str, number: int, how: str) -> str:
    return f"{DRILLED}{run_id}-{number:03d}-{how}"


def temporary_tags(run_id: str, now: datetime) -> dict[str, str]:
    return {TAG: run_id, EXPIRES: stamp(now + LIFE)}


def leftovers(hands: Hands, run_id: str) -> Iterator[str]:
    """Tables of other drills that nobody works on any more."""
    for name in table_names(hands.store, most=EVERY_TABLE):
        found = NAME.fullmatch(name)
        if found and found["run"] != run_id and _is_left(hands, name, found["run"]):
            yield name


def remove(store, name: str) -> bool:
    """Take the next step towards the table's removal. Whether it is gone."""
    if not NAME.fullmatch(name):
        raise ValueError("only tables of drills are removed here")
    try:
        live = inspect(store, name)
        if live.description.active:
            _remove(store, live)
            store.describe(name)
    except TableMissing:
        return True
    return False


def _remove(store, live: LiveTable) -> None:
    if live.description.deletion_protection:
        alter(store, protect(live.name, False), live, patience=0)
        live = inspect(store, live.name)
    if live.description.active:
        alter(store, delete_table(live.name), live, patience=0)


def _is_left(hands: Hands, name: str, run_id: str) -> bool:
    """Whether a table is ours, and its drill has ended, lies dead, or lasted too long."""
    try:
        tags = inspect(hands.store, name).tags
    except TableMissing:
        return False
    segments = read_segments(hands.store, hands.catalogue, run_id)
    ours = tags.get(TAG) == run_id or any(s.options.get("as") == name for s in segments)
    expires = moment(tags.get(EXPIRES) or "")
    late = expires is not None and expires < hands.clock()
    return ours and (late or not _goes_on(hands, run_id, segments))


def _goes_on(hands: Hands, run_id: str, segments: Sequence[Segment]) -> bool:
    """Whether somebody works on the run, or will."""
    try:
        run = find_run(hands.store, hands.catalogue, run_id)
    except ItemNotFound:
        return False
    if run.ended or run.status == INTERRUPTED:
        return False
    stuck = hands.lease.stuck
    return run.status == PAUSED or not is_left(run, segments, hands.clock(), stuck)
