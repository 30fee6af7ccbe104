"""Killed anywhere, gone on with: the end is that of an undisturbed run."""

import pytest

from entities.dynamodb.store import Store
from tests.counts import count
from tests.operations.runs.ends import NAMES, end_of
from tests.operations.runs.shop import Shop, stock


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


@pytest.mark.soak
def test_a_run_killed_at_any_call_ends_as_if_nothing_had_happened(store, monkeypatch, engine):
    """Every call of the first worker is a point to die at, before it and after it was applied."""
    undisturbed, died, fatal = None, 0, 0
    while died < count(1_000, 12):
        shop = stock(store, monkeypatch, len(NAMES))
        run = shop.number(NAMES[:2], NAMES[2:])
        if undisturbed is None:
            shop.worker().drive(run.run_id)
            undisturbed = end_of(shop, run)
        else:
            fatal += count(1, 5)
            killed = drive_until_killed(shop, run, fatal, after=died % 2 == 0)
            shop.later(seconds=31)
            shop.worker("heir").drive(run.run_id)
            assert end_of(shop, run) == undisturbed, f"killed at call {fatal}"
            died += killed
            fatal = fatal if killed else 0
        engine.tidy()
