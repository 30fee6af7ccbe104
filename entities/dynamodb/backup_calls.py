"""The service's own backups: making, finding and removing one, and restoring to a new table.

An engine that does not offer a call is told by None, never by a failure. A restored table comes
without TTL, stream, tags, recovery, protection and alarms, and may keep another encryption: who
restores sets and checks them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from entities.dynamodb.errors import NotOffered
from entities.dynamodb.metering import metered
from entities.dynamodb.store import Store
from entities.dynamodb.table_calls import TableCall
from entities.dynamodb.table_rules import check_call
from entities.errors import NameTaken
from entities.schema.table_settings import KMS

CREATING, AVAILABLE, DELETED = "CREATING", "AVAILABLE", "DELETED"


@dataclass(frozen=True)
class Backup:
    """`status` is CREATING, AVAILABLE or DELETED. `size` is in bytes, as the service tells it;
    `table` is the real name of the table it was made of."""

    arn: str
    name: str
    table: str
    status: str
    size: int
    created: datetime

    @property
    def ready(self) -> bool:
        return self.status == AVAILABLE


def create_backup(store: Store, table: str, name: str) -> Backup | None:
    """The backup of this name, made where there is none yet: so a repeated call makes no second.

    None where the engine offers no backups. It is complete once DescribeBackup says AVAILABLE, and
    holds what was written before the call. Raises TableMissing, TableNotReady, BackupBusy,
    TableChangeRefused for a name that cannot be.
    """
    there = list_backups(store, table)
    if there is None:
        return None
    for backup in there:
        if backup.name == name and backup.status != DELETED:
            return backup
    arguments = {"TableName": table, "BackupName": name}
    call = TableCall("CreateBackup", table, arguments, f"make the backup {name}")
    check_call(call)
    answer = _offered(store, call)
    return None if answer is None else _backup(answer["BackupDetails"], table)


def describe_backup(store: Store, arn: str) -> Backup | None:
    """The backup as it is now; None where the engine offers none. Raises BackupMissing."""
    table = table_of(arn)
    asked = TableCall("DescribeBackup", table, {"BackupArn": arn}, "describe a backup")
    answer = _offered(store, asked)
    return answer and _backup(answer["BackupDescription"]["BackupDetails"], table)


def list_backups(store: Store, table: str = "") -> list[Backup] | None:
    """All backups of a table, or of the account and region; None where the engine offers none.

    One call a hundred. Backups of a table that is gone are told as well.
    """
    found: list[Backup] = []
    asked = {"TableName": table} if table else {}
    start: dict = {}
    while True:
        words = "list the backups"
        answer = _offered(store, TableCall("ListBackups", table, {**asked, **start}, words))
        if answer is None:
            return None
        found += (_backup(told, told["TableName"]) for told in answer.get("BackupSummaries", ()))
        last = answer.get("LastEvaluatedBackupArn")
        if not last:
            return found
        start = {"ExclusiveStartBackupArn": last}


def delete_backup(store: Store, arn: str) -> bool:
    """Remove a backup for good. False where the engine offers none.

    Raises BackupMissing where it is gone already, BackupBusy.
    """
    call = TableCall("DeleteBackup", table_of(arn), {"BackupArn": arn}, "remove a backup")
    return _offered(store, call) is not None


def restore_from_backup(store: Store, arn: str, name: str, encryption: str | None) -> bool:
    """Begin to restore a backup as a new table of this real name. False where not offered.

    `encryption` is KMS or None, as in TableSettings. The table is there, and its items are, once
    it is active. Raises NameTaken, BackupMissing, BackupBusy, TableChangeRefused.
    """
    arguments = {"BackupArn": arn, **_encrypted(encryption)}
    return _restore(store, "RestoreTableFromBackup", name, arguments)


def restore_to_moment(
    store: Store, table: str, name: str, moment: datetime | None, encryption: str | None
) -> bool:
    """Begin to restore a table as it was at a moment (aware; None: the latest that there is).

    The service knows whole seconds. False where not offered. Raises NameTaken, MomentOutOfReach,
    RecoveryOff, TableMissing, TableChangeRefused.
    """
    when = (
        {"RestoreDateTime": moment.astimezone(UTC)} if moment else {"UseLatestRestorableTime": True}
    )
    arguments = {"SourceTableName": table, **when, **_encrypted(encryption)}
    return _restore(store, "RestoreTableToPointInTime", name, arguments)


def table_of(arn: str) -> str:
    """The name of the table that a backup was made of, from the backup's ARN."""
    return arn.rpartition(":table/")[2].partition("/")[0]


def _restore(store: Store, operation: str, name: str, arguments: dict) -> bool:
    call = TableCall(operation, name, {"TargetTableName": name, **arguments}, "restore a table")
    check_call(call)
    with metered() as meter:
        try:
            return _offered(store, call) is not None
        except NameTaken:
            if not meter.retries:
                raise  # else the first try made it, and its answer was lost
            return True
        finally:
            store.forget_table(name)


def _encrypted(kind: str | None) -> dict:
    specification = {"Enabled": True, "SSEType": KMS} if kind == KMS else {"Enabled": False}
    return {"SSESpecificationOverride": specification}


def _offered(store: Store, call: TableCall) -> dict | None:
    """The answer; None where the engine does not know the call."""
    try:
        return store.call(call.operation, call.table, call.arguments)
    except NotOffered:
        return None


def _backup(told: dict, table: str) -> Backup:
    return Backup(
        arn=told["BackupArn"],
        name=told["BackupName"],
        table=table,
        status=told["BackupStatus"],
        size=told.get("BackupSizeBytes", 0),
        created=told["BackupCreationDateTime"],
    )
