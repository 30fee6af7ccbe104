"""Several workers on one run, and workers that wake too late: no unit is done twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Lock

import pytest

from entities.dynamodb.metering import WRITES
from entities.dynamodb.store import Store
from tests.counts import count
from tests.operations.runs.ends import NAMES, end_of
from tests.operations.runs.shop import names, stock

MANY = names(24)


class OneByOne(Store):
    """Answers one call at a time, as each of them is one moment of DynamoDB."""

    lock = Lock()

    def call(self, operation, table, arguments):
        with self.lock:
            return super().call(operation, table, arguments)


@pytest.mark.parametrize("workers", [2, 4])
@pytest.mark.parametrize("round_", range(count(50, 1)))
def test_several_workers_come_to_the_same_end_as_one(store, monkeypatch, workers, round_):
    """The clock is theirs in common, and each that idles moves it: leases end at any moment."""
    shop = stock(store, monkeypatch, len(MANY))
    run = shop.number(*(MANY[n::6] for n in range(6)))
    store.__class__ = OneByOne

    def drive(number: int):
        return shop.worker(f"worker-{number}").drive(run.run_id).status

    with ThreadPoolExecutor(workers) as pool:
        ended = list(pool.map(drive, range(workers)))
    store.__class__ = Store

    assert ended == ["succeeded"] * workers
    assert shop.addresses() == dict.fromkeys(MANY, "1")
    assert [o.status for o in shop.outcomes(run)] == ["done"] * len(MANY)
    assert shop.run(run).item["counters"] == {"done": len(MANY)}


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_in_turn_do_no_unit_twice(shop, workers):
    run = shop.number(*([name] for name in names(6)))
    team = [shop.worker(f"worker-{n}") for n in range(workers)]
    while shop.run(run).status != "succeeded":
        for worker in team:
            worker.turn(run.run_id, seconds=0)

    assert shop.addresses() == dict.fromkeys(names(6), "1")


# ---- frozen past its lease --------------------------------------------------------------------


class Freezing(Store):
    """Freezes before one of its writes; what it writes after that is kept."""

    def begin(self, at: int, meanwhile):
        self.at, self.meanwhile = at, meanwhile
        self.writes, self.written = 0, []

    def call(self, operation, table, arguments):
        if operation in WRITES:
            self.writes += 1
            if self.writes == self.at:
                self.meanwhile()
        answer = super().call(operation, table, arguments)
        if operation in WRITES and self.writes >= self.at:
            self.written.append((operation, table))
        return answer


def test_a_worker_frozen_before_any_of_its_writes_writes_nothing_when_it_wakes(
    store, monkeypatch, engine
):
    """Neither a company's item nor a segment nor the run: all of them are another's by then."""
    undisturbed, at = None, 0
    while True:
        shop, at = stock(store, monkeypatch, len(NAMES)), at + 1
        run = shop.number(NAMES)

        def meanwhile(shop=shop, run=run):
            shop.later(seconds=21)
            shop.worker("heir").drive(run.run_id)

        slow = Freezing(store.client, sleep=store.sleep)
        slow.begin(at, meanwhile)
        worker = replace(shop.worker("frozen"), hands=replace(shop.hands, store=slow))
        worker.drive(run.run_id)
        end = end_of(shop, run)
        if slow.writes < at:
            break
        undisturbed = undisturbed or end
        assert slow.written == [], f"frozen before write {at}"
        assert end == undisturbed
        engine.tidy()
    assert at > len(NAMES) + 4
