"""One change of one item of our own: on condition, once, and told right though answers are lost."""

from decimal import Decimal

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.client import TRIES
from entities.dynamodb.errors import Contended
from entities.dynamodb.steps import Change
from entities.dynamodb.updating import change
from entities.errors import LeaseLost, Throttled, Unreachable, ValueInvalid
from entities.schema.conditions import Equals
from tests.samples import INVOICES, invoice

KEY = ("C1", "INV-0001")
WRITE = "UpdateItem"
D = Decimal


@pytest.fixture
def store(sample_store):
    put_all(sample_store, INVOICES, [invoice(1, revision=D(1))])
    return sample_store


def step(seen: int, key=KEY, **set_to) -> Change:
    """A change of the invoice on condition that it has the revision that was seen."""
    conditions = (Equals("revision", D(seen)),)
    return Change(INVOICES, key, conditions, LeaseLost(), set={"revision": D(seen + 1), **set_to})


def stored(store):
    return store.get(INVOICES, KEY, consistent=True)


@pytest.mark.conformance
def test_it_answers_with_the_whole_item_as_it_is_then(store):
    changed = change(store, step(1, note="mine"))

    assert changed == {**invoice(1), "revision": D(2), "note": "mine"} == stored(store)


@pytest.mark.conformance
def test_what_was_changed_meanwhile_is_refused_and_stays(store):
    change(store, step(1, note="theirs"))

    with pytest.raises(LeaseLost):
        change(store, step(1, note="mine"))
    assert stored(store)["note"] == "theirs"


@pytest.mark.conformance
def test_what_is_not_there_is_refused_and_not_made(store):
    with pytest.raises(LeaseLost):
        change(store, step(1, key=("C1", "INV-0099")))
    assert store.find(INVOICES, ("C1", "INV-0099")) is None


@pytest.mark.conformance
@pytest.mark.parametrize("fault", ["time_out_after", "hang_up_after", "fail_after"])
def test_a_change_whose_answer_was_lost_is_known_by_what_it_set(store, faults, fault):
    getattr(faults, fault)(WRITE)

    assert change(store, step(1, note="mine"))["note"] == "mine"
    assert stored(store)["revision"] == 2
    assert faults.sent[WRITE] == 2


def test_the_same_revision_with_other_content_is_not_ours(store, faults):
    faults.time_out_before(WRITE)
    change(store, step(1, note="theirs"))

    with pytest.raises(LeaseLost):
        change(store, step(1, note="mine"))


def test_without_any_answer_it_is_told_and_a_second_change_finds_it_done(store, faults):
    faults.time_out_after(WRITE, times=TRIES)

    with pytest.raises(Unreachable):
        change(store, step(1, note="mine"))
    assert change(store, step(1, note="mine"))["revision"] == 2


def test_throttled_to_the_last_it_changes_nothing(store, faults):
    faults.throttle(WRITE, times=TRIES)

    with pytest.raises(Throttled):
        change(store, step(1))
    assert stored(store)["revision"] == 1


def test_a_transaction_that_has_the_item_in_hand_is_waited_for_by_who_calls(store, faults):
    faults.refuse(WRITE, "TransactionConflictException")

    with pytest.raises(Contended):
        change(store, step(1))
    assert change(store, step(1))["revision"] == 2


def test_an_item_too_large_is_refused_before_any_call(store, faults):
    with pytest.raises(ValueInvalid):
        change(store, step(1, note="n" * 410_000))
    assert faults.sent[WRITE] == 0
