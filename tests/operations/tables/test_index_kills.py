"""Killed anywhere, gone on with: one index by one call, counted; or one list, and nothing."""

import pytest

from tests.counts import count
from tests.deaths import Deaths, Killed, Mortal
from tests.engines import as_production
from tests.operations.tables.by_hand import NAME
from tests.operations.tables.slow_builds import SlowStore
from tests.operations.tables.yard import Yard

pytestmark = pytest.mark.soak

AGAIN = "unchanged"  # the intention, by who came after one that died before it could send


class Dying(Mortal, SlowStore):
    """Where indexes take their time, too."""


def yard_of(store, monkeypatch, *items: dict) -> Yard:
    monkeypatch.setattr("entities.operations.tables.indexing.looking.PAGE", 3)
    store.__class__ = Dying
    yard = Yard(as_production(store.slow_down(2)))
    yard.fill(*items)
    return yard


def outcome_of(yard: Yard, run) -> tuple:
    run, held = yard.run(run), yard.index()
    listed = [(found.unit_id, found.key, found.said) for found in yard.findings(run)]
    facts = (run.status, run.reason, run.facts, run.item["done"], run.item["total"])
    log = sorted({*yard.states()} - {AGAIN})
    return facts, listed, held and held.status, yard.store.sent, log


@pytest.mark.parametrize("changes", [{}, {"rank": "x"}])
def test_a_build_killed_at_any_call_ends_as_if_nothing_had_happened(
    store, monkeypatch, engine, changes
):
    """Every call of the first worker is a point to die at, before it and after it was applied."""
    items = [{} if n % 2 else changes for n in range(7)]
    environment, prefixes = store.environment, store.prefixes
    undisturbed, deaths = None, Deaths(count(1, 9))
    while deaths.died < count(200, 13):
        store.environment, store.prefixes = environment, prefixes
        yard = yard_of(store, monkeypatch, *items)
        run = yard.build()
        if undisturbed is None:
            yard.driven(run)
            undisturbed = outcome_of(yard, run)
            assert len(yard.store.sent) == (not changes), "built once, or not at all"
        else:
            deaths.during(yard.store, yard.worker("doomed").drive, run.run_id)
            yard.later(seconds=31)
            yard.worker("heir").drive(run.run_id)
            assert outcome_of(yard, run) == undisturbed, deaths.point
        engine.tidy()


def test_a_build_that_the_service_goes_on_with_is_waited_for(store, monkeypatch):
    """The process dies once the call is sent; what comes after it sends none."""
    yard = yard_of(store, monkeypatch, {}, {})
    run = yard.build()
    real = Dying.call

    def sent_and_gone(store, operation, table, arguments):
        answer = real(store, operation, table, arguments)
        if operation == "UpdateTable" and table == NAME:
            raise Killed
        return answer

    monkeypatch.setattr(Dying, "call", sent_and_gone)
    with pytest.raises(Killed):
        yard.worker("doomed").drive(run.run_id)
    assert yard.states() == ["intended"]
    yard.later(seconds=31)

    assert yard.worker("heir").drive(run.run_id).status == "succeeded"
    assert yard.store.sent == [("Create", "rank-index")]
    assert yard.states() == ["intended", "done"]


def test_a_worker_frozen_past_its_lease_sends_nothing(store, monkeypatch):
    yard = yard_of(store, monkeypatch, {}, {})
    run = yard.build()
    frozen = []

    def freeze(store, table):
        """Between its look at the table and the call: another does it all meanwhile."""
        told = real(store, table)
        if table == NAME and not frozen:
            frozen.append(table)
            yard.later(seconds=21)
            yard.worker("heir").drive(run.run_id)
        return told

    real = Dying.describe
    monkeypatch.setattr(Dying, "describe", freeze)
    yard.worker("frozen").drive(run.run_id)

    assert frozen
    assert yard.run(run).status == "succeeded"
    assert yard.store.sent == [("Create", "rank-index")]
