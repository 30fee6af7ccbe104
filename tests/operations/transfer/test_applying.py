"""Import: who may, exactly the plan that was shown, races, and the way back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.errors import ActionNotAllowed, ReadOnly, ScopeTooNarrow
from entities.operations.transfer.errors import PlanMoved
from entities.operations.transfer.importing import apply, check_plan
from entities.operations.transfer.planned import Unit
from entities.operations.transfer.planning import Digest
from entities.schema.conditions import Equals
from entities.schema.viewer import Viewer
from tests.operations.bulk.many import take_back
from tests.operations.making import limited, put
from tests.operations.transfer.desk import MOVER, SEALER
from tests.operations.writing.desk import C1, contractor, expense
from tests.operations.writing.odd import ODD, typed

D = Decimal
ACTIONS = tuple(MOVER.actions)
KEY = (C1, "exp_1")
OURS = Equals("companyId", C1)


def stored(carrier, name: str, key: tuple) -> dict | None:
    return carrier.store.find(carrier.entity(name), key, consistent=True)


def test_only_who_may_import_imports(carrier):
    carrier.viewer = Viewer("eddie", frozenset({"view", "edit", "create", "export"}), None)
    with pytest.raises(ActionNotAllowed):
        carrier.planner("expenses")

    with pytest.raises(ActionNotAllowed):
        carrier.start_import("expenses", [])
    carrier.viewer, was = MOVER, carrier.viewer
    planner = replace(carrier.planner("expenses"), viewer=was)
    with pytest.raises(ActionNotAllowed):
        apply(planner, Unit(1, "change"), carrier.act())


def test_a_line_of_another_company_is_refused_when_it_is_written_too(carrier):
    text = "companyId,contractorId,name\r\ncomp_1,contr_9,Mason\r\n"
    plan = carrier.plan("contractors", text)
    run = carrier.start_import("contractors", plan)
    carrier.viewer = limited("C2", actions=ACTIONS)

    (outcome,) = carrier.outcomes(carrier.drive(run))

    assert outcome.status == "failed"
    assert stored(carrier, "contractors", (C1, "contr_9")) is None


def brought(carrier, name: str, plan) -> list:
    return carrier.outcomes(carrier.drive(carrier.start_import(name, plan)))


def test_nothing_is_imported_where_nothing_is_edited(carrier):
    with pytest.raises(ReadOnly):
        carrier.planner("runs")
    carrier.viewer = limited(C1, actions=ACTIONS)
    with pytest.raises(ScopeTooNarrow):
        carrier.planner("single-expenses")


def test_the_plan_that_is_applied_is_the_plan_that_was_shown(carrier):
    """Hard case 37, for imports: hash checked."""
    text = carrier.export("expenses", OURS).replace("Sand", "Gravel")
    shown = digest_of(carrier.plan("expenses", text))

    assert check_plan(carrier.plan("expenses", text), shown, SEALER)[0].verdict == "change"

    put(carrier.store, "expenses", expense(1, notes="somebody was here"))
    with pytest.raises(PlanMoved):
        check_plan(carrier.plan("expenses", text), shown, SEALER)


def digest_of(plan) -> str:
    digest = Digest(SEALER)
    for one in plan:
        digest.add(one)
    return digest.text


def test_a_change_between_plan_and_write_is_reported_and_not_overwritten(carrier):
    text = carrier.export("expenses", OURS).replace("Sand", "Gravel")
    plan = carrier.plan("expenses", text)
    put(carrier.store, "expenses", expense(1, description="Clay"))

    (outcome,) = brought(carrier, "expenses", plan)

    assert outcome.status == "failed"
    assert outcome.said == "Somebody changed it after the plan; it is as they left it."
    assert stored(carrier, "expenses", KEY)["description"] == "Clay"


def test_an_item_that_somebody_adds_first_is_reported(carrier):
    text = "companyId,contractorId,name\r\ncomp_1,contr_9,Mason\r\n"
    plan = carrier.plan("contractors", text)
    put(carrier.store, "contractors", contractor(9))

    (outcome,) = brought(carrier, "contractors", plan)

    assert (outcome.status, outcome.entry) == ("failed", None)
    assert "There is already a contractor with this key." in outcome.said


def test_a_rule_that_is_broken_by_then_is_told(carrier):
    (one,) = carrier.plan("expenses", "companyId,expenseId,amount\r\ncomp_1,exp_1,5\r\n")

    (outcome,) = brought(carrier, "expenses", [replace(one, set={"amount": D(0)})])

    assert (outcome.status, outcome.said) == ("failed", "This must be more than 0.")


def test_the_same_click_twice_imports_once(carrier):
    text = "companyId,contractorId,name\r\ncomp_1,contr_9,Mason\r\n"
    plan = carrier.plan("contractors", text)
    first = carrier.drive(carrier.start_import("contractors", plan, run_id="click"))
    second = carrier.start_import("contractors", plan, run_id="click")

    assert (first.run_id, first.status) == (second.run_id, second.status) == ("click", "succeeded")
    assert [one.status for one in carrier.outcomes(second)] == ["done"]


def test_every_line_has_its_entry_of_one_run_and_can_be_undone(carrier):
    """Hard case 36, for imports."""
    put(carrier.store, "contractors", contractor(1, **ODD))
    before = typed({name: carrier.all(name) for name in ("expenses", "contractors")})
    text = carrier.export("contractors", OURS).replace("Contractor", "Mason")
    run = carrier.start_import("contractors", carrier.plan("contractors", text))
    outcomes = carrier.outcomes(carrier.drive(run))

    entries = [e for e in carrier.all("audit") if e.get("action") == "edit"]
    assert {e["runId"] for e in entries} == {run.run_id}
    assert {e["entryId"] for e in entries} == {one.entry.entry_id for one in outcomes}
    undone = take_back(carrier, carrier.run(run))
    assert {one.status for one in carrier.outcomes(undone)} == {"done"}
    assert typed({name: carrier.all(name) for name in before}) == before


def test_added_items_go_again_when_an_import_is_undone_and_doubles_are_mentioned(carrier):
    text = "companyId,contractorId,name\r\ncomp_1,contr_9,Contractor 1\r\n"
    plan = carrier.plan("contractors", text)
    run = carrier.drive(carrier.start_import("contractors", plan))
    (outcome,) = carrier.outcomes(run)

    assert "is taken by another item" in outcome.said
    take_back(carrier, run)
    assert stored(carrier, "contractors", (C1, "contr_9")) is None
