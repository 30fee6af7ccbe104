"""The service's own backup of one table, as part of a set."""

from contextlib import suppress
from datetime import timedelta

from entities.dynamodb.backup_calls import (
    DELETED,
    Backup,
    create_backup,
    delete_backup,
    describe_backup,
    list_backups,
)
from entities.dynamodb.inspection import NOT_OFFERED
from entities.dynamodb.store import Store
from entities.errors import BackupMissing
from entities.operations.backups.manifest import TableFacts
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.segments import Segment
from entities.operations.settled import stamp

LOOKS = timedelta(seconds=2)  # between two, while the service is at work


def native_page(task: Task, store: Store) -> Advanced:
    """Made once, by its name, then looked at until it is there."""
    arn, table = task.segment.cursor.get("arn"), task.segment.options["table"]
    if arn:
        backup = describe_backup(store, arn)
    else:
        backup = create_backup(store, table, _name(task.run.item["plan"]))
    if backup is None:
        return Advanced({"status": NOT_OFFERED}, finished=True, total=0)
    if not backup.ready:
        waits = f"The service is making its backup of “{table}”."
        return Advanced(_cursor(backup), rests=LOOKS, waits=waits)
    return Advanced(_cursor(backup), finished=True, done=task.segment.total or 0)


def native_facts(segment: Segment) -> dict:
    """What a set says of it, under the names of TableFacts."""
    cursor = segment.cursor
    return {
        "native_arn": cursor.get("arn", ""),
        "native_status": cursor.get("status", ""),
        "native_size": int(cursor.get("size", 0)),
        "native_at": cursor.get("at", ""),
    }


def remove_native(store: Store, set_id: str, facts: TableFacts) -> None:
    """Remove the set's backup of the table for good; one that is gone is no failure.

    Where a set came to no end, only its name tells which backup is its.
    """
    for arn in [facts.native_arn] if facts.native_arn else _named(store, set_id, facts.table):
        with suppress(BackupMissing):
            delete_backup(store, arn)


def _named(store: Store, set_id: str, table: str) -> list[str]:
    there = list_backups(store, table) or ()
    return [b.arn for b in there if b.name == _name(set_id) and b.status != DELETED]


def _name(set_id: str) -> str:
    return f"keyroom-{set_id}"


def _cursor(backup: Backup) -> dict:
    return {
        "arn": backup.arn,
        "status": backup.status,
        "size": backup.size,
        "at": stamp(backup.created),
    }
