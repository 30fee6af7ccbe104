"""Killed anywhere, gone on with: the end is that of an undisturbed run, and nothing is left."""

import pytest

from entities.dynamodb.store import Store
from entities.operations.restores import filling
from tests.counts import count
from tests.deaths import Deaths, Killed
from tests.operations.restores.vault import Vault

pytestmark = pytest.mark.soak
NATIVE, EXPORT = {"native": True, "exported": False}, {}


def drill_of(vault: Vault, held):
    return vault.drill(held)


def restore_of(vault: Vault, held):
    return vault.restore(held)


def came_to(vault: Vault, run) -> tuple:
    """The end, apart from moments and the run's own id."""
    run = vault.run(run)
    facts = [run.status, run.item["failed"], run.item["counters"]]
    found = [[t.get(n) for n in KEPT] for t in told(vault, run)]
    tables = {name: vault.items(name) for name in vault.tables("restored-")}
    return facts, found, tables, vault.tables()


KEPT = ("table", "how", "items", "contentHash", "proven", "wrong", "notes", "left")


def told(vault: Vault, run) -> list:
    if run.operation == "restore":
        return run.facts["tables"]
    (drill,) = [d for d in vault.set_of(run).drills if d["runId"] == run.run_id]
    return drill["tables"]


@pytest.mark.parametrize("begin", [drill_of, restore_of])
@pytest.mark.parametrize("kind", [EXPORT, NATIVE], ids=["export", "backup"])
def test_a_run_killed_at_any_call_ends_as_if_nothing_had_happened(vault, begin, kind):
    """Every call of the first worker is a point to die at, before it and after it was applied."""
    held = vault.take("projects", **kind)
    undisturbed = vault.drive(begin(vault, held))
    expected = came_to(vault, undisturbed)
    assert undisturbed.status == "succeeded"
    deaths = Deaths(count(1, 41))
    while deaths.died < count(250, 2):
        clean(vault)
        run = begin(vault, held)
        deaths.during(vault.store, vault.worker("doomed").drive, run.run_id)
        vault.later(seconds=31)
        vault.worker("heir").drive(run.run_id)
        assert came_to(vault, run) == expected, deaths.point


class Fragile(Store):
    """Dies once, when a call of this operation was applied."""

    fatal = ""

    def call(self, operation, table, arguments):
        answer = super().call(operation, table, arguments)
        if operation == self.fatal:
            self.fatal = ""
            raise Killed
        return answer


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("CreateTable", EXPORT),
        ("RestoreTableFromBackup", NATIVE),
        ("UpdateContinuousBackups", EXPORT),
        ("DeleteTable", EXPORT),
    ],
)
def test_a_change_of_tables_that_was_not_kept_is_not_made_twice(vault, operation, kind):
    run = vault.drill(vault.take("projects", **kind))
    vault.store.__class__, vault.store.fatal = Fragile, operation
    with pytest.raises(Killed):
        vault.worker("doomed").drive(run.run_id)
    vault.store.__class__ = Store
    vault.later(seconds=31)

    assert vault.worker("heir").drive(run.run_id).status == "succeeded"
    assert vault.set_of(run).verified
    assert vault.tables() == []


def clean(vault: Vault) -> None:
    for name in vault.tables("restored-"):
        vault.store.call("DeleteTable", name, {"TableName": name})


def test_a_worker_frozen_past_its_lease_writes_nothing_when_it_wakes(vault, monkeypatch):
    """Between reading the export and writing: another one does it all, and it is removed again."""
    run = vault.drill(vault.take("contractors"))
    frozen, heir = vault.worker("frozen"), vault.worker("heir")
    real = filling.put_if_absent

    def freeze(*given, **more):
        monkeypatch.setattr(filling, "put_if_absent", real)
        vault.later(seconds=60)
        assert heir.drive(run.run_id).status == "succeeded"
        return real(*given, **more)

    monkeypatch.setattr(filling, "put_if_absent", freeze)
    while vault.run(run).status != "succeeded":
        frozen.turn(run.run_id)

    assert vault.tables() == []
    assert vault.set_of(run).verified


def test_several_workers_share_a_drill(vault):
    run = vault.drill(vault.take("contractors", "projects", segments=3))
    team = [vault.worker(f"worker-{n}") for n in range(3)]
    while vault.run(run).status not in ("succeeded", "failed"):
        for worker in team:
            worker.turn(run.run_id, seconds=0)
        vault.later(seconds=2)

    assert vault.set_of(run).verified
    assert vault.tables() == []
