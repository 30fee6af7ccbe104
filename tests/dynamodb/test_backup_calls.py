"""The service's own backups: made once, found page by page, restored to new tables only."""

from datetime import UTC, datetime

import pytest

from entities.dynamodb.backup_calls import (
    create_backup,
    delete_backup,
    describe_backup,
    list_backups,
    restore_from_backup,
    restore_to_moment,
)
from entities.dynamodb.loading import put_if_absent
from entities.errors import (
    AccessRefused,
    BackupBusy,
    BackupMissing,
    MomentOutOfReach,
    NameTaken,
    RecoveryOff,
    TableChangeRefused,
    TableMissing,
)
from entities.schema.table_settings import KMS
from tests.samples import INVOICES

NAME = "before-the-move"
NEW = "restored-invoices"
MOMENT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
OPERATIONS = ("CreateBackup", "DescribeBackup", "ListBackups", "DeleteBackup")
RESTORES = ("RestoreTableFromBackup", "RestoreTableToPointInTime")


@pytest.fixture
def table(sample_store):
    put_if_absent(sample_store, INVOICES, [{"companyId": "c", "invoiceId": "1"}])
    yield sample_store.table(INVOICES)
    for backup in list_backups(sample_store):
        delete_backup(sample_store, backup.arn)


def test_a_backup_is_made_and_described(sample_store, table):
    made = create_backup(sample_store, table, NAME)

    assert (made.name, made.table, made.ready) == (NAME, table, True)
    assert made.created.tzinfo is not None
    assert describe_backup(sample_store, made.arn) == made


def test_a_backup_that_is_there_is_not_made_again(sample_store, table):
    first = create_backup(sample_store, table, NAME)

    assert create_backup(sample_store, table, NAME).arn == first.arn
    assert create_backup(sample_store, table, "another").arn != first.arn
    assert len(list_backups(sample_store, table)) == 2


def test_a_backup_whose_making_was_not_heard_of_is_found(sample_store, table, faults):
    faults.time_out_after("CreateBackup", times=4)
    with pytest.raises(Exception, match="does not answer"):
        create_backup(sample_store, table, NAME)
    made = len(list_backups(sample_store, table))

    create_backup(sample_store, table, NAME)

    assert len(list_backups(sample_store, table)) == made


def test_backups_are_listed_to_the_last_page(sample_store, table, faults):
    create_backup(sample_store, table, NAME)
    faults.disarm()
    faults.answer("ListBackups", {"BackupSummaries": [], "LastEvaluatedBackupArn": "arn"})

    assert [backup.name for backup in list_backups(sample_store, table)] == [NAME]
    assert faults.sent["ListBackups"] == 2
    assert list_backups(sample_store, "another-table") == []


def test_a_removed_backup_is_missing(sample_store, table):
    made = create_backup(sample_store, table, NAME)

    assert delete_backup(sample_store, made.arn)
    assert list_backups(sample_store, table) == []
    with pytest.raises(BackupMissing, match=table):
        describe_backup(sample_store, made.arn)
    with pytest.raises(BackupMissing):
        delete_backup(sample_store, made.arn)
    with pytest.raises(BackupMissing):
        restore_from_backup(sample_store, made.arn, NEW, KMS)


def test_a_backup_is_restored_to_a_new_table(sample_store, table):
    made = create_backup(sample_store, table, NAME)

    assert restore_from_backup(sample_store, made.arn, NEW, KMS)

    scanned = sample_store.call("Scan", NEW, {"TableName": NEW})
    assert scanned["Items"] == [{"companyId": "c", "invoiceId": "1"}]
    assert sample_store.describe(NEW).usable


def test_a_table_is_restored_to_a_moment(sample_store, table, faults):
    assert restore_to_moment(sample_store, table, NEW, None, None)
    assert restore_to_moment(sample_store, table, f"{NEW}-2", MOMENT, None)

    assert sample_store.describe(f"{NEW}-2").usable


def test_nothing_is_restored_over_a_table_that_is_there(sample_store, table):
    made = create_backup(sample_store, table, NAME)

    with pytest.raises(NameTaken, match=table):
        restore_from_backup(sample_store, made.arn, table, KMS)
    with pytest.raises(NameTaken):
        restore_to_moment(sample_store, table, table, None, KMS)


def test_a_restore_whose_beginning_was_not_heard_of_has_begun(sample_store, table, faults):
    made = create_backup(sample_store, table, NAME)
    faults.time_out_after("RestoreTableFromBackup")

    assert restore_from_backup(sample_store, made.arn, NEW, KMS)


@pytest.mark.parametrize(
    ("operation", "code", "refusal"),
    [
        ("DeleteBackup", "BackupInUseException", BackupBusy),
        ("RestoreTableToPointInTime", "InvalidRestoreTimeException", MomentOutOfReach),
        ("RestoreTableToPointInTime", "PointInTimeRecoveryUnavailableException", RecoveryOff),
        ("RestoreTableToPointInTime", "TableNotFoundException", TableMissing),
        ("CreateBackup", "AccessDeniedException", AccessRefused),
    ],
)
def test_what_the_service_refuses_is_told(sample_store, table, faults, operation, code, refusal):
    made = create_backup(sample_store, table, NAME)
    faults.refuse(operation, code)

    with pytest.raises(refusal):
        match operation:
            case "DeleteBackup":
                delete_backup(sample_store, made.arn)
            case "CreateBackup":
                create_backup(sample_store, table, "another")
            case _:
                restore_to_moment(sample_store, table, NEW, MOMENT, KMS)


@pytest.mark.parametrize("name", ["ab", "with space", "ä" * 4, "x" * 256])
def test_a_name_that_cannot_be_is_refused_before_the_call(sample_store, table, faults, name):
    with pytest.raises(TableChangeRefused):
        create_backup(sample_store, table, name)
    with pytest.raises(TableChangeRefused):
        restore_to_moment(sample_store, table, name, None, KMS)

    assert faults.sent["CreateBackup"] == faults.sent["RestoreTableToPointInTime"] == 0


def test_what_an_engine_does_not_offer_is_a_value(sample_store, table, faults):
    made = create_backup(sample_store, table, NAME)
    for operation in (*OPERATIONS, *RESTORES):
        faults.refuse(operation, "UnknownOperationException")
    faults.refuse("ListBackups", "UnknownOperationException")

    assert list_backups(sample_store, table) is None
    assert create_backup(sample_store, table, "another") is None
    assert create_backup(sample_store, table, "another") is None
    assert describe_backup(sample_store, made.arn) is None
    assert delete_backup(sample_store, made.arn) is False
    assert restore_from_backup(sample_store, made.arn, NEW, KMS) is False
    assert restore_to_moment(sample_store, table, NEW, None, KMS) is False


def test_a_moment_out_of_reach_tells_what_is_within():
    refusal = MomentOutOfReach("expenses", MOMENT, datetime(2025, 1, 3, tzinfo=UTC))

    assert "2025-01-02 03:04:05 to 2025-01-03 00:00:00" in refusal.hint
