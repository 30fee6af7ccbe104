"""Bulk changes: exactly what was previewed, and back."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.errors import ActionNotAllowed, UndoRefused
from entities.operations.bulk import applying
from entities.operations.bulk.preview import Change, Plan
from entities.operations.bulk.starting import PlanAltered, check_digest, start_bulk
from entities.operations.runs.control import wish
from entities.operations.runs.status import RETRY
from entities.operations.works import undoing
from tests.counts import count, in_turns
from tests.operations.bulk.many import (
    C1,
    GRAVEL,
    D,
    choose,
    do,
    planned,
    started,
    stored,
    take_back,
)
from tests.operations.making import put
from tests.operations.transfer.desk import MOVER, Carrier
from tests.operations.writing.desk import company, contractor, expense, project
from tests.operations.writing.odd import ODD, typed

# ---- exactly that --------------------------------------------------------------------------------


def test_the_plan_travels_whole_and_its_hash_covers_all_of_it(carrier):
    """Hard case 37."""
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)

    again = Plan.unpacked(plan.packed())
    assert again == plan
    check_digest(again, plan.digest)
    for other in (
        replace(plan, change=Change("set", "description", "Clay")),
        replace(plan, items=()),
        replace(plan, items=((plan.items[0][0], "another"),)),
        replace(plan, entity="works"),
    ):
        with pytest.raises(PlanAltered):
            check_digest(other, plan.digest)


def test_exactly_the_previewed_items_change_with_one_run_id(carrier):
    put(carrier.store, "expenses", *(expense(n) for n in (2, 3)))
    plan = planned(carrier, choose(carrier, "expenses", "exp_1", "exp_3"), GRAVEL)

    outcomes = do(carrier, "expenses", plan)

    assert [one.status for one in outcomes] == ["done", "done"]
    assert [stored(carrier, "expenses", f"exp_{n}")["description"] for n in (1, 2, 3)] == [
        "Gravel",
        "Sand",
        "Gravel",
    ]
    entries = [e for e in carrier.all("audit") if e.get("action") == "edit"]
    assert {entry["runId"] for entry in entries} == {"run_1"}


def test_an_item_that_changed_or_went_since_the_preview_is_reported(carrier):
    put(carrier.store, "expenses", *(expense(n) for n in (2, 3)))
    plan = planned(carrier, choose(carrier, "expenses", "exp_1", "exp_2"), GRAVEL)
    put(carrier.store, "expenses", expense(1, notes="changed"))
    gone = replace(plan, items=(*plan.items, ((C1, "exp_none"), "x")))

    outcomes = do(carrier, "expenses", gone)

    assert [(one.status, one.said) for one in outcomes] == [
        ("failed", "Somebody changed it after the preview; it is as they left it."),
        ("done", ""),
        ("failed", "It is no longer there."),
    ]
    assert stored(carrier, "expenses", "exp_1")["description"] == "Sand"


def test_a_change_between_look_and_write_is_reported_too(carrier, monkeypatch):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)
    real = applying.read_item

    def late(store, entity, key, **options):
        found = real(store, entity, key, **options)
        put(store, "expenses", expense(1, description="Clay"))
        return found

    monkeypatch.setattr(applying, "read_item", late)

    (outcome,) = do(carrier, "expenses", plan)

    assert outcome.said == "Somebody changed it after the preview; it is as they left it."
    assert stored(carrier, "expenses", "exp_1")["description"] == "Clay"


def test_what_is_refused_by_then_leaves_the_others_alone(carrier):
    put(carrier.store, "expenses", expense(2))
    chosen = choose(carrier, "expenses", "exp_1", "exp_2")
    plan = planned(carrier, chosen, GRAVEL)
    bad = replace(plan, change=Change("set", "amount", D(0)))

    assert [(one.status, one.said) for one in do(carrier, "expenses", bad)] == [
        ("failed", "This must be more than 0.")
    ] * 2


def test_the_same_value_by_then_is_the_same(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)
    plan = replace(plan, change=Change("set", "description", "Sand"))

    run = carrier.drive(started(carrier, "expenses", plan))

    assert run.item["counters"] == {"same": 1}
    assert carrier.outcomes(run) == []


def test_only_who_may_change_many_applies(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)
    carrier.viewer = replace(MOVER, actions=MOVER.actions - {"bulk"})

    with pytest.raises(ActionNotAllowed):
        started(carrier, "expenses", plan)


def test_who_loses_the_right_meanwhile_changes_nothing_more(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)
    run = started(carrier, "expenses", plan)
    carrier.viewer = replace(MOVER, actions=MOVER.actions - {"bulk"})

    run = carrier.drive(run)

    assert (run.status, carrier.outcomes(run)) == ("failed", [])
    assert "may not do it any more" in run.reason
    assert stored(carrier, "expenses", "exp_1")["description"] == "Sand"


def test_another_plan_than_was_shown_starts_nothing(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)

    with pytest.raises(PlanAltered):
        start_bulk(carrier.hands, carrier.entity("expenses"), plan, "another", carrier.act())
    assert carrier.all("runs") == []


def test_the_same_click_starts_one_run(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)

    first = carrier.drive(started(carrier, "expenses", plan, run_id="click"))
    second = started(carrier, "expenses", plan, run_id="click")

    assert (second.run_id, second.status) == (first.run_id, "succeeded")
    assert len(carrier.all("runs")) == 1


def test_only_what_failed_is_tried_again(carrier):
    put(carrier.store, "expenses", expense(2))
    plan = planned(carrier, choose(carrier, "expenses", "exp_1", "exp_2"), GRAVEL)
    before = stored(carrier, "expenses", "exp_1")
    put(carrier.store, "expenses", before | {"notes": "changed"})
    run = carrier.drive(started(carrier, "expenses", plan))
    put(carrier.store, "expenses", before)
    entries = len(carrier.all("audit"))

    wish(carrier.hands, run.run_id, RETRY, carrier.act(), viewer=carrier.viewer)
    again = carrier.drive(run)

    assert (run.status, again.status) == ("failed", "succeeded")
    assert [one.status for one in carrier.outcomes(again)] == ["done", "done"]
    edits = [e for e in carrier.all("audit") if e.get("entity") == "expenses"]
    assert len(carrier.all("audit")) > entries
    assert len(edits) == 2


# ---- and back ------------------------------------------------------------------------------------


def data(carrier) -> dict:
    names = ("companies", "projects", "contractors", "works", "expenses")
    return typed({name: sorted(carrier.all(name), key=str) for name in names})


def test_a_run_is_recorded_with_an_outcome_per_item(carrier):
    put(carrier.store, "expenses", expense(2))
    plan = planned(carrier, choose(carrier, "expenses", "exp_1", "exp_2"), GRAVEL)
    put(carrier.store, "expenses", expense(2, notes="moved"))

    run = carrier.drive(started(carrier, "expenses", plan, reason="because"))

    assert (run.status, run.item["reason"], run.by) == ("failed", "because", "omer")
    assert (run.company, run.item["planHash"]) == (C1, plan.digest)
    assert [one.status for one in carrier.outcomes(run)] == ["done", "failed"]
    assert (run.item["done"], run.item["failed"], run.item["total"]) == (2, 1, 2)


@pytest.mark.soak
@in_turns(4)
@settings(
    max_examples=count(100, 8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    picked=st.sets(st.integers(1, 6), min_size=1),
    change=st.sampled_from(
        [
            GRAVEL,
            Change("set", "amount", D("59.00")),
            Change("set", "projectId", "proj_2"),
            Change("set", "status", "approved"),
            Change("remove", "description"),
            Change("delete"),
        ]
    ),
)
def test_undo_as_a_whole_restores_exactly(store, turn, picked, change):
    """Hard case 36: every item, what they moved elsewhere (sums, counters) included."""
    carrier = Carrier(store)
    put(store, "companies", company(currentMonthExpenses=D(6)))
    put(store, "projects", project(1, spentAmount=D(1180 * 6)), project(2, spentAmount=D(0)))
    put(store, "contractors", contractor(1))
    put(store, "expenses", *(expense(n, **ODD) for n in range(1, 7)))
    before = data(carrier)
    chosen = choose(carrier, "expenses", *(f"exp_{n}" for n in sorted(picked)))
    carrier.runs = hash((frozenset(picked), change.action, change.name, id(before))) % 10**9

    run = carrier.drive(started(carrier, "expenses", planned(carrier, chosen, change)))
    assert [one.status for one in carrier.outcomes(run)] == ["done"] * len(picked)
    undone = take_back(carrier, run)

    assert [one.status for one in carrier.outcomes(undone)] == ["done"] * len(picked)
    assert data(carrier) == before


def test_undo_says_what_moved_on_and_takes_the_others_back(carrier):
    put(carrier.store, "expenses", expense(2))
    plan = planned(carrier, choose(carrier, "expenses", "exp_1", "exp_2"), GRAVEL)
    run = carrier.drive(started(carrier, "expenses", plan))
    put(carrier.store, "expenses", stored(carrier, "expenses", "exp_1") | {"description": "Clay"})

    undone = take_back(carrier, run)

    first, last = carrier.outcomes(undone)
    assert (undone.status, undone.company) == ("failed", C1)
    assert (last.status, first.status) == ("done", "failed")
    assert "Changed since: Description." in first.said
    assert stored(carrier, "expenses", "exp_2")["description"] == "Sand"


def test_the_newest_is_taken_back_first(carrier, monkeypatch):
    put(carrier.store, "expenses", *(expense(n) for n in range(2, 6)))
    chosen = choose(carrier, "expenses", *(f"exp_{n}" for n in range(1, 6)))
    run = carrier.drive(started(carrier, "expenses", planned(carrier, chosen, GRAVEL)))
    monkeypatch.setattr(undoing, "AT_ONCE", 2)

    undone = take_back(carrier, run)

    entries = [e for e in carrier.all("audit") if e.get("action") == "undo"]
    told = [e["key"][1] for e in sorted(entries, key=lambda entry: entry["at"])]
    assert told == [f"exp_{n}" for n in range(5, 0, -1)]
    assert (undone.status, undone.item["done"], undone.item["total"]) == ("succeeded", 5, 5)


def test_an_undo_is_taken_back_too(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)
    run = carrier.drive(started(carrier, "expenses", plan))

    again = take_back(carrier, take_back(carrier, run))

    assert again.status == "succeeded"
    assert stored(carrier, "expenses", "exp_1")["description"] == "Gravel"


def test_only_who_may_undo_undoes_and_only_what_was_done(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)
    run = started(carrier, "expenses", plan)
    with pytest.raises(UndoRefused):
        take_back(carrier, run)
    run = carrier.drive(run)
    carrier.viewer = replace(MOVER, actions=MOVER.actions - {"undo"})

    with pytest.raises(ActionNotAllowed):
        take_back(carrier, run)
