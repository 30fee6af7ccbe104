"""What the engine makes of random steps is what they mean in Python: all of them, or none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.dynamodb.batches import delete_all, put_all
from entities.dynamodb.steps import Change, Check, Delete, Put
from entities.errors import Stale
from entities.schema.conditions import Equals, Exists, Missing, holds
from entities.schema.values import same
from tests.counts import count
from tests.dynamodb.saving import is_proved, save
from tests.dynamodb.test_expressions import conditions, held
from tests.samples import INVOICES
from tests.strategies import NAMES, small_numbers

KEYS = [("C1", f"I{n}") for n in range(3)]
COUNTER = "counter"  # holds a number or is absent, so that it can be added to
contents = st.builds(
    lambda held, counter: {**held, **counter},
    st.dictionaries(st.sampled_from(NAMES), held, max_size=4),
    st.dictionaries(st.just(COUNTER), small_numbers, max_size=1),
)


@st.composite
def true_conditions(draw, item):
    """One that holds on the item, mostly; random ones nearly always fail somewhere."""
    if draw(st.integers(0, 9)) == 0:
        return draw(conditions)
    if item is None:
        return Missing(draw(st.sampled_from(["companyId", *NAMES])))
    name = draw(st.sampled_from(sorted(item)))
    return draw(st.sampled_from([Exists(name), Equals(name, item[name])]))


@st.composite
def writing_steps(draw, key, item, facts):
    """What is done to one item: nothing, one step, or two changes that agree."""
    kind = draw(st.sampled_from(["nothing", "put", "change", "changes", "delete"]))
    if kind == "nothing":
        return []
    if kind == "delete":
        return [Delete(*facts())]
    whole = dict(zip(INVOICES.keys, key, strict=True)) | draw(contents)
    if kind == "put":
        return [Put(*facts(), item=whole)]
    names = draw(st.permutations(NAMES))
    sets = {name: draw(held) for name in names[: draw(st.integers(0, 3))]}
    add = draw(st.dictionaries(st.just(COUNTER), small_numbers, max_size=1))
    first = Change(*facts(), set=sets, remove=tuple(names[6 : draw(st.integers(6, 8))]), add=add)
    if kind == "change":
        return [first]
    more = {name: draw(held) for name in names[4 : draw(st.integers(4, 5))]} | sets
    return [first, Change(*facts(), set=more, add=add)]


@st.composite
def transactions(draw, state):
    """Steps on the items of a state, in any order."""
    steps = []
    for key in KEYS:
        item = state.get(key)

        def facts(key=key, item=item):
            asked = draw(st.lists(true_conditions(item), max_size=2))
            return INVOICES, key, tuple(asked), Stale("Invoice")

        steps += [Check(*facts()) for _ in range(draw(st.integers(0, 2)))]
        steps += draw(writing_steps(key, item, facts))
    return draw(st.permutations(steps))


def failing_step(steps, state):
    """The first step of which a condition does not hold."""
    for step in steps:
        if not all(holds(condition, state.get(step.key, {})) for condition in step.conditions):
            return step
    return None


def applied(steps, state):
    """The state after all steps, none of which contradicts another."""
    after = {key: dict(item) for key, item in state.items()}
    for step in steps:
        match step:
            case Put(key=key, item=item):
                after[key] = item
            case Delete(key=key):
                after.pop(key, None)
            case Change(key=key) if step.touched:
                item = after.setdefault(key, dict(zip(INVOICES.keys, key, strict=True)))
                item.update(step.set)
                for name in step.remove:
                    item.pop(name, None)
                for name, amount in step.add.items():
                    item[name] = item.get(name, 0) + amount
    return after


def stored(store) -> dict:
    found = store.batch_get({INVOICES: KEYS}, consistent=True)
    return {key: item for (_, key), item in found.items()}


@pytest.mark.conformance
@settings(max_examples=count(2000, 60), deadline=None)
@given(st.data())
def test_the_engine_agrees_with_the_meaning_of_the_steps(exact_store, data):
    delete_all(exact_store, INVOICES, [*KEYS, ("entries", "E1"), ("entries", "E2")])
    items = data.draw(st.lists(contents, max_size=3))
    state = {
        key: dict(zip(INVOICES.keys, key, strict=True)) | item
        for key, item in zip(KEYS, items, strict=False)
    }
    put_all(exact_store, INVOICES, state.values())

    for name in ("E1", "E2"):
        steps = data.draw(transactions(state))
        expected = failing_step(steps, state)
        try:
            save(exact_store, *steps, name=name)
        except Stale as refused:
            assert expected is not None and refused is expected.refused
        else:
            assert expected is None
            state = applied(steps, state)
        assert same(_by_name(stored(exact_store)), _by_name(state))
        assert is_proved(exact_store, name) is (expected is None)


def _by_name(state: dict) -> dict:
    return {key[1]: item for key, item in state.items()}
