"""A restore makes new tables that hold exactly what was backed up, set as declared."""

from datetime import timedelta
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.codec import to_wire
from entities.dynamodb.inspection import inspect
from entities.dynamodb.table_calls import stop_recovery
from entities.dynamodb.tables import alter
from entities.errors import (
    ActionNotAllowed,
    BackupPartMissing,
    MomentOutOfReach,
    NameTaken,
    NameUnfit,
    RecoveryOff,
    RestoreRefused,
)
from entities.operations.restores.starting import name_for, start_restore
from entities.operations.runs.control import wish
from entities.operations.runs.status import RETRY
from entities.operations.tables.desired import desired_named
from entities.operations.works.restore import RESTORE
from entities.schema.viewer import everyone
from tests.operations.making import put
from tests.operations.writing.desk import contractor

NEW = "restored-contractors"


def report(run) -> dict:
    (table,) = run.facts["tables"]
    return table


def restored(vault, held, **more):
    run = vault.drive(vault.restore(held, names={vault.table("contractors"): NEW}, **more))
    assert run.status == "succeeded", run.reason
    return run


@pytest.mark.parametrize("native", [False, True])
def test_the_new_table_holds_what_was_backed_up(vault, native):
    before = vault.items(vault.table("contractors"))
    held = vault.take("contractors", native=native, exported=not native)
    put(vault.store, "contractors", contractor(contractorId="later"))

    run = restored(vault, held)

    assert vault.items(NEW) == before
    assert vault.items(vault.table("contractors")) != before
    assert (report(run)["items"], report(run)["wrong"]) == (30, 0)
    assert report(run)["proven"] is not native


def test_the_settings_that_no_restore_brings_along_are_set_again(vault):
    restored(vault, vault.take("contractors", native=True, exported=False))

    live = inspect(vault.store, NEW)
    declared = desired_named(vault.store, catalogue, "contractors")
    assert live.recovery.on
    assert live.description.billing == "PAY_PER_REQUEST"
    assert live.description.encryption.kind == "KMS"
    assert {i.index.name for i in live.description.indexes} == {i.name for i in declared.indexes}
    assert live.tags.get("restored-from") == vault.table("contractors")
    assert live.tags.get("environment") == "dev"


def test_what_an_engine_does_not_offer_is_told_and_stops_nothing(vault, faults):
    held = vault.take("contractors")
    for operation in ("DescribeContinuousBackups", "DescribeTimeToLive"):
        faults.refuse(operation, "UnknownOperationException", times=100)

    run = restored(vault, held)

    notes = report(run)["notes"]
    assert "TTL: not offered by this engine" in notes
    assert "recovery to a point in time: not offered by this engine" in notes


def test_a_table_is_restored_to_a_moment_of_its_own(vault):
    held = vault.take("contractors")

    run = restored(vault, held, how="moment")

    assert report(run)["how"] == "moment"
    assert len(vault.items(NEW)) == 30


def test_a_moment_outside_the_window_is_refused(vault):
    held = vault.take("contractors")
    past = (vault.moment - timedelta(days=400)).isoformat()

    for moment in (past, "yesterday"):
        with pytest.raises(MomentOutOfReach):
            restored(vault, held, how="moment", moment=moment)


def test_a_table_without_recovery_has_no_moments(vault):
    held = vault.take("contractors")
    table = vault.table("contractors")
    alter(vault.store, stop_recovery(table), inspect(vault.store, table))

    with pytest.raises(RecoveryOff):
        restored(vault, held, how="moment")


def test_nothing_is_restored_over_a_table_that_is_there_or_declared(vault):
    held = vault.take("contractors")
    table = vault.table("contractors")
    vault.drive(vault.restore(held, names={table: NEW}))

    for name in (table, NEW, vault.table("projects"), "keyroom-audit"):
        with pytest.raises(NameTaken):
            vault.restore(held, names={table: name})


@pytest.mark.parametrize("name", ["ab", "with space", "keyroom-drill-mine"])
def test_a_name_that_cannot_be_is_refused(vault, name):
    with pytest.raises(NameUnfit):
        vault.restore(vault.take("contractors"), names={vault.table("contractors"): name})


def test_two_tables_never_get_one_name(vault):
    held = vault.take("contractors", "projects")

    with pytest.raises(NameTaken):
        vault.restore(held, names=dict.fromkeys(held.table_names, "restored-both"))


def test_a_name_that_is_taken_meanwhile_stops_the_restore(vault):
    held = vault.take("contractors")
    first, second = (vault.restore(held, names={vault.table("contractors"): NEW}) for _ in "12")

    assert vault.drive(first).status == "succeeded"
    run = vault.drive(second)
    assert (run.status, "There is a table called" in run.reason) == ("failed", True)


def test_a_damaged_export_is_restored_only_by_decision(vault):
    held = vault.take("contractors", "projects")
    vault.damage(held, "contractors")
    run = vault.drive(vault.restore(held))

    assert run.status == "failed"
    assert "damaged in the export, so nothing was restored" in run.reason
    assert vault.tables("restored-") == []
    wish(vault.hands, run.run_id, RETRY, vault.act(reason="again"), viewer=vault.viewer)
    assert vault.drive(run).status == "failed"
    run = vault.drive(vault.restore(held, leave_out=True))
    assert (run.status, vault.tables("restored-")) == (
        "failed",
        sorted(f"restored-{table}" for table in held.table_names),
    )
    assert len(vault.told(run)) == run.item["failed"]


def test_only_complete_sets_are_restored(vault):
    run = vault.begin("contractors")

    with pytest.raises(RestoreRefused):
        vault.restore(vault.set(run))
    with pytest.raises(RestoreRefused):
        vault.drill(vault.set(run))


def test_what_a_set_does_not_hold_is_refused(vault):
    held = vault.take("contractors")

    with pytest.raises(BackupPartMissing, match="projects"):
        vault.restore(held, names={vault.table("projects"): NEW})
    with pytest.raises(BackupPartMissing, match="a backup of the service"):
        vault.restore(held, names={vault.table("contractors"): NEW}, how="backup")


def test_only_who_may_back_up_restores(vault):
    held = vault.take("contractors")
    vault.viewer = everyone("olga", "view")

    with pytest.raises(ActionNotAllowed):
        vault.restore(held, names={vault.table("contractors"): NEW})


def test_a_name_is_made_where_none_is_given(vault):
    act = vault.act()

    name = name_for("construction-expenses-dev-projects", act)

    assert name == f"restored-{act.now:%Y%m%d-%H%M}-construction-expenses-dev-projects"


def test_the_same_click_restores_once(vault):
    held = vault.take("contractors")
    act = vault.act(run_id="20250101-000000-abcdef01")
    names = {vault.table("contractors"): NEW}

    first = vault.drive(start_restore(vault.hands, RESTORE, held, act, names=names))
    second = start_restore(vault.hands, RESTORE, held, act, names=names)

    assert first.run_id == second.run_id == "20250101-000000-abcdef01"
    assert second.status == "succeeded"


def test_pages_of_any_size_come_to_the_same(vault, monkeypatch):
    for place in ("proving.PAGE", "comparing.PAGE", "filling.PAGE_SECONDS"):
        monkeypatch.setattr(f"entities.operations.restores.{place}", 0 if "SEC" in place else 1)
    run = vault.drive(vault.restore(vault.take("projects")))

    assert (report(run)["items"], report(run)["proven"]) == (2, True)


def test_items_that_an_index_would_refuse_come_back_all_the_same(vault):
    """Written before the index was there, with another type than its key's."""
    expenses, declared = vault.table("expenses"), catalogue.entity("expenses")
    odd = {"companyId": "comp_1", "expenseId": "odd", "invoiceNum": Decimal(7)}
    vault.store.call("PutItem", expenses, {"TableName": expenses, "Item": to_wire(odd)})
    held = vault.take("expenses")

    run = vault.drive(vault.restore(held, names={expenses: "restored-expenses"}))

    assert run.status == "succeeded", run.reason
    assert vault.items("restored-expenses") == [odd]
    indexes = inspect(vault.store, "restored-expenses").description.indexes
    assert {held.index.name for held in indexes} == {index.name for index in declared.indexes}
    assert "index/invoiceNum-index" in report(run)["setAgain"]
