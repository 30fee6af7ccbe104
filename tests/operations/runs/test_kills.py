"""Killed anywhere, gone on with: the end is that of an undisturbed run."""

import pytest

from entities.dynamodb.store import Store
from tests.counts import count
from tests.operations.runs.shop import Shop, names, stock
from tests.operations.writing.desk import Desk


class Killed(BaseException):
    """No handler of the product sees this: the process is gone."""


class Mortal(Store):
    """Dies at its n-th call: before it is sent, or once it was applied."""

    calls, fatal, after = 0, 0, False

    def call(self, operation, table, arguments):
        self.calls += 1
        dies = self.calls == self.fatal
        if dies and not self.after:
            raise Killed
        answer = super().call(operation, table, arguments)
        if dies:
            raise Killed
        return answer


def drive_until_killed(shop: Shop, run, fatal: int, *, after: bool) -> bool:
    """Whether the worker died."""
    store = shop.store
    store.__class__ = Mortal
    store.calls, store.fatal, store.after = 0, fatal, after
    try:
        shop.worker("doomed").drive(run.run_id)
    except Killed:
        return True
    finally:
        store.__class__ = Store
    return False


def outcome_of(shop: Shop, run) -> tuple:
    run = shop.run(run)
    entries = {
        name: Desk(shop.store).entry_count("contractors", ("comp_1", name)) for name in NAMES
    }
    outcomes = [(o.at, o.status, o.key) for o in shop.outcomes(run)]
    facts = [run.status, run.item["done"], run.item["failed"], run.item["counters"]]
    return facts, shop.addresses(), entries, outcomes


NAMES = names(4)


def test_a_run_killed_at_any_call_ends_as_if_nothing_had_happened(store, monkeypatch, engine):
    """Every call of the first worker is a point to die at, before it and after it was applied."""
    undisturbed = None
    points = count(1_000, 24)
    died, fatal = 0, 0
    while died < points:
        shop = stock(store, monkeypatch, len(NAMES))
        run = shop.number(NAMES[:2], NAMES[2:])
        if undisturbed is None:
            shop.worker().drive(run.run_id)
            undisturbed = outcome_of(shop, run)
            engine.tidy()
            continue
        fatal = fatal % 2 + 1 if fatal > 400 else fatal + 1
        killed = drive_until_killed(shop, run, fatal, after=died % 2 == 0)
        if not killed:
            fatal = 0
        died += killed
        shop.later(seconds=31)
        shop.worker("heir").drive(run.run_id)
        assert outcome_of(shop, run) == undisturbed, f"killed at call {fatal}"
        engine.tidy()


def test_a_worker_frozen_past_its_lease_writes_nothing_when_it_wakes(shop, monkeypatch):
    run = shop.number(names(3))
    frozen, heir = shop.worker("frozen"), shop.worker("heir")

    def freeze(task):
        """Between reading and writing: the other worker does it all meanwhile."""
        monkeypatch.setattr("entities.operations.runs.base.Task.alive", lambda task: None)
        shop.later(seconds=21)
        assert heir.drive(run.run_id).status == "succeeded"

    monkeypatch.setattr("entities.operations.runs.base.Task.alive", freeze)
    frozen.turn(run.run_id)

    assert shop.addresses() == dict.fromkeys(names(3), "1")
    assert [o.status for o in shop.outcomes(run)] == ["done"] * 3
    assert shop.run(run).item["done"] == 3


@pytest.mark.parametrize("workers", [2, 4])
def test_several_workers_do_no_unit_twice(shop, workers):
    run = shop.number(*([name] for name in names(6)))
    team = [shop.worker(f"worker-{n}") for n in range(workers)]
    while shop.run(run).status != "succeeded":
        for worker in team:
            worker.turn(run.run_id, seconds=0)

    assert shop.addresses() == dict.fromkeys(names(6), "1")
