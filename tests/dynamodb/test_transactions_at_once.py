"""Many at once: one wins where one may, and nothing is lost where all may."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.errors import Contended
from entities.dynamodb.steps import Change
from entities.errors import Stale
from entities.schema.conditions import Compare, Equals
from tests.counts import count
from tests.dynamodb.saving import AMOUNT, KEY, ONE, OTHER, add, amount, edit, is_proved, save
from tests.samples import INVOICES, invoice

WRITERS = 8


@pytest.fixture
def store(exact_store, monkeypatch):
    monkeypatch.setattr(exact_store, "sleep", time.sleep)
    put_all(exact_store, INVOICES, [invoice(1), invoice(2)])
    return exact_store


def at_once(work) -> list:
    """What `work` returns to eight threads that begin together."""
    barrier = Barrier(WRITERS)

    def begin(number: int):
        barrier.wait(30)
        return work(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(begin, range(WRITERS)))


def saved(store, *steps) -> bool:
    """Whether the save went through; a refusal must leave no proof behind."""
    name = uuid4().hex
    try:
        save(store, *steps, name=name)
    except (Stale, Contended):
        assert not is_proved(store, name)
        return False
    assert is_proved(store, name)
    return True


@pytest.mark.conformance
def test_of_eight_who_change_what_they_read_exactly_one_wins_each_round(store):
    for before in range(count(200, 10)):
        status = f"round-{before}"
        put_all(store, INVOICES, [invoice(1, status=status)])

        won = at_once(lambda n, was=status: saved(store, edit(status=f"by-{n}", was=was)))

        assert sum(won) == 1
        assert store.get(INVOICES, KEY, consistent=True)["status"] == f"by-{won.index(True)}"


@pytest.mark.conformance
def test_what_eight_add_at_once_adds_up(store):
    rounds = count(50, 10)

    def work(number: int) -> int:
        return sum(saved(store, add(), add(-ONE, key=OTHER)) for _ in range(rounds))

    added = sum(at_once(work))

    assert added > 0
    assert amount(store) - AMOUNT == added == 2 * AMOUNT - amount(store, OTHER)


@pytest.mark.conformance
def test_eight_who_read_and_try_again_lose_no_change(store):
    rounds = count(20, 3)

    def raise_by_one() -> None:
        while True:
            read = amount(store)
            held = (Equals("amount", read),)
            step = Change(INVOICES, KEY, held, Stale("Invoice"), set={"amount": read + ONE})
            if saved(store, step):
                return

    at_once(lambda n: [raise_by_one() for _ in range(rounds)])

    assert amount(store) == AMOUNT + WRITERS * rounds


@pytest.mark.conformance
def test_eight_who_take_from_one_never_take_more_than_there_is(store):
    def take(number: int) -> int:
        enough = (Compare("amount", ">=", Decimal(3)),)
        step = Change(INVOICES, KEY, enough, Stale("Invoice"), add={"amount": Decimal(-3)})
        return saved(store, step)

    taken = sum(at_once(take))

    assert taken == 3
    assert amount(store) == AMOUNT - 9


@pytest.mark.conformance
def test_one_click_that_comes_eight_times_at_once_is_applied_once(store):
    name = uuid4().hex

    def click(number: int) -> None:
        save(store, add(), name=name, token=name)

    at_once(click)

    assert amount(store) == AMOUNT + 1
