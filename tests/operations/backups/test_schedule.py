"""What is due is taken once, and what is wrong with the backups is said."""

from datetime import timedelta

import pytest

from entities.catalogue.rental.system import RENTAL
from entities.operations.backups import taking
from entities.operations.backups.attention import alarms
from entities.operations.backups.policy import Policy
from entities.operations.backups.schedule import scheduled_id, take_due
from entities.operations.backups.sets import BackupSet
from entities.operations.backups.tables import tables_there
from entities.operations.runs.control import wish
from entities.operations.settled import stamp
from entities.operations.works.backup import BACKUP
from tests.operations.making import NOW

POLICY = Policy()


@pytest.fixture(autouse=True)
def two_tables(monkeypatch):
    """A system of two tables takes no longer than it must."""
    monkeypatch.setattr(taking, "tables_there", lambda *asked: tables_there(*asked)[:2])


def due(vault, system="construction"):
    act = vault.act(reason="It was due.")
    return take_due(vault.hands, BACKUP, system, "folder", act, POLICY, native=False)


def test_a_slot_is_taken_once_however_often_it_is_asked_for(vault):
    run, again = due(vault), due(vault)
    assert again == vault.run(run)
    vault.drive(run)

    assert due(vault) is None
    (held,) = vault.sets()
    assert (held.kind, held.whole, held.status) == ("scheduled", True, "complete")
    vault.later(hours=24)
    assert due(vault).run_id != run.run_id


def test_a_scheduled_set_whose_beginner_was_killed_is_begun_by_the_next(vault, monkeypatch):
    """The set was written, its run was not."""

    def die(*arguments, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("entities.operations.backups.taking.start", die)
        with pytest.raises(KeyboardInterrupt):
            due(vault)

    assert vault.drive(due(vault)).status == "succeeded"
    assert len(vault.sets()) == 1


def test_what_a_person_cancelled_is_not_begun_again(vault):
    run = due(vault)
    wish(vault.hands, run.run_id, "cancelled", vault.act(), viewer=vault.viewer)
    vault.drive(run)

    assert due(vault) is None


def test_a_system_without_tables_is_never_due(vault):
    vault.store.environment = "staging"
    vault.store.prefixes = {"dashboard": "keyroom-dev-"}

    assert due(vault) is None


def made(hours: float, **facts) -> BackupSet:
    begun = stamp(NOW - timedelta(hours=hours))
    named = {"setId": f"s-{hours}", "name": f"set {hours}", "status": "complete", "whole": True}
    return BackupSet(
        {**named, "system": "rental", "environment": "dev", "startedAt": begun, **facts}
    )


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        ([], "Rental has no backup of all its tables."),
        ([made(1, whole=False)], "Rental has no backup of all its tables."),
        ([made(1, environment="staging")], "Rental has no backup of all its tables."),
        ([made(1, drillStatus="verified")], None),
        ([made(1), made(50, drillStatus="verified")], None),
        ([made(1)], "No backup of Rental stands proved by a drill."),
        ([made(36, drillStatus="verified")], "The last backup of Rental is older than"),
        (
            [made(1, drillStatus="failing"), made(2, drillStatus="verified")],
            "The last drill of “set 1” failed.",
        ),
        ([made(1, drillStatus="verified"), made(2, status="being taken")], None),
        (
            [made(1, status="being taken"), made(2, drillStatus="verified")],
            "The backup “set 1” came to no end.",
        ),
    ],
)
def test_what_breaks_the_policy_is_said_in_a_sentence(sets, words):
    found = alarms(sets, [RENTAL], "dev", POLICY, NOW, ())

    assert [alarm.words[: len(words)] for alarm in found] == ([words] if words else [])


def test_a_set_that_is_being_taken_is_no_alarm_while_its_run_goes_on():
    sets = [made(1, status="being taken"), made(2, drillStatus="verified")]

    assert alarms(sets, [RENTAL], "dev", POLICY, NOW, {"s-1"}) == []
    assert alarms(sets, [RENTAL], "dev", POLICY, NOW, ()) != []


def test_the_name_of_a_slot_is_the_same_on_every_machine():
    slot = POLICY.slot(NOW)

    assert scheduled_id("rental", slot) == "20250615-0200-rental"
