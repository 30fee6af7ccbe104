"""The commands that take, list, check and remove backup sets."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entities.catalogue import catalogue
from entities.operations.backups import taking
from entities.operations.backups.sets import find_set, read_sets
from entities.operations.backups.tables import tables_there
from entities.operations.settled import stamp
from tests.operations.backups.vault import contractors
from tests.operations.making import NOW
from tests.web.records import put

TABLE = catalogue.entity("contractors").system.table_name("company-contractors", "dev")
TAKEN = ("contractors", "projects", "flags")


@pytest.fixture(autouse=True)
def folder(web, db, settings, tmp_path, monkeypatch):
    """Two tables with something in them, and a folder for backups."""
    settings.BACKUP_FOLDER = tmp_path / "backups"
    monkeypatch.setattr(taking, "tables_there", few)
    put(web, "contractors", *contractors(3))
    return tmp_path


def few(*asked):
    """A system of few tables takes no longer than it must."""
    return [found for found in tables_there(*asked) if found[0].name in TAKEN]


def run(command: str, *arguments, **options) -> tuple[str, str]:
    told, wrong = StringIO(), StringIO()
    call_command(command, *arguments, stdout=told, stderr=wrong, **options)
    return told.getvalue(), wrong.getvalue()


def old(web, name: str, **facts) -> None:
    """A set of long ago."""
    at = {"startedAt": stamp(NOW), "expiresAt": stamp(NOW)}
    known = {"setId": name, "name": name, "status": "complete", "system": "construction"}
    put(web, "backup-sets", {**known, "environment": "dev", "whole": True, **at, **facts})


def test_one_set_is_taken_per_system_and_what_it_holds_is_said(web):
    told, wrong = run("back_up", reason="before the weekend")

    assert wrong == ""
    assert "construction: set 20" in told
    assert {held.system for held in read_sets(web, catalogue)} >= {"construction", "dashboard"}
    (held,) = (s for s in read_sets(web, catalogue) if s.system == "construction")
    assert (held.item["takenBy"], held.native, held.exported) == ("back_up", True, True)


def test_chosen_tables_go_to_a_folder_of_choice_under_a_name(web, tmp_path):
    options = {"system": "construction", "name": "mine", "to": str(tmp_path / "here")}
    told, _ = run("back_up", "--tables", TABLE, "--no-native", **options)

    (held,) = read_sets(web, catalogue)
    assert (held.name, held.table_names, held.native) == ("mine", [TABLE], False)
    assert (tmp_path / "here" / held.set_id / "manifest.json").exists()
    assert "1 tables, 3 items" in told


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"system": "nothing"}, "no system “nothing”"),
        ({"tables": [TABLE]}, "Name the --system"),
        ({"system": "construction", "tables": ["nobody"]}, "Not backed up: construction"),
        ({"system": "construction", "to": "here"}, "Not backed up: construction"),
        ({"system": "construction", "environment": "staging"}, "Not backed up: construction"),
    ],
)
def test_what_cannot_be_taken_is_said_and_exits_with_1(web, options, why):
    with pytest.raises(CommandError, match=why):
        run("back_up", **options)


def test_a_system_without_tables_here_is_no_failure(web):
    told, _ = run("back_up", environment="staging")

    assert "has no tables in staging" in told


def test_what_is_due_is_taken_once(web):
    first, _ = run("back_up", "--due", "--system", "construction", "--no-native")
    again, _ = run("back_up", "--due", "--system", "construction", "--no-native")

    assert "construction: set 20" in first
    assert again == ""
    assert [held.kind for held in read_sets(web, catalogue)] == ["scheduled"]


def test_a_due_set_whose_run_failed_is_told_until_somebody_mends_it(web, folder):
    (folder / "backups").write_text("no folder")
    due = ("back_up", "--due", "--system", "construction", "--no-native")

    for _ in range(2):
        with pytest.raises(CommandError, match="Not backed up: construction"):
            run(*due)
    assert len(read_sets(web, catalogue)) == 1


def test_sets_are_listed_with_what_breaks_the_policy(web):
    old(web, "of-old", drillStatus="verified", heldBy={"dana": "for the auditors"})

    told, wrong = run("backups", system="construction")

    assert "of-old" in told and "verified" in told and "dana" in told
    assert "The last backup of Construction is older than the policy asks." in wrong
    with pytest.raises(CommandError, match="broken in 1 places"):
        run("backups", "--check", system="construction")


def test_a_policy_that_is_kept_is_no_failure(web):
    run("back_up", "--system", "construction", "--no-native")
    (held,) = read_sets(web, catalogue)
    whole = find_set(web, catalogue, held.set_id).item
    put(web, "backup-sets", {**whole, "drillStatus": "verified"})

    assert run("backups", "--check", system="construction")[1] == ""


def test_a_set_without_its_run_is_told(web):
    old(web, "broken", status="being taken", drillStatus="verified")

    assert "The backup “broken” came to no end." in run("backups", system="construction")[1]


def test_old_sets_are_removed_once_that_is_confirmed(web, folder):
    for n in range(4):
        at = stamp(NOW.replace(day=n + 1))
        old(web, f"set-{n}", startedAt=at, target="folder", tables=[], tableNames=[])

    told, _ = run("backups", "--prune", "--dry-run")
    assert "set-0 goes: its time was over on 2025-06-15" in told
    assert "set-1 stays: it is one of the last 3 of its tables" in told
    with pytest.raises(CommandError, match="not confirmed"):
        run("backups", "--prune")
    run("backups", "--prune", "--yes")
    assert [s.set_id for s in read_sets(web, catalogue)] == ["set-3", "set-2", "set-1"]
    assert "goes" not in run("backups", "--prune", "--yes")[0]


def test_a_person_at_a_terminal_is_asked(web, monkeypatch):
    for n in range(4):
        at = stamp(NOW.replace(day=n + 1))
        old(web, f"set-{n}", startedAt=at, target="folder")
    answers = StringIO("no\nyes\n")
    answers.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", answers)

    with pytest.raises(CommandError, match="not confirmed"):
        run("backups", "--prune")
    run("backups", "--prune")
    assert len(read_sets(web, catalogue)) == 3
