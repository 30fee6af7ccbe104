"""A run from its start to its end."""

from decimal import Decimal

import pytest

from entities.errors import ActionNotAllowed
from entities.operations.runs.base import Slice
from entities.schema.viewer import everyone
from tests.operations.runs.shop import names, stock


def test_every_unit_is_done_once_with_an_outcome_and_an_audit_entry(shop):
    run = shop.worker().drive(shop.number(names(4), ["c_4", "c_5"]).run_id)

    assert run.status == "succeeded"
    assert run.item["done"] == run.item["total"] == 6
    assert shop.addresses() == dict.fromkeys(names(6), "1")
    assert [(o.status, o.key[1]) for o in shop.outcomes(run)] == [("done", n) for n in names(6)]
    assert all(outcome.entry for outcome in shop.outcomes(run))


def test_its_log_says_who_started_it_and_how_it_went(shop):
    run = shop.worker().drive(shop.number(names(2)).run_id)

    assert shop.logged(run) == [
        ("dana", "enqueued"),
        ("Keyroom", "running"),
        ("Keyroom", "succeeded"),
    ]
    assert run.reason == "Every segment is done."


def test_only_who_may_do_its_work_starts_it(store, monkeypatch):
    shop = stock(store, monkeypatch, viewer=everyone("dana", "view"))

    with pytest.raises(ActionNotAllowed):
        shop.number(names(1))


def test_phases_follow_each_other(shop):
    seen = []
    run = shop.add(Slice("late", phase=1, total=5), Slice("early", phase=0, total=10))
    worker = shop.worker()
    worker.turn(run.run_id, seconds=0)
    seen.append({s.segment_id: s.count("done") for s in shop.segments(run)})
    run = worker.drive(run.run_id)

    assert seen == [{"early": 5, "late": 0}]
    assert run.status == "succeeded"
    assert run.facts == {"sum": Decimal(15)}
    assert run.item["counters"] == {"seen": Decimal(15)}


def test_what_it_works_on_is_sealed_where_it_waits(shop):
    run = shop.number(["c_1"])

    (segment,) = shop.segments(run)
    assert b"c_1" not in segment.item["payload"]


def test_a_run_of_no_segments_ends_at_once(shop):
    assert shop.worker().drive(shop.add().run_id).status == "succeeded"


def test_a_worker_serves_all_that_is_there_until_it_is_told_to_stop(shop):
    runs = [shop.number([name]) for name in names(3)]
    turns = iter([False, False, True])
    shop.worker(stop=lambda: next(turns, True)).serve()
    shop.worker().look_around()

    for run in runs:
        shop.worker().drive(run.run_id)
    assert {shop.run(run).status for run in runs} == {"succeeded"}
    assert shop.addresses() == dict.fromkeys(names(3), "1")
