"""The embedded engine: what it accepted stays, however it ends, and only this machine asks."""

import fcntl
import http.client
import os
import re
import shutil
import subprocess
import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from tests.engine.process import PYTHON, EngineProcess, wait_until

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="the engine is not installed: run `make .venv-engine`"
)
KILLS = 30 if os.environ.get("KEYROOM_SOAK") else 3


@pytest.fixture
def launched(tmp_path):
    """An engine with nothing in it."""
    engine = EngineProcess(tmp_path / "engine")
    engine.start()
    yield engine
    engine.stop()


def make_table(client, name="jobs", **settings):
    client.create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        **settings,
    )


def put(client, key, table="jobs", **attributes):
    return client.put_item(TableName=table, Item={"id": {"S": key}, **attributes})


def add_one(client, key="counter"):
    return client.update_item(
        TableName="jobs",
        Key={"id": {"S": key}},
        UpdateExpression="ADD n :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
    )


def items(client, table="jobs"):
    """All items of a table by id."""
    return {item["id"]["S"]: item for item in client.scan(TableName=table)["Items"]}


def settings_of(client, table="jobs"):
    """Everything the engine says about a table, except its answer's own headers."""
    description = client.describe_table(TableName=table)["Table"]
    backups = client.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    return (
        description,
        client.describe_time_to_live(TableName=table)["TimeToLiveDescription"],
        backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"],
        client.list_tags_of_resource(ResourceArn=description["TableArn"])["Tags"],
        client.list_backups(TableName=table)["BackupSummaries"],
    )


def test_written_items_are_there_after_a_kill(launched):
    client = launched.client()
    make_table(client)
    for number in range(10):
        put(client, f"job-{number}", blob={"B": b"\x00\n\xff"}, text={"S": "line\nbreak ₱"})
    client.delete_item(TableName="jobs", Key={"id": {"S": "job-3"}})
    client.batch_write_item(
        RequestItems={
            "jobs": [
                {"PutRequest": {"Item": {"id": {"S": "batched"}, "tags": {"SS": ["a", "b"]}}}},
                {"DeleteRequest": {"Key": {"id": {"S": "job-4"}}}},
            ]
        }
    )
    client.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": "jobs", "Item": {"id": {"S": "transacted"}}}},
            {"Delete": {"TableName": "jobs", "Key": {"id": {"S": "job-5"}}}},
        ]
    )
    client.execute_statement(Statement="INSERT INTO jobs VALUE {'id': 'stated', 'n': 1}")
    add_one(client)
    add_one(client)
    before = items(client)

    launched.restart_after_kill()

    after = items(launched.client())
    assert after == before
    assert after["counter"]["n"] == {"N": "2"}
    assert {"batched", "transacted", "stated"} <= after.keys()
    assert not {"job-3", "job-4", "job-5"} & after.keys()


def test_tables_keep_their_settings_ids_and_dates_after_a_kill(launched):
    client = launched.client()
    make_table(client, StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
    client.update_table(
        TableName="jobs",
        AttributeDefinitions=[{"AttributeName": "day", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[
            {
                "Create": {
                    "IndexName": "day-index",
                    "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            }
        ],
    )
    client.update_time_to_live(
        TableName="jobs", TimeToLiveSpecification={"Enabled": True, "AttributeName": "expiresAt"}
    )
    client.update_continuous_backups(
        TableName="jobs", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    arn = client.describe_table(TableName="jobs")["Table"]["TableArn"]
    client.tag_resource(ResourceArn=arn, Tags=[{"Key": "owner", "Value": "office"}])
    put(client, "job-1", day={"S": "2026-01-01"})
    backup = client.create_backup(TableName="jobs", BackupName="before")["BackupDetails"]
    put(client, "job-2")
    before = settings_of(client)

    launched.restart_after_kill()

    client = launched.client()
    assert settings_of(client) == before
    client.restore_table_from_backup(TargetTableName="restored", BackupArn=backup["BackupArn"])
    assert items(client, "restored").keys() == {"job-1"}


def test_a_deleted_table_stays_deleted_after_a_kill(launched):
    client = launched.client()
    make_table(client, "jobs")
    make_table(client, "crews")
    client.delete_table(TableName="jobs")

    launched.restart_after_kill()

    assert launched.client().list_tables()["TableNames"] == ["crews"]


def test_a_refused_write_leaves_no_trace_in_the_journal(launched):
    client = launched.client()
    make_table(client)
    put(client, "job-1")
    size = launched.journal.stat().st_size

    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.put_item(
            TableName="jobs",
            Item={"id": {"S": "job-1"}},
            ConditionExpression="attribute_not_exists(id)",
        )
    client.execute_statement(Statement="SELECT * FROM jobs")
    items(client)

    assert launched.journal.stat().st_size == size


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_transaction_repeated_with_its_token_after_a_restart_happens_once(launched, end):
    client = launched.client()
    make_table(client)
    put(client, "counter", n={"N": "0"})
    transaction = {
        "ClientRequestToken": "one-and-the-same",
        "TransactItems": [
            {
                "Update": {
                    "TableName": "jobs",
                    "Key": {"id": {"S": "counter"}},
                    "UpdateExpression": "ADD n :one",
                    "ExpressionAttributeValues": {":one": {"N": "1"}},
                }
            }
        ],
    }
    client.transact_write_items(**transaction)
    client.transact_write_items(**transaction)

    getattr(launched, end)()
    launched.start()

    client = launched.client()
    assert items(client)["counter"]["n"] == {"N": "1"}
    client.transact_write_items(**transaction)
    assert items(client)["counter"]["n"] == {"N": "1"}


def test_a_line_torn_by_the_kill_is_dropped_and_the_journal_goes_on(launched):
    client = launched.client()
    make_table(client)
    put(client, "whole")
    put(client, "torn")
    launched.kill()
    with launched.journal.open("r+b") as journal:
        journal.truncate(launched.journal.stat().st_size - 7)

    launched.start()
    put(launched.client(), "later")
    launched.restart_after_kill()

    assert items(launched.client()).keys() == {"whole", "later"}


def test_a_journal_damaged_in_the_middle_is_not_used_and_not_changed(launched):
    client = launched.client()
    make_table(client)
    put(client, "job-1")
    put(client, "job-2")
    launched.kill()
    damaged = launched.journal.read_bytes().replace(b"job-1", b"job-X")
    launched.journal.write_bytes(damaged)

    attempt = launched.launch()
    text, _ = attempt.communicate(timeout=30)

    assert attempt.returncode != 0
    assert "Line 2 of" in text
    assert launched.journal.read_bytes() == damaged
    shutil.rmtree(launched.directory)
    launched.start()


def test_a_clean_stop_leaves_a_snapshot_and_an_empty_journal(launched):
    client = launched.client()
    make_table(client)
    put(client, "job-1")
    before = settings_of(client), items(client)

    launched.stop()

    assert launched.journal.stat().st_size == 0
    launched.start()
    assert (settings_of(launched.client()), items(launched.client())) == before


def test_a_long_journal_gives_way_to_a_snapshot_while_the_engine_runs(launched):
    launched.stop()
    launched.start("--journal-limit", "2000")
    client = launched.client()
    make_table(client)
    for _ in range(20):
        add_one(client)

    wait_until(lambda: launched.journal.name != "journal-0.log", seconds=10)
    add_one(client)
    launched.restart_after_kill()

    assert items(launched.client())["counter"]["n"] == {"N": "21"}


def test_a_kill_between_snapshot_and_new_journal_counts_nothing_twice(launched):
    client = launched.client()
    make_table(client)
    add_one(client)
    old = launched.journal
    kept = old.read_bytes()
    launched.stop()
    old.write_bytes(kept)

    launched.start()

    assert items(launched.client())["counter"]["n"] == {"N": "1"}
    assert not old.exists()


def test_expired_items_go_and_what_was_written_in_their_place_stays_after_a_kill(launched):
    launched.stop()
    launched.start("--expiry-interval", "1")
    client = launched.client()
    make_table(client)
    client.update_time_to_live(
        TableName="jobs", TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"}
    )
    now = int(time.time())
    put(client, "session", until={"N": str(now - 10)}, mark={"S": "old"})
    put(client, "ancient", until={"N": str(now - 6 * 365 * 86_400)})
    put(client, "text", until={"S": str(now - 10)})
    put(client, "future", until={"N": str(now + 3600)})
    wait_until(lambda: "session" not in items(client), seconds=10)
    client.put_item(
        TableName="jobs",
        Item={"id": {"S": "session"}, "mark": {"S": "new"}},
        ConditionExpression="attribute_not_exists(id)",
    )

    launched.restart_after_kill()

    after = items(launched.client())
    assert after.keys() == {"session", "ancient", "text", "future"}
    assert after["session"]["mark"] == {"S": "new"}


def test_buckets_and_objects_are_there_after_a_kill(launched):
    s3 = launched.client("s3")
    s3.create_bucket(Bucket="backups")
    s3.create_bucket(Bucket="empty")
    s3.put_bucket_versioning(Bucket="backups", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="backups", Key="sets/1.gz", Body=b"\x1f\x8b")

    launched.restart_after_kill()

    s3 = launched.client("s3")
    assert {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]} == {"backups", "empty"}
    assert s3.get_bucket_versioning(Bucket="backups")["Status"] == "Enabled"
    assert s3.get_object(Bucket="backups", Key="sets/1.gz")["Body"].read() == b"\x1f\x8b"


def test_only_the_loopback_address_listens(launched):
    sockets = subprocess.check_output(["cat", "/proc/net/tcp", "/proc/net/tcp6"], text=True)
    listening = re.findall(rf"\d+: (\w+):{launched.port:04X} \w+:0000 0A", sockets)

    assert listening == ["0100007F"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"Origin": "https://example.com", "X-Amz-Target": "DynamoDB_20120810.ListTables"}),
        ("/", {"Host": "rebound.example.com", "X-Amz-Target": "DynamoDB_20120810.ListTables"}),
        ("/_ministack/reset", {}),
        ("/_ministack/config", {}),
    ],
)
def test_web_pages_and_calls_that_rewire_the_engine_are_turned_away(launched, path, headers):
    make_table(launched.client())
    connection = http.client.HTTPConnection("127.0.0.1", launched.port, timeout=10)
    connection.request("POST", path, body="{}", headers=headers)
    response = connection.getresponse()
    text = response.read()
    connection.close()

    assert response.status == 403
    assert b"jobs" not in text
    assert launched.client().list_tables()["TableNames"] == ["jobs"]


def test_a_second_engine_never_opens_the_same_directory(launched):
    second = launched.launch("--lock-patience", "0.5")
    text, _ = second.communicate(timeout=30)

    assert second.returncode != 0
    assert "Another engine is using" in text


def test_an_engine_stops_cleanly_by_itself_when_its_last_user_has_gone(tmp_path):
    directory = tmp_path / "engine"
    directory.mkdir()
    engine = EngineProcess(directory)
    with (directory / "users").open("a") as first, (directory / "users").open("a") as second:
        fcntl.flock(first, fcntl.LOCK_SH)
        fcntl.flock(second, fcntl.LOCK_SH)
        engine.start("--while-used")
        make_table(engine.client())
        first.close()
        time.sleep(1.5)
        assert engine.client().list_tables()["TableNames"] == ["jobs"]

    assert engine.wait() == 0
    assert engine.journal.stat().st_size == 0
    assert not (directory / "engine.json").exists()


@pytest.mark.soak
def test_no_acknowledged_write_is_lost_over_many_kills_under_load(launched):
    """Four writers add to counters of their own until the engine is killed under them."""
    make_table(launched.client())
    acknowledged = dict.fromkeys("abcd", 0)
    unknown = dict.fromkeys("abcd", 0)

    def write(name):
        client = launched.client()
        while True:
            try:
                add_one(client, name)
            except (BotoCoreError, ClientError):
                unknown[name] += 1  # applied or not: the answer was lost
                return
            acknowledged[name] += 1

    for _ in range(KILLS):
        writers = [threading.Thread(target=write, args=(name,)) for name in acknowledged]
        for writer in writers:
            writer.start()
        time.sleep(0.5)
        launched.kill()
        for writer in writers:
            writer.join()
        launched.start("--journal-limit", "20000")

    stored = items(launched.client())
    for name, count in acknowledged.items():
        assert count <= int(stored[name]["n"]["N"]) <= count + unknown[name]
