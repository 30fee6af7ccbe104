"""Killed anywhere, gone on with: the set is that of an undisturbed run, and no more is there."""

import itertools

import pytest

from entities.dynamodb.backup_calls import list_backups
from entities.errors import FileMissing, PlaceRefused
from entities.objects.folder import Folder
from entities.operations.backups import exporting
from entities.operations.backups.files import data_file
from entities.operations.runs.control import wish
from tests.counts import count
from tests.deaths import Deaths
from tests.operations.backups.vault import stocked


def drive_until_killed(vault, run, monkeypatch, deaths: Deaths) -> None:
    """A worker that may die at a call of the service, or of the folder."""
    store = vault.store
    with monkeypatch.context() as patched:
        for name in ("write", "remove"):
            bare = getattr(Folder, name)
            patched.setattr(
                Folder, name, lambda self, *a, bare=bare: store.mortally(lambda: bare(self, *a))
            )
        deaths.during(store, vault.worker("doomed").drive, run.run_id)


def came_to(vault, run) -> tuple:
    """The end, apart from moments and from how the items fell into parts."""
    run, held = vault.run(run), vault.set(run)
    tables = [(t.table, t.items, t.content_hash, t.native_status) for t in held.tables]
    keys = sorted(line.key for line in vault.lines(held, "contractors") if not line.problem)
    parts = sum(facts.parts for facts in held.tables)
    surplus = len(vault.files(held)) - (2 * parts + len(held.tables) + 1)
    facts = (run.status, run.item["done"], run.item["total"], held.status, held.items)
    return facts, tables, keys, surplus, vault.logged(held)


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(exporting, "PART_BYTES", 1)


@pytest.mark.soak
def test_a_backup_killed_at_any_call_ends_as_if_nothing_had_happened(
    store, tmp_path, monkeypatch, engine, small_parts
):
    undisturbed, deaths = None, Deaths(count(1, 11))
    for number in itertools.count():
        if deaths.died == count(250, 12):
            break
        vault = stocked(store, tmp_path / str(number), 6)
        run = vault.begin("contractors", "projects", native=True, segments=2)
        if undisturbed is None:
            vault.drive(run)
            undisturbed = came_to(vault, run)
            assert undisturbed[3] == 0
            engine.tidy()
            continue
        drive_until_killed(vault, run, monkeypatch, deaths)
        vault.later(seconds=31)
        vault.drive(run, "heir")
        assert came_to(vault, run) == undisturbed, deaths.point
        engine.tidy()


def test_a_worker_frozen_past_its_lease_spoils_nothing_when_it_wakes(
    vault, monkeypatch, small_parts
):
    run = vault.begin("contractors", segments=1)
    frozen, keep = vault.worker("frozen"), exporting._keep

    def late(*arguments):
        """The other worker does it all before this one writes its part."""
        monkeypatch.setattr(exporting, "_keep", keep)
        vault.later(seconds=21)
        assert vault.drive(run, "heir").status == "succeeded"
        keep(*arguments)

    monkeypatch.setattr(exporting, "_keep", late)
    frozen.turn(run.run_id)

    lines = vault.lines(vault.set(run), "contractors")
    assert len(lines) == 30
    assert not any(line.problem for line in lines)


def test_several_workers_read_no_item_twice(vault, monkeypatch, small_parts):
    run = vault.begin("contractors", "projects", segments=4)
    team = [vault.worker(f"worker-{n}") for n in range(3)]
    while vault.run(run).status != "succeeded":
        for worker in team:
            worker.turn(run.run_id, seconds=0)

    keys = [line.key for line in vault.lines(vault.set(run), "contractors")]
    assert len(keys) == len(set(keys)) == 30


def test_a_cancelled_backup_leaves_no_files_and_no_native_backups(vault, small_parts):
    run = vault.begin("contractors", native=True, segments=2)
    worker = vault.worker()
    for _ in range(2):
        worker.turn(run.run_id, seconds=0)
    wish(vault.hands, run.run_id, "cancelled", vault.act(), viewer=vault.viewer)
    vault.later(seconds=31)
    vault.drive(run)

    held = vault.set(run)
    assert (vault.run(run).status, held.status) == ("cancelled", "broken off")
    assert vault.files(held) == []
    names = {backup.name for backup in list_backups(vault.store, held.table_names[0])}
    assert f"keyroom-{held.set_id}" not in names
    assert vault.logged(held) == [("olga", "back up"), ("olga", "broken off")]


def test_a_folder_that_is_full_fails_the_run_and_a_retry_goes_on(vault, monkeypatch):
    run = vault.begin("contractors", segments=1)

    def full(self, name, content):
        raise PlaceRefused("write", "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "write", full)
        vault.drive(run)
    assert vault.run(run).status == "failed"
    assert "No space left on device" in vault.run(run).reason

    wish(vault.hands, run.run_id, "tried again", vault.act(), viewer=vault.viewer)
    assert vault.drive(run).status == "succeeded"
    assert vault.set(run).items == 30


def test_a_part_that_another_machine_keeps_to_itself_is_missed(vault, small_parts):
    """Two machines, each with a folder of its own."""
    run = vault.begin("contractors", segments=1)
    while all(segment.status != "done" for segment in vault.segments(run)):
        vault.worker().turn(run.run_id, seconds=0)
    for name in list(vault.place.names(run.item["plan"])):
        vault.place.remove([name])
    vault.drive(run)

    assert vault.run(run).status == "failed"
    assert "one folder that all share" in vault.run(run).reason
    with pytest.raises(FileMissing):
        vault.place.read(data_file(run.item["plan"], vault.table("contractors"), "000-000000-1"))
