"""Journal and snapshot: what is written down, and what becomes of it after a kill."""

import shutil

import pytest

from tests.engine.process import wait_until
from tests.engine.tables import add_one, items, make_table, put, settings_of


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


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_journal_that_is_not_short_becomes_a_snapshot_at_the_next_occasion(launched, end):
    launched.stop()
    launched.start("--short-journal", "0")
    client = launched.client()
    make_table(client)
    put(client, "job-1")
    before = settings_of(client), items(client)

    getattr(launched, end)()
    launched.start("--short-journal", "0")

    assert (settings_of(launched.client()), items(launched.client())) == before
    assert launched.journal.stat().st_size == 0
    launched.stop()
    launched.start()
    assert (settings_of(launched.client()), items(launched.client())) == before


def test_a_short_journal_is_kept_at_a_clean_stop(launched):
    client = launched.client()
    make_table(client)
    size = launched.journal.stat().st_size

    launched.stop()

    assert launched.journal.stat().st_size == size


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
    launched.start("--short-journal", "0")
    assert launched.journal != old
    launched.kill()
    old.write_bytes(kept)

    launched.start()

    assert items(launched.client())["counter"]["n"] == {"N": "1"}
    assert not old.exists()
