"""Retention: what has had its time goes, and only that."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.dynamodb.backup_calls import describe_backup, list_backups
from entities.errors import (
    ActionNotAllowed,
    BackupMissing,
    ItemNotFound,
    PlaceRefused,
    SetKept,
    SetNotComplete,
)
from entities.objects.folder import Folder
from entities.operations.backups import removing
from entities.operations.backups.holds import hold, release
from entities.operations.backups.policy import Policy
from entities.operations.backups.removing import preview, remove_sets
from entities.operations.backups.retention import verdicts
from entities.operations.backups.sets import BackupSet, find_set
from entities.operations.settled import stamp
from entities.operations.works.prune import PRUNE
from entities.schema.viewer import everyone
from tests.operations.making import NOW, put
from tests.operations.writing.desk import SEALER

POLICY = Policy()
WHY = "kept for the auditors"


def made(days: int, **facts) -> BackupSet:
    """A set that was taken so many days ago."""
    begun = NOW - timedelta(days=days)
    return BackupSet(
        {
            "setId": f"s-{days:03d}",
            "status": "complete",
            "system": "construction",
            "environment": "dev",
            "whole": True,
            "startedAt": stamp(begun),
            "expiresAt": stamp(POLICY.expires(facts.get("kind", "manual"), begun)),
            **facts,
        }
    )


def going(*sets: BackupSet) -> list[str]:
    return [v.held.set_id for v in verdicts(sets, POLICY, NOW) if v.goes]


def test_what_is_older_than_thirty_days_goes_unless_it_is_one_of_the_last_three():
    assert going(*map(made, (1, 2, 3, 29, 31, 60))) == ["s-031", "s-060"]
    assert going(*map(made, (40, 50, 60, 70))) == ["s-070"]
    assert going(*map(made, (40, 50, 60))) == []


def test_a_set_that_is_held_or_the_last_one_proved_stays():
    sets = [*map(made, (1, 2, 3)), made(40, heldBy={"dana": "why"})]
    sets += [made(50, drillStatus="verified"), made(60, drillStatus="verified")]

    assert going(*sets) == ["s-060"]


def test_what_a_migration_may_go_back_to_stays_for_ninety_days():
    sets = [*map(made, (1, 2, 3)), made(80, kind="final"), made(91, kind="pre-migration")]

    assert going(*sets) == ["s-091"]


def test_sets_of_other_tables_do_not_count_among_the_last_three():
    part = {"whole": False, "tableNames": ["company-expenses"]}
    sets = [*(made(n, **part) for n in (1, 2, 3)), *map(made, (40, 50, 60)), made(70, **part)]

    assert going(*sets) == ["s-070"]


def test_what_came_to_no_end_goes_once_a_later_one_did():
    later, broken = made(1), made(2, status="broken off")

    assert going(later, broken) == ["s-002"]
    assert going(broken) == []
    assert going(made(31, status="broken off")) == ["s-031"]
    assert going(made(1, status="broken off"), made(2)) == []


def test_what_is_still_being_taken_stays():
    later, taken = made(1), made(2, status="being taken")

    assert not any(v.goes for v in verdicts([later, taken], POLICY, NOW, {"s-002"}))
    assert going(later, taken) == ["s-002"]


def test_a_removal_that_was_begun_goes_on():
    assert going(made(1, status="being removed")) == ["s-001"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 200),
            st.sampled_from(["complete", "broken off", "being taken"]),
            st.sampled_from(["", "verified", "failing"]),
            st.booleans(),
        ),
        unique_by=lambda told: told[0],
        max_size=12,
    )
)
def test_never_is_one_of_the_last_three_the_last_proved_or_a_held_one_removed(told):
    sets = [
        made(days, status=status, drillStatus=drill, heldBy={"dana": "x"} if held else {})
        for days, status, drill, held in told
    ]
    gone = set(going(*sets))
    complete = sorted((s for s in sets if s.complete), key=lambda s: s.set_id)
    proved = [s.set_id for s in complete if s.verified]

    assert gone.isdisjoint(s.set_id for s in complete[:3])
    assert gone.isdisjoint(proved[:1])
    assert gone.isdisjoint(s.set_id for s in sets if s.held_by)


@pytest.mark.parametrize(
    ("now", "every", "slot"),
    [
        ("2026-03-01T01:59:59Z", 24, "2026-02-28T02:00:00.000Z"),
        ("2026-03-01T02:00:00Z", 24, "2026-03-01T02:00:00.000Z"),
        ("2026-03-01T09:10:00+02:00", 6, "2026-03-01T02:00:00.000Z"),
        ("2026-03-01T08:00:00Z", 6, "2026-03-01T08:00:00.000Z"),
    ],
)
def test_a_slot_is_the_last_moment_at_which_a_set_was_due(now, every, slot):
    policy = Policy(every=every)
    moment = datetime.fromisoformat(now)

    assert stamp(policy.slot(moment)) == slot
    assert policy.next_slot(moment) - policy.slot(moment) == timedelta(hours=every)


@pytest.fixture
def old(vault):
    """Four sets of one table, all of them past their time: the oldest, with its files, first."""
    first = vault.take("contractors", native=True)
    begun = [stamp(vault.moment + timedelta(days=n)) for n in (1, 2, 3)]
    later = [BackupSet({**first.item, "setId": at, "startedAt": at}) for at in begun]
    put(vault.store, "backup-sets", *(held.item for held in later))
    vault.later(days=40)
    return [first, *later]


def removal(vault, *sets):
    return remove_sets(
        vault.hands, PRUNE, [s.set_id for s in sets], vault.act(reason="old"), POLICY
    )


def test_what_is_removed_is_gone_with_files_and_native_backups_and_on_the_record(vault, old):
    oldest = old[0]
    assert [v.held.set_id for v in preview(vault.hands, POLICY) if v.goes] == [oldest.set_id]

    run = vault.drive(removal(vault, oldest))

    assert (run.status, run.item["counters"]["removed"]) == ("succeeded", 1)
    with pytest.raises(ItemNotFound):
        find_set(vault.store, catalogue, oldest.set_id)
    assert vault.files(oldest) == []
    assert vault.logged(oldest)[-2:] == [("olga", "remove"), ("olga", "removed")]
    with pytest.raises(BackupMissing):
        describe_backup(vault.store, oldest.tables[0].native_arn)
    assert len(vault.sets()) == 3


def test_what_is_to_stay_is_refused_at_once(vault, old):
    with pytest.raises(SetKept, match="it is one of the last 3 of its tables"):
        removal(vault, old[1])
    with pytest.raises(SetKept, match="it is not there"):
        remove_sets(vault.hands, PRUNE, ["nothing"], vault.act(), POLICY)
    vault.viewer = everyone("olga", "view")
    with pytest.raises(ActionNotAllowed):
        removal(vault, old[0])


def test_a_set_held_before_its_turn_is_left_alone(vault, old):
    run = removal(vault, old[0])
    act = vault.act(reason=WHY)
    hold(vault.store, catalogue, old[0].set_id, act, viewer=vault.viewer, sealer=SEALER)

    run = vault.drive(run)

    assert run.item["counters"] == {"kept": 1}
    assert "it is held by olga" in vault.segments(run)[0].item["errors"][0]
    assert vault.files(old[0])


def test_a_removal_killed_in_the_middle_is_gone_on_with(vault, old, monkeypatch):
    run = removal(vault, old[0])

    def die(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(removing, "remove_native", die)
        with pytest.raises(KeyboardInterrupt):
            vault.drive(run)
    assert vault.sets()[-1].status == "being removed"
    vault.later(seconds=31)

    assert vault.drive(run, "heir").status == "succeeded"
    assert vault.files(old[0]) == []
    assert len(vault.sets()) == 3


def test_a_removal_whose_end_was_not_saved_finds_nothing_left_to_do(vault, old, monkeypatch):
    first, again = removal(vault, old[0]), removal(vault, old[0])
    vault.drive(first)

    assert vault.drive(again).status == "succeeded"


def test_a_set_whose_run_failed_goes_with_what_it_had_made(vault, monkeypatch):
    run = vault.begin("contractors", native=True)

    def full(self, name, content):
        raise PlaceRefused("write", "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "write", full)
        vault.drive(run)
    failed = vault.set(run)
    vault.later(days=1)
    vault.take("contractors")
    named = f"keyroom-{failed.set_id}"
    assert named in {b.name for b in list_backups(vault.store, failed.table_names[0])}

    assert vault.drive(removal(vault, failed)).status == "succeeded"

    assert named not in {b.name for b in list_backups(vault.store, failed.table_names[0])}
    assert [held.complete for held in vault.sets()] == [True]


def test_a_hold_and_its_end_are_on_the_record_with_their_reasons(vault):
    held = vault.take("contractors")
    how = {"viewer": vault.viewer, "sealer": SEALER}

    one = hold(vault.store, catalogue, held.set_id, vault.act(reason=WHY), **how)
    two = hold(
        vault.store, catalogue, held.set_id, vault.act(reason=WHY), holder="migration x", **how
    )
    assert one.held_by == {"olga": WHY}
    assert set(two.held_by) == {"olga", "migration x"}
    with pytest.raises(SetKept, match="migration x lets it go by itself"):
        release(
            vault.store, catalogue, held.set_id, vault.act(reason=WHY), holder="migration x", **how
        )
    release(vault.store, catalogue, held.set_id, vault.act(reason=WHY), holder="olga", **how)
    assert vault.sets()[0].held_by.keys() == {"migration x"}
    assert [action for _, action in vault.logged(held)][-3:] == ["hold", "hold", "release"]


def test_a_hold_takes_a_reason_and_a_complete_set(vault):
    run = vault.begin("contractors")
    how = {"viewer": vault.viewer, "sealer": SEALER}

    with pytest.raises(SetNotComplete, match="is being taken, so it cannot be held"):
        hold(vault.store, catalogue, run.run_id, vault.act(reason=WHY), **how)
    vault.drive(run)
    with pytest.raises(Exception, match="Say why"):
        hold(vault.store, catalogue, run.run_id, vault.act(), **how)
    hold(vault.store, catalogue, run.run_id, vault.act(reason=WHY), **how)
    release(vault.store, catalogue, run.run_id, vault.act(reason=WHY), holder="olga", **how)
    assert "heldBy" not in vault.set(run).item
