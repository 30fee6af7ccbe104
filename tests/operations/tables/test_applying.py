"""Applying a plan: what was shown and nothing else, on the record, whatever goes wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.inspection import NOT_OFFERED, TimeToLive
from entities.errors import NameUnused, ReasonMissing, Stale, TablePlanMoved
from entities.operations.audit.verification import verify
from entities.operations.tables.creation import create_missing
from entities.operations.tables.desired import desired_table
from entities.operations.tables.drift import check_table
from entities.operations.tables.plan import make_plan
from tests.operations.making import NOW
from tests.operations.tables.by_hand import (
    KNOWN,
    LOCAL,
    NAME,
    OWNERS,
    THINGS,
    TOPICS,
    indexes,
    make,
    settings,
)
from tests.operations.tables.changer import SEALER, applied, apply_all, recorder

AUDIT, RECORDS = catalogue.entity("audit"), catalogue.entity("tables")


@pytest.fixture
def place(bare):
    """A store of production with the tables of the log."""
    list(create_missing(bare, KNOWN, recorder(bare, KNOWN), system="dashboard"))
    return bare


def entries(store, table: str = NAME) -> list[dict]:
    """The audit entries of a table, oldest first."""
    items = [item for page in store.pages(AUDIT) for item in page.items]
    ours = (i for i in items if i["itemKey"] == f"tables#{table}" and "actor" in i)
    return sorted(ours, key=lambda item: item["entryId"])


def states(store, table: str = NAME) -> list[str]:
    """What the entries say the change came to."""
    return [
        next((c["to"]["text"] for c in entry["changes"] if c["name"] == "state"), "unchanged")
        for entry in entries(store, table)
    ]


def left(store) -> list[str]:
    return [d.subject for d in check_table(store, desired_table(store, KNOWN, THINGS)).differences]


def test_a_missing_table_is_created_and_both_moments_are_recorded(place):
    plan, (outcome,) = apply_all(place, KNOWN)

    assert (outcome.table, outcome.words) == (NAME, "created")
    assert [creation.desired.name for creation in plan.creations] == [NAME]
    assert states(place) == ["intended", "done"]
    assert left(place) == []


def test_an_entry_says_who_when_what_and_why(place):
    make(place.client, settings(stream=None))

    apply_all(place, KNOWN)

    intended, done = entries(place)
    assert (intended["actor"], intended["action"]) == ("dana", "alter")
    assert intended["reason"] == "as declared"
    assert intended["at"] < done["at"]
    record = place.get(RECORDS, (NAME,))
    assert (record["change"], record["state"]) == ("open a stream of NEW_IMAGE", "done")
    assert record["calls"].startswith('UpdateTable {"StreamSpecification"')
    assert (record["changedBy"], record["system"]) == ("dana", "made")
    proof = verify(
        place, catalogue, sealer=SEALER, now=NOW, progress=lambda found: None, expected=""
    )
    assert proof.breaks == []


def test_every_call_of_a_fix_has_its_entries(place):
    make(place.client, indexes(replace(TOPICS, sort=None), OWNERS, LOCAL))

    apply_all(place, KNOWN, named=[f"{NAME}/index/topic-index"])

    assert states(place) == ["intended", "done"] * 2


def test_the_log_records_its_own_creation_once_it_is_there(bare):
    list(create_missing(bare, KNOWN, recorder(bare, KNOWN)))

    assert states(bare, "keyroom-audit") == ["done"]
    assert states(bare, "keyroom-tables") == ["done"]
    assert states(bare) == ["intended", "done"]


def test_a_change_that_is_refused_is_recorded_and_the_next_one_is_made(place, faults):
    make(place.client, settings(stream=None, ttl=None))
    faults.refuse("UpdateTimeToLive", "AccessDeniedException")

    _, outcomes = apply_all(place, KNOWN)

    assert [outcome.failed for outcome in outcomes] == [True, False]
    assert "refused UpdateTimeToLive" in outcomes[0].words
    assert states(place) == ["intended", "failed", "intended", "done"]
    assert "refused UpdateTimeToLive" in entries(place)[1]["changes"][-2]["to"]["text"]
    assert left(place) == ["ttl"]


def test_a_table_that_cannot_be_made_stops_no_other(place, faults):
    faults.refuse("CreateTable", "ValidationException")

    _, (outcome,) = apply_all(place, KNOWN)

    assert outcome.failed
    assert "DynamoDB refused CreateTable" in outcome.words
    assert states(place) == ["intended", "failed"]


def test_limits_that_dynamodb_does_not_tell_are_told(place, faults):
    make(place.client, settings(ttl=None))
    faults.refuse("UpdateTimeToLive", "ValidationException")

    _, (outcome,) = apply_all(place, KNOWN)

    assert outcome.words.endswith("one change of TTL per table and hour: try again then.")


def test_a_change_whose_answer_was_lost_is_not_made_twice_nor_taken_for_failed(place, faults):
    make(place.client, indexes(TOPICS, LOCAL))
    faults.time_out_after("UpdateTable")
    faults.refuse("UpdateTable", "ValidationException")

    _, (outcome,) = apply_all(place, KNOWN)

    assert not outcome.failed, outcome
    assert states(place) == ["intended", "done"]
    assert left(place) == []


def test_a_change_that_was_not_made_is_told(place, faults):
    make(place.client, indexes(TOPICS, LOCAL))
    faults.refuse("UpdateTable", "ValidationException")

    _, (outcome,) = apply_all(place, KNOWN)

    assert outcome.failed
    assert "DynamoDB refused UpdateTable (ValidationException)" in outcome.words
    assert left(place) == ["index/owner-index"]


def test_what_the_engine_does_not_offer_is_said(place, faults):
    make(place.client, settings(point_in_time_recovery=False))
    faults.refuse("UpdateContinuousBackups", "UnknownOperationException")

    _, (outcome,) = apply_all(place, KNOWN)

    assert outcome.words == f"keep every point in time of 14 days: {NOT_OFFERED}"


def test_another_ttl_attribute_is_set_once_the_old_one_is_off(place, monkeypatch):
    make(place.client, settings(ttl="other"))
    plan = make_plan(place, KNOWN)
    looks = iter([TimeToLive("ENABLED", "other"), TimeToLive("DISABLING", "other")])
    monkeypatch.setattr(
        "entities.operations.tables.changing.time_to_live", lambda store, table: next(looks)
    )

    (outcome,) = applied(place, KNOWN, plan)

    assert outcome.words.startswith("stop removing items after their other: done; begun; apply")
    assert [call.words for call in make_plan(place, KNOWN).calls] == [
        "remove items after their expiresAt"
    ]


def test_a_plan_that_is_no_longer_true_is_not_applied(place):
    make(place.client, settings(stream=None))
    plan = make_plan(place, KNOWN)
    place.client.update_time_to_live(
        TableName=NAME, TimeToLiveSpecification={"Enabled": False, "AttributeName": "expiresAt"}
    )

    with pytest.raises(TablePlanMoved):
        list(applied(place, KNOWN, plan))
    assert entries(place) == []


def test_production_asks_why(place):
    make(place.client, settings(stream=None))
    plan = make_plan(place, KNOWN)

    with pytest.raises(ReasonMissing):
        list(applied(place, KNOWN, plan, reason=""))
    assert left(place) == ["stream"]


def test_a_plan_is_known_by_its_calls(place):
    make(place.client, settings(stream=None, ttl=None))

    plan, again = make_plan(place, KNOWN), make_plan(place, KNOWN)

    assert plan.hash == again.hash
    assert [call.operation for call in plan.calls] == ["UpdateTimeToLive", "UpdateTable"]
    assert replace(plan, mendings=plan.mendings[1:]).hash != plan.hash
    assert not plan.is_empty


def test_a_name_of_no_table_is_refused_and_one_that_is_gone_is_not(place):
    make(place.client)

    with pytest.raises(NameUnused, match="a difference called “things/index/nothing”"):
        make_plan(place, KNOWN, named=["things/index/nothing"])
    assert make_plan(place, KNOWN, named=["made-things/index/nothing"]).is_empty


def test_two_who_change_one_table_at_one_moment_are_told(place, monkeypatch):
    make(place.client, settings(stream=None))
    by, other = recorder(place, KNOWN), recorder(place, KNOWN)
    other.clock.now += timedelta(minutes=1)
    desired = desired_table(place, KNOWN, THINGS)
    find = place.find

    def overtaken(*asked, **options):
        found = find(*asked, **options)
        monkeypatch.setattr(place, "find", find)
        with other.recording(desired, ()):
            pass
        return found

    with by.recording(desired, ()):
        pass
    monkeypatch.setattr(place, "find", overtaken)

    with pytest.raises(Stale), by.recording(desired, ()):
        raise AssertionError("it was begun all the same")
