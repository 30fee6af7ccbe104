"""A drill proves a set item by item, names what is wrong, and leaves nothing behind."""

from datetime import UTC, datetime, timedelta

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.backup_calls import delete_backup
from entities.dynamodb.inspection import inspect
from entities.dynamodb.table_calls import protect, tag
from entities.dynamodb.tables import alter
from entities.errors import BackupPartMissing
from entities.operations.backups.sets import FAILING, VERIFIED
from entities.operations.restores import filling
from entities.operations.restores.temporary import EXPIRES, TAG, remove
from entities.operations.runs.control import wish
from entities.operations.runs.status import CANCEL, PAUSE, RETRY
from entities.operations.settled import stamp
from tests.operations.making import put
from tests.operations.writing.desk import Desk, contractor


def drilled(vault, held):
    return vault.drive(vault.drill(held))


def begun(vault, held, turns: int = 3):
    """A drill that has made its tables, and whose worker went away."""
    run, worker = vault.drill(held), vault.worker("gone")
    for _ in range(turns):
        worker.turn(run.run_id)
    assert len(vault.tables()) == len(held.table_names)
    return run


@pytest.mark.conformance
def test_a_whole_export_is_verified_and_nothing_is_left_over(vault):
    run = drilled(vault, vault.take("contractors", "projects"))

    held = vault.set_of(run)
    assert run.status == "succeeded", run.reason
    assert (held.drill_status, held.verified) == (VERIFIED, True)
    assert [t["proven"] for t in held.drills[-1]["tables"]] == [True, True]
    assert [t["items"] for t in held.drills[-1]["tables"]] == [30, 2]
    assert held.at("verifiedAt") == held.at("drilledAt")
    assert vault.logged(held).count(("olga", "drill")) == 1
    assert vault.tables() == []


@pytest.mark.conformance
def test_an_export_and_a_backup_of_one_set_are_both_proved(vault):
    run = drilled(vault, vault.take("contractors", native=True))

    (drill,) = vault.set_of(run).drills
    assert [(t["how"], t["wrong"]) for t in drill["tables"]] == [("export", 0), ("backup", 0)]


def test_one_damaged_byte_fails_the_drill_and_names_item_and_part(vault):
    held = vault.take("contractors")
    part = vault.damage(held, "contractors")
    run = drilled(vault, held)

    held = vault.set_of(run)
    assert run.status == "failed"
    assert (held.drill_status, held.verified) == (FAILING, False)
    told = vault.told(run)
    assert len(told) == held.drills[-1]["wrong"] > 0
    assert all(outcome.said.startswith(f"Part {part}, line") for outcome in told)
    assert all(outcome.key[1].startswith("c_") for outcome in told)
    assert vault.tables() == []
    wish(vault.hands, run.run_id, RETRY, vault.act(reason="again"), viewer=vault.viewer)
    assert vault.drive(run).status == "failed"
    assert len(vault.set_of(run).drills) == 1


def test_a_part_that_is_gone_is_told_and_hides_no_other_table(vault):
    held = vault.take("contractors", "projects")
    name = next(n for n in vault.place.names(f"{held.set_id}/{vault.table('projects')}/data"))
    vault.place.remove([name])
    run = drilled(vault, held)

    (told,) = vault.told(run)
    assert "None of its 2 items can be read" in told.said
    tables = {t["table"]: t["items"] for t in vault.set_of(run).drills[-1]["tables"]}
    assert tables == {vault.table("contractors"): 30, vault.table("projects"): 0}


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (lambda item: None, "It is not in the restored table."),
        (lambda item: item | {"name": "other"}, "It is not the same in the restored table."),
    ],
)
def test_what_does_not_come_back_as_it_was_is_named(vault, monkeypatch, spoiled, said):
    held, real = vault.take("contractors"), filling.put_if_absent

    def spoiling(store, entity, items, **more):
        made = (spoiled(i) if i["contractorId"] == "c_0007" else i for i in items)
        return real(store, entity, (item for item in made if item), **more)

    monkeypatch.setattr(filling, "put_if_absent", spoiling)
    run = drilled(vault, held)

    (told,) = vault.told(run)
    assert (told.key[1], told.said.endswith(said)) == ("c_0007", True)
    assert vault.set_of(run).drill_status == FAILING


def test_an_item_more_than_was_backed_up_fails_the_drill(vault, monkeypatch):
    held, real = vault.take("contractors"), filling.put_if_absent

    def adding(store, entity, items, **more):
        return real(store, entity, [*items, contractor(contractorId="more")], **more)

    monkeypatch.setattr(filling, "put_if_absent", adding)
    (told,) = vault.told(drilled(vault, held))

    assert "holds 31 items; 30 were to be there" in told.said


def test_a_verified_set_that_fails_a_later_drill_is_failing(vault):
    held = vault.take("contractors")
    drilled(vault, held)
    vault.damage(held, "contractors")

    held = vault.set_of(drilled(vault, held))

    assert (held.drill_status, held.verified, len(held.drills)) == (FAILING, False, 2)


def test_what_changed_since_a_backup_is_listed_apart(vault):
    held = vault.take("contractors", exported=False, native=True)
    now = stamp(datetime.now(UTC))  # moto's backups are of its own time
    old, desk = catalogue.entity("contractors"), Desk(vault.store)
    put(vault.store, "contractors", contractor(contractorId="new", updatedAt=now))
    item = desk.item("contractors", ("comp_1", "c_0001"))
    put(vault.store, "contractors", item | {"name": "other", "updatedAt": now})
    vault.store.client.delete_item(
        TableName=vault.store.table(old),
        Key={"companyId": {"S": "comp_2"}, "contractorId": {"S": "c_0002"}},
    )
    run = drilled(vault, held)

    assert run.status == "succeeded", run.reason
    (table,) = vault.set_of(run).drills[-1]["tables"]
    counts = (table["changed"], table["removed"], table["added"], table["wrong"])
    assert counts == (1, 1, 1, 0)
    assert sorted(outcome.status for outcome in vault.told(run)) == ["added", "changed", "removed"]


def test_what_differs_without_having_changed_fails_the_drill(vault):
    """The item of today says that it is older than the backup, and is another one."""
    long_ago = stamp(vault.moment - timedelta(days=3))
    item = contractor(contractorId="c_old", updatedAt=long_ago)
    put(vault.store, "contractors", item)
    held = vault.take("contractors", exported=False, native=True)
    put(vault.store, "contractors", item | {"name": "other"})

    (told,) = vault.told(drilled(vault, held))

    assert (told.status, told.said.startswith("Differs: name.")) == ("failed", True)


def test_a_backup_that_was_removed_fails_the_drill_and_hides_no_other_table(vault):
    held = vault.take("contractors", "projects", native=True, exported=False)
    delete_backup(vault.store, held.tables[0].native_arn)
    run = drilled(vault, held)

    (told,) = vault.told(run)
    assert "does not exist any more" in told.said
    drill = vault.set_of(run).drills[-1]
    assert (drill["status"], [t["items"] for t in drill["tables"]]) == (FAILING, [0, 2])
    assert vault.tables() == []


def test_a_backup_of_a_table_that_is_gone_is_counted(vault):
    held = vault.take("projects", native=True, exported=False)
    table = vault.table("projects")
    vault.store.call("DeleteTable", table, {"TableName": table})
    vault.store.forget_table(table)
    run = drilled(vault, held)

    assert run.status == "succeeded", run.reason
    assert [t["items"] for t in vault.set_of(run).drills[-1]["tables"]] == [2]


def test_settings_that_do_not_hold_fail_the_drill(vault, faults):
    held = vault.take("contractors")
    faults.answer("UpdateContinuousBackups", {}, times=3)

    (told,) = vault.told(drilled(vault, held))

    assert told.said == "Settings of the restored table: recovery: declared 35 days, live off"


def test_a_cancelled_drill_removes_its_tables(vault):
    run = begun(vault, vault.take("contractors"))
    wish(vault.hands, run.run_id, CANCEL, vault.act(reason="no"), viewer=vault.viewer)

    assert vault.drive(run).status == "cancelled"
    assert vault.tables() == []
    assert vault.set_of(run).drill_status == ""


def test_a_drill_removes_what_killed_ones_left_over(vault):
    held = vault.take("contractors")
    dead = begun(vault, held)
    vault.later(minutes=5)

    run = drilled(vault, held)

    assert run.status == "succeeded", run.reason
    assert vault.tables() == []
    resumed = vault.drive(dead)
    assert (resumed.status, "is not there any more" in resumed.reason) == ("failed", True)


def test_a_drill_leaves_the_tables_of_one_that_goes_on(vault):
    held = vault.take("contractors")
    paused = begun(vault, held)
    wish(vault.hands, paused.run_id, PAUSE, vault.act(reason="night"), viewer=vault.viewer)
    vault.later(hours=1)

    assert drilled(vault, held).status == "succeeded"
    assert len(vault.tables()) == 1
    vault.later(days=2)  # by their own tag these tables are past their time
    assert drilled(vault, held).status == "succeeded"
    assert vault.tables() == []


def test_a_table_that_is_not_ours_is_never_removed(vault):
    name = "keyroom-drill-20250101-000000-abcdef01-000-export"
    run = begun(vault, vault.take("contractors"))
    vault.store.client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    vault.drive(run)

    drilled(vault, vault.set_of(run))
    assert vault.tables() == [name]
    live = inspect(vault.store, name)
    alter(vault.store, tag(name, live.arn, {TAG: "20250101-000000-abcdef01"}), live)
    drilled(vault, vault.set_of(run))
    assert vault.tables() == []
    with pytest.raises(ValueError, match="only tables of drills"):
        remove(vault.store, vault.table("contractors"))


def test_temporary_tables_say_whose_they_are_and_go_although_they_are_protected(vault):
    run = begun(vault, vault.take("contractors", native=True, exported=False))
    (name,) = vault.tables()
    tags = inspect(vault.store, name).tags
    assert (tags.get(TAG), tags.get(EXPIRES) > stamp(vault.moment)) == (run.run_id, True)
    alter(vault.store, protect(name, True), inspect(vault.store, name))

    assert vault.drive(run).status == "succeeded"
    assert vault.tables() == []


def test_a_set_of_nothing_cannot_be_drilled(vault, monkeypatch):
    held = vault.take("contractors")
    monkeypatch.setitem(held.item, "tables", [])

    with pytest.raises(BackupPartMissing, match="anything that can be restored"):
        vault.drill(held)
