"""Whatever the service does to a run's calls, its end is that of an undisturbed run."""

from contextlib import suppress
from functools import partial
from random import Random

import pytest

from entities.dynamodb.client import TRIES
from entities.errors import Throttled
from entities.operations.runs import driving, units
from entities.operations.runs.progress import progress_of
from tests.counts import count
from tests.operations.runs.ends import NAMES, end_of
from tests.operations.runs.shop import names, stock

KINDS = ("throttle", "time_out_before", "time_out_after", "hang_up_after", "fail_after")
BATCHES = ("BatchGetItem", "BatchWriteItem")
MOST = 400  # requests, more than any of these runs sends


class Late:
    """From one request on, so many go wrong: more than the client tries by itself."""

    def __init__(self, fault, at: int, times: int = TRIES):
        self.fault, self.numbers, self.number = fault, range(at, at + times), 0

    def __call__(self, operation: str):
        self.number += 1
        return self.fault if self.number in self.numbers else None

    @property
    def met(self) -> bool:
        return self.number >= self.numbers.start


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_any_call_changes_nothing_of_the_end(store, monkeypatch, engine, faults, kind):
    undisturbed = driven(store, monkeypatch, engine, faults)
    first = count(0, KINDS.index(kind) * 19) + 1
    for at in range(first, MOST, count(1, 97)):
        late = Late(getattr(faults, kind), at)
        assert driven(store, monkeypatch, engine, faults, late) == undisturbed, f"at request {at}"
        if not late.met:
            return
    pytest.fail("the run sends more requests than were tried")


def driven(store, monkeypatch, engine, faults, choose=lambda operation: None):
    """The end of a run that was driven with these faults, in a shop of its own."""
    shop = stock(store, monkeypatch, len(NAMES))
    run = shop.number(NAMES[:2], NAMES[2:])
    faults.choose(choose)
    shop.worker().drive(run.run_id)
    faults.disarm()
    end = end_of(shop, run)
    engine.tidy()
    return end


@pytest.mark.parametrize("seed", range(count(50, 2)))
def test_throttled_at_every_third_call_it_finishes_with_exact_counts(
    shop, faults, monkeypatch, seed
):
    monkeypatch.setattr(units, "PAGE", 2)
    monkeypatch.setattr(driving, "monotonic", lambda: shop.moment.timestamp())
    dice, told = Random(seed), []
    leave_over = partial(faults.leave_over, accepted=1)

    def choose(operation: str):
        if dice.random() >= 0.3:
            return None
        return leave_over if operation in BATCHES and dice.random() < 0.5 else faults.throttle

    run, worker = shop.number(names(5), ["c_5", "c_99"]), shop.worker()
    while not shop.run(run).ended:
        faults.choose(choose)
        with suppress(Throttled):
            worker.turn(run.run_id, seconds=0)
        faults.choose(lambda operation: None)
        told += progress_of(shop.run(run), shop.segments(run), shop.clock()).waits
        shop.later(seconds=21)
    run = shop.run(run)

    assert (run.status, run.reason) == ("failed", "1 unit could not be done.")
    assert run.item["counters"] == {"done": 6, "failed": 1}
    assert (run.item["done"], run.item["failed"], run.item["total"]) == (7, 1, 7)
    assert shop.addresses() == dict.fromkeys(names(6), "1")
    assert len(shop.outcomes(run)) == 7
    assert any(why.startswith("The service throttles: ") for why in told)
