"""A service that takes its time, or offers less: what is waited for is said, and nothing fails."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.store import Store
from entities.errors import TableMissing
from entities.operations.restores.today import start_comparison
from entities.operations.works.comparison import COMPARISON
from tests.operations.making import put

OURS = ("restored-", "keyroom-drill-")


class Slow(Store):
    """New tables are not known at once, then creating; what is removed takes a while."""

    def describe(self, table):
        description = super().describe(table)
        if not table.startswith(OURS):
            return description
        self.looks[table] += 1
        if table in self.going:
            return self._going(table, description)
        if self.looks[table] == 1:
            raise TableMissing(table)
        return replace(description, status="CREATING" if self.looks[table] == 2 else "ACTIVE")

    def _going(self, table, description):
        self.going[table] += 1
        if self.going[table] < 3:
            return replace(description, status="DELETING")
        super().call("DeleteTable", table, {"TableName": table})
        raise TableMissing(table)

    def call(self, operation, table, arguments):
        if operation == "DeleteTable":
            self.going[table] = 0
            return {}
        return super().call(operation, table, arguments)


@pytest.fixture
def slow(vault):
    vault.store.__class__ = Slow
    vault.store.looks, vault.store.going = Counter(), {}
    yield vault
    vault.store.__class__ = Store


@pytest.mark.parametrize("native", [False, True])
def test_a_drill_waits_for_the_service(slow, faults, native):
    run = slow.drill(slow.take("projects", native=native, exported=not native))
    faults.refuse("UpdateContinuousBackups", "ContinuousBackupsUnavailableException", times=2)
    worker, said = slow.worker(), set()
    worker.drive(run.run_id, lambda run: said.update(s.waits for s in slow.segments(run)))

    assert slow.run(run).status == "succeeded", slow.run(run).reason
    assert slow.tables() == []
    words = ("is about to be made", "is creating", "is busy with another", "is being removed")
    assert [word for word in words if not any(word in one for one in said)] == []


def test_what_another_drill_left_over_takes_its_time_to_go(slow):
    held = slow.take("projects")
    dead = slow.drill(held)
    for _ in range(4):
        slow.worker("gone").turn(dead.run_id)
        slow.later(seconds=3)
    assert len(slow.tables()) == 1
    slow.later(minutes=5)

    assert slow.drive(slow.drill(held)).status == "succeeded"
    assert slow.tables() == []


@pytest.mark.parametrize("how", ["backup", "moment"])
def test_a_restore_that_the_engine_does_not_offer_says_so(vault, faults, how):
    held = vault.take("projects", native=True)
    for operation in ("RestoreTableFromBackup", "RestoreTableToPointInTime"):
        faults.refuse(operation, "UnknownOperationException", times=9)

    run = vault.drive(vault.restore(held, how=how))

    assert run.status == "failed"
    assert "does not offer to restore backups of its own. Restore a typed export" in run.reason


def test_a_setting_that_cannot_be_changed_is_told_and_the_others_are(vault, faults):
    held = vault.take("projects")
    faults.refuse("UpdateContinuousBackups", "ValidationException")

    (told,) = vault.told(vault.drive(vault.drill(held)), "projects")

    assert told.said.startswith("Settings of the restored table: recovery: DynamoDB refused")


def test_a_setting_that_is_not_offered_when_it_is_set_fails_nothing(vault, faults):
    held = vault.take("projects")
    faults.refuse("UpdateContinuousBackups", "UnknownOperationException")

    run = vault.drive(vault.drill(held))

    assert run.status == "succeeded"
    assert (
        "recovery: not offered by this engine" in vault.set_of(run).drills[0]["tables"][0]["notes"]
    )


def test_a_table_that_is_gone_comes_back_from_a_backup(vault):
    held = vault.take("projects", native=True, exported=False)
    table = vault.table("projects")
    before = vault.items(table)
    vault.store.call("DeleteTable", table, {"TableName": table})
    vault.store.forget_table(table)

    run = vault.drive(vault.restore(held))

    assert run.status == "succeeded", run.reason
    assert vault.items(f"restored-{table}") == before


def test_an_empty_table_is_drilled_too(vault):
    run = vault.drive(vault.drill(vault.take("works")))

    assert run.status == "succeeded", run.reason
    assert vault.set_of(run).drills[0]["tables"][0]["items"] == 0


def test_what_ran_out_since_is_no_difference(vault):
    entity = catalogue.entity("paddle-webhooks")
    past = {entity.partition: "evt_1", entity.settings.ttl: Decimal(1)}
    put(vault.store, "paddle-webhooks", past)
    run = vault.drive(vault.restore(vault.take("paddle-webhooks")))
    vault.store.client.delete_item(
        TableName=vault.store.table(entity), Key={entity.partition: {"S": "evt_1"}}
    )

    compared = vault.drive(start_comparison(vault.hands, COMPARISON, run, vault.act()))

    assert compared.item["counters"] == {"expired": 1}
