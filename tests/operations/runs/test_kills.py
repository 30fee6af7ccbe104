"""Killed anywhere, gone on with: the end is that of an undisturbed run."""

import pytest

from tests.counts import count
from tests.deaths import Deaths
from tests.operations.runs.ends import NAMES, end_of
from tests.operations.runs.shop import stock


@pytest.mark.soak
def test_a_run_killed_at_any_call_ends_as_if_nothing_had_happened(store, monkeypatch, engine):
    """Every call of the first worker is a point to die at, before it and after it was applied."""
    undisturbed, deaths = None, Deaths(count(1, 5))
    while deaths.died < count(1_000, 12):
        shop = stock(store, monkeypatch, len(NAMES))
        run = shop.number(NAMES[:2], NAMES[2:])
        if undisturbed is None:
            shop.worker().drive(run.run_id)
            undisturbed = end_of(shop, run)
        else:
            deaths.during(shop.store, shop.worker("doomed").drive, run.run_id)
            shop.later(seconds=31)
            shop.worker("heir").drive(run.run_id)
            assert end_of(shop, run) == undisturbed, deaths.point
        engine.tidy()
