"""What the engine has accepted is there after a kill, exactly as it was."""

import os
import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from tests.engine.process import wait_until
from tests.engine.tables import add_one, items, make_table, put, settings_of

KILLS = 30 if os.environ.get("KEYROOM_SOAK") else 3


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


def test_a_transaction_repeated_with_its_token_after_a_restart_happens_once(launched):
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

    launched.restart_after_kill("--short-journal", "0")  # from the journal
    launched.restart_after_kill()  # from the snapshot

    client = launched.client()
    assert items(client)["counter"]["n"] == {"N": "1"}
    client.transact_write_items(**transaction)
    assert items(client)["counter"]["n"] == {"N": "1"}


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
