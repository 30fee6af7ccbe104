"""`manage.py audit_verify`: what it prints, and its exit code."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from entities import conf
from entities.dynamodb.batches import delete_all
from entities.management.commands import audit_verify
from tests.operations.audit import acting
from tests.operations.audit.acting import AUDIT, act, created, do, entries_of, project, put_back


@pytest.fixture
def log(store, monkeypatch):
    """Entries of yesterday and of the day before, under the secret of the settings."""
    conf.get_store.cache_clear()
    monkeypatch.setattr(acting, "SEALER", conf.get_sealer())
    for days in (3, 2):
        when = timezone.now() - timedelta(days=days)
        do(store, created(project(days)), by=act(now=when))
    yield store
    conf.get_store.cache_clear()


class Terminal(StringIO):
    def isatty(self):
        return True


def run(*arguments, out=None, **options) -> tuple[str, str]:
    out, err = out or StringIO(), StringIO()
    try:
        call_command("audit_verify", *arguments, stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(f"exit {error.returncode}: {error}")
    return out.getvalue(), err.getvalue()


def test_a_whole_log_is_anchored_and_said_to_be_whole(log):
    out, err = run()

    assert "2 items with 2 entries and 0 anchors were checked." in out
    assert out.count("is anchored now.") == 2
    assert "The audit log is whole." in out
    assert err == ""
    assert "and 2 anchors were checked" in run()[0]


def test_a_broken_log_is_told_place_by_place_with_exit_code_1(log):
    run()
    entry = entries_of(log)[0]
    put_back(log, entry | {"actor": "noa"})

    out, err = run()

    assert f"{entry['itemKey']} {entry['entryId']}: its hash is not that of what it holds" in err
    assert "exit 1: The audit log is broken in 1 places." in err
    assert "whole" not in out


def test_the_anchor_it_printed_must_still_be_there_later(log):
    printed = run()[0].partition("elsewhere: ")[2].split()[0]
    assert run("--expect", printed)[1] == ""

    delete_all(log, AUDIT, [("anchor", max(e["day"] for e in entries_of(log)))])

    assert "no anchor has the expected hash" in run("--expect", printed)[1]


def test_progress_is_drawn_on_a_terminal_and_sparse_elsewhere(log, monkeypatch):
    assert "\r2 items, 2 entries, 0 breaks" in run(out=Terminal())[0]
    assert "1 items, 1 entries" not in run()[0]
    monkeypatch.setattr(audit_verify, "TOLD_EVERY", 1)
    assert "1 items, 1 entries, 0 breaks\n2 items, 2 entries" in run()[0]
    assert run(verbosity=0) == ("", "")
    assert run(verbosity=0, out=Terminal()) == ("", "")


def test_a_missing_table_is_explained(log, monkeypatch):
    store = conf.Store(conf.connect(), environment="staging")
    monkeypatch.setattr(audit_verify, "get_store", lambda: store)

    assert "does not exist in this account and region" in run()[1]
