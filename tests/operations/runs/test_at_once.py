"""Several workers on one run, and workers that wake too late: no unit is done twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Lock

import pytest

from entities.dynamodb.metering import WRITES
from entities.dynamodb.store import Store
from entities.operations.runs import outcomes
from entities.operations.runs.control import wish
from entities.operations.runs.status import CANCEL, PAUSE
from tests.counts import count
from tests.operations.runs.ends import end_of
from tests.operations.runs.shop import STAFF, names, stock

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
    """Freezes before one of its writes, while something else happens."""

    def begin(self, at: int, meanwhile):
        self.at, self.meanwhile, self.writes = at, meanwhile, 0

    def call(self, operation, table, arguments):
        if operation in WRITES:
            self.writes += 1
            if self.writes == self.at:
                self.meanwhile()
        return super().call(operation, table, arguments)


def another_does_it(shop, run):
    shop.worker("heir").drive(run.run_id)


def it_is_cancelled(shop, run):
    wish(shop.hands, run.run_id, CANCEL, shop.act(), viewer=STAFF)


def it_is_paused(shop, run):
    wish(shop.hands, run.run_id, PAUSE, shop.act(), viewer=STAFF)


@pytest.mark.parametrize("happening", [another_does_it, it_is_cancelled, it_is_paused])
def test_a_worker_frozen_before_any_of_its_writes_changes_nothing_when_it_wakes(
    store, monkeypatch, engine, happening
):
    """Neither a company's item nor a segment's counts nor the run, once its lease is over."""
    for at in range(1, 100):
        shop, found = stock(store, monkeypatch, 1), []
        run = shop.number(names(1))

        def meanwhile(shop=shop, run=run, found=found):
            shop.later(seconds=21)
            happening(shop, run)
            found.append(end_of(shop, run))

        slow = Freezing(store.client, sleep=store.sleep)
        slow.begin(at, meanwhile)
        worker = replace(shop.worker("frozen"), hands=replace(shop.hands, store=slow))
        worker.drive(run.run_id)
        if not found:
            break
        assert found == [end_of(shop, run)], f"frozen before write {at}"
        engine.tidy()
    assert at > 5  # taken, running, done, saved, ended


def test_a_failure_that_another_worker_has_kept_first_fails_no_run(shop, monkeypatch):
    monkeypatch.setattr("entities.operations.runs.units.PAGE", 1)
    run, heir = shop.number(["c_98", "c_99"]), shop.worker("heir")
    commit = outcomes.commit

    def late(*arguments, **more):
        """Between finding that it cannot be done and keeping that: the lease is over."""
        monkeypatch.setattr(outcomes, "commit", commit)
        shop.later(seconds=21)
        heir.turn(run.run_id, seconds=0)
        commit(*arguments, **more)

    monkeypatch.setattr(outcomes, "commit", late)
    shop.worker("frozen").turn(run.run_id)

    assert shop.run(run).status == "running"
    assert heir.drive(run.run_id).reason == "2 units could not be done."
    assert shop.run(run).item["counters"] == {"failed": 2}
