"""Whatever was done, one after the other, is taken back step by step, exactly; what is refused
changes nothing."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from entities.errors import Refusal
from entities.schema.deletion import Way
from tests.counts import count
from tests.operations.making import put
from tests.operations.writing.desk import C1, Desk, company, expense, furnish
from tests.operations.writing.odd import ODD, typed

NEW = {name: value for name, value in expense(9).items() if not name.endswith("At")}
EXPENSES = st.sampled_from([(C1, f"exp_{number}") for number in (1, 2, 9)])
WISHES = st.sampled_from(
    [
        {"description": ""},
        {"amount": Decimal("0.1")},
        {"amount": Decimal(59), "projectId": "proj_2"},
        {"projectId": "proj_2", "contractorId": "contr_2"},
        {"projectId": "proj_9"},
        {"invoiceNum": "INV-1"},
        {"invoiceNum": "N/A", "workId": "work_1"},
        {"status": "approved"},
        {"status": "paid"},
        {"exact": "1", ":v0": Decimal(1), "set of texts": ["a"], "nothing": ""},
    ]
)
PROJECTS = st.sampled_from([(C1, f"proj_{number}") for number in (1, 2, 9)])
WAYS = st.sampled_from(list(Way))
DOINGS = st.one_of(
    st.tuples(st.just("save"), st.just("expenses"), EXPENSES, WISHES),
    st.tuples(st.just("drop"), st.just("expenses"), EXPENSES, st.sampled_from(sorted(ODD))),
    st.tuples(st.just("create"), st.just("expenses"), st.just(NEW)),
    st.tuples(st.just("delete"), st.just("expenses"), EXPENSES, st.just(Way.ALONE)),
    st.tuples(st.just("delete"), st.just("projects"), PROJECTS, WAYS),
    st.tuples(st.just("delete"), st.just("works"), st.just((C1, "work_1")), WAYS),
    st.tuples(st.just("delete"), st.just("contractors"), st.just((C1, "contr_1")), WAYS),
    st.tuples(st.just("delete"), st.just("company-users"), st.just((C1, "user_2")), WAYS),
    st.tuples(st.just("move"), st.just("projects"), PROJECTS, PROJECTS),
    st.tuples(st.just("undo"), st.integers(0, 3)),
)


def carry_out(desk: Desk, done: list, doing: tuple):
    match doing:
        case "save", name, key, wished:
            return desk.save(name, key, **wished)
        case "drop", name, key, attribute:
            return desk.save(name, key, drop=[attribute])
        case "create", name, given:
            return desk.create(name, **given)
        case "delete", name, key, way:
            return desk.delete(name, key, way, insist=True)
        case "move", name, key, to:
            return desk.move(name, key, to)
        case "undo", back:
            return desk.undo(done[-1 - back % len(done)][0]) if done else None


@pytest.mark.soak
@settings(
    max_examples=count(1000, 4),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(doings=st.lists(DOINGS, min_size=3, max_size=8))
@example(
    doings=[
        ("create", "expenses", NEW),
        ("delete", "projects", (C1, "proj_1"), Way.REPOINT),
        ("undo", 0),
        ("move", "projects", (C1, "proj_1"), (C1, "proj_9")),
        ("delete", "contractors", (C1, "contr_1"), Way.REPOINT),
    ]
)
def test_a_sequence_is_taken_back_step_by_step_exactly(engine, store, doings):
    engine.tidy()
    furnish(store)
    put(store, "companies", company(currentMonthExpenses=Decimal(2)))
    put(store, "expenses", expense(1, **ODD), expense(2, amount=Decimal(0), **ODD))
    desk, done = Desk(store), []
    for doing in doings:
        before = typed(desk.data())
        desk.opened.clear()
        try:
            carried_out = carry_out(desk, done, doing)
        except Refusal:
            assert typed(desk.data()) == before
            continue
        if carried_out is not None and carried_out.entries:
            done.append((carried_out, before))

    while done:
        last, before = done.pop()
        desk.undo(last)
        assert typed(desk.data()) == before
