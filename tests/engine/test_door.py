"""Who may use the engine, and for how long it lives."""

import fcntl
import http.client
import re
import subprocess
import time

import pytest

from tests.engine.tables import make_table


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


def test_an_engine_stops_cleanly_by_itself_when_its_last_user_has_gone(launched):
    launched.stop()
    users = launched.directory / "users"
    with users.open("a") as first, users.open("a") as second:
        fcntl.flock(first, fcntl.LOCK_SH)
        fcntl.flock(second, fcntl.LOCK_SH)
        launched.start("--while-used", "--short-journal", "0")
        make_table(launched.client())
        first.close()
        time.sleep(1.5)
        assert launched.client().list_tables()["TableNames"] == ["jobs"]

    assert launched.wait() == 0
    assert launched.journal.stat().st_size == 0
    assert not (launched.directory / "engine.json").exists()
