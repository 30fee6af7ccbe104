"""Bulk changes: exactly what was previewed, and back."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.errors import ActionNotAllowed
from entities.operations.bulk import applying
from entities.operations.bulk.applying import PlanAltered, apply, check_digest, undo_all
from entities.operations.bulk.preview import Change, Plan
from entities.operations.transfer.journal import Journal, read_run
from tests.counts import count
from tests.operations.bulk.many import C1, GRAVEL, D, choose, do, hand, planned, stored
from tests.operations.making import put
from tests.operations.transfer.desk import MOVER, SEALER, Carrier
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

    assert [one.status for one in outcomes] == ["changed since", "done", "gone"]
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

    assert outcome.status == "changed since"
    assert stored(carrier, "expenses", "exp_1")["description"] == "Clay"


def test_what_is_refused_by_then_leaves_the_others_alone(carrier):
    put(carrier.store, "expenses", expense(2))
    chosen = choose(carrier, "expenses", "exp_1", "exp_2")
    plan = planned(carrier, chosen, GRAVEL)
    bad = replace(plan, change=Change("set", "amount", D(0)))

    assert [(one.status, one.said) for one in do(carrier, "expenses", bad)] == [
        ("refused", "This must be more than 0.")
    ] * 2


def test_the_same_value_by_then_is_the_same(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)

    (outcome,) = do(carrier, "expenses", replace(plan, change=Change("set", "description", "Sand")))

    assert outcome.status == "same"


def test_only_who_may_change_many_applies(carrier):
    plan = planned(carrier, choose(carrier, "expenses", "exp_1"), GRAVEL)
    carrier.viewer = replace(MOVER, actions=MOVER.actions - {"bulk"})

    with pytest.raises(ActionNotAllowed):
        do(carrier, "expenses", plan)


# ---- and back ------------------------------------------------------------------------------------


def recorded(carrier, name: str, plan: Plan):
    """Apply a plan, and the run as it was recorded."""
    act = carrier.act(reason="because", token=f"click {carrier.runs}")
    journal = Journal(carrier.store, carrier.catalogue, "bulk", act, SEALER)
    journal.begin(carrier.entity(name), C1, {})
    journal.follow(carrier.entity(name), apply(hand(carrier, name), plan, act))
    return read_run(
        carrier.store, carrier.catalogue, act.run_id, viewer=carrier.viewer, sealer=SEALER
    )


def data(carrier) -> dict:
    names = ("companies", "projects", "contractors", "works", "expenses")
    return typed({name: sorted(carrier.all(name), key=str) for name in names})


def test_a_run_is_recorded_with_an_outcome_per_item(carrier):
    put(carrier.store, "expenses", expense(2))
    plan = planned(carrier, choose(carrier, "expenses", "exp_1", "exp_2"), GRAVEL)
    put(carrier.store, "expenses", expense(2, notes="moved"))

    run = recorded(carrier, "expenses", plan)

    assert (run.status, run.reason, run.by) == ("succeeded", "because", "omer")
    assert [one.status for one in run.results] == ["done", "changed since"]
    (item,) = carrier.all("runs")
    assert (item["done"], item["failed"], item["total"]) == (1, 1, 2)


def test_a_run_that_breaks_off_is_recorded_up_to_there(carrier):
    def broken():
        yield applying.Outcome((C1, "exp_1"), "done")
        raise RuntimeError("no power")

    journal = Journal(carrier.store, carrier.catalogue, "bulk", carrier.act(), SEALER)
    journal.begin(carrier.entity("expenses"), C1, {})
    with pytest.raises(RuntimeError):
        journal.follow(carrier.entity("expenses"), broken())

    (item,) = carrier.all("runs")
    assert (item["status"], item["total"]) == ("failed", 1)


@pytest.mark.soak
@settings(
    max_examples=count(2500, 8),
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
def test_undo_as_a_whole_restores_exactly(store, picked, change):
    """Hard case 36: every item, what they moved elsewhere (sums, counters) included."""
    carrier = Carrier(store)
    put(store, "companies", company(currentMonthExpenses=D(6)))
    put(store, "projects", project(1, spentAmount=D(1180 * 6)), project(2, spentAmount=D(0)))
    put(store, "contractors", contractor(1))
    put(store, "expenses", *(expense(n, **ODD) for n in range(1, 7)))
    before = data(carrier)
    chosen = choose(carrier, "expenses", *(f"exp_{n}" for n in sorted(picked)))
    carrier.runs = hash((frozenset(picked), change.action, change.name, id(before))) % 10**9

    run = recorded(carrier, "expenses", planned(carrier, chosen, change))
    assert {one.status for one in run.results} == {"done"}
    assert len(run.results) == len(picked)
    undone = undo_all(hand(carrier, "expenses"), run.results, carrier.act())

    assert {one.status for one in undone} == {"done"}
    assert data(carrier) == before


def test_undo_says_what_moved_on_and_takes_the_others_back(carrier):
    put(carrier.store, "expenses", expense(2))
    plan = planned(carrier, choose(carrier, "expenses", "exp_1", "exp_2"), GRAVEL)
    run = recorded(carrier, "expenses", plan)
    put(carrier.store, "expenses", stored(carrier, "expenses", "exp_1") | {"description": "Clay"})

    last, first = undo_all(hand(carrier, "expenses"), run.results, carrier.act(token="undo"))

    assert (last.status, first.status) == ("done", "refused")
    assert "Changed since: Description." in first.said


def test_only_who_may_undo_undoes(carrier):
    carrier.viewer = replace(MOVER, actions=MOVER.actions - {"undo"})

    with pytest.raises(ActionNotAllowed):
        list(undo_all(hand(carrier, "expenses"), [], carrier.act()))
