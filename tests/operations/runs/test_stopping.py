"""Pausing, going on, cancelling; retrying; and work that nobody moves."""

from datetime import timedelta
from time import monotonic

import pytest

from entities.errors import ActionNotAllowed, ArrowRefused, ItemNotFound
from entities.operations.runs import advancing
from entities.operations.runs.base import Slice
from entities.operations.runs.control import find, note, wish
from entities.operations.runs.pace import Pace
from entities.operations.runs.run import move
from entities.operations.runs.segments import take
from entities.operations.runs.settling import settle
from entities.operations.runs.status import (
    ARROWS,
    CANCEL,
    ENDED,
    LIVE,
    PAUSE,
    RESUME,
    RETRY,
    WISHES,
    wishes_open,
)
from entities.schema.viewer import Viewer, everyone
from tests.operations.runs.shop import STAFF, names
from tests.operations.writing.desk import contractor, put


def ask(shop, run, what, viewer=STAFF):
    return wish(shop.hands, run.run_id, what, shop.act(reason="night"), viewer=viewer)


def test_a_pause_takes_effect_at_the_end_of_a_page_and_work_goes_on_from_there(shop):
    run, worker = shop.add(Slice("a", total=20)), shop.worker()
    worker.turn(run.run_id, seconds=0)
    paused = ask(shop, run, PAUSE)
    worker.turn(run.run_id)

    assert paused.status == "paused"
    assert [s.count("done") for s in shop.segments(run)] == [5]
    assert ask(shop, run, RESUME).status == "enqueued"
    assert worker.drive(run.run_id).item["done"] == 20


def test_a_pause_waits_for_the_worker_that_has_a_segment(shop):
    run = shop.add(Slice("a", total=20))
    (segment,) = shop.segments(run)
    take(shop.store, segment, "worker-2", shop.clock(), shop.lease)

    assert ask(shop, run, PAUSE).status == "pausing"
    shop.later(seconds=21)
    assert settle(shop.hands, shop.run(run)).status == "paused"


def test_a_pause_that_is_taken_back_before_all_have_stopped_goes_on(shop):
    run = shop.add(Slice("a", total=20))
    (segment,) = shop.segments(run)
    take(shop.store, segment, "worker-2", shop.clock(), shop.lease)
    ask(shop, run, PAUSE)

    assert ask(shop, run, RESUME).status == "running"


def test_a_cancelled_run_stays_as_far_as_it_came(shop):
    run, worker = shop.add(Slice("a", total=20)), shop.worker()
    worker.turn(run.run_id, seconds=0)

    assert ask(shop, run, CANCEL).status == "cancelled"
    assert not worker.turn(run.run_id)
    assert [s.count("done") for s in shop.segments(run)] == [5]
    assert shop.run(run).item["done"] == 5


def test_what_tidies_up_is_done_though_the_run_is_cancelled(shop):
    run = shop.add(Slice("a", total=20), Slice("tidy", phase=1, total=5, always=True))
    assert ask(shop, run, CANCEL).status == "cancelling"

    run = shop.worker().drive(run.run_id)

    assert run.status == "cancelled"
    assert {s.segment_id: s.count("done") for s in shop.segments(run)} == {"a": 0, "tidy": 5}


def test_who_asked_and_why_stands_in_the_log(shop):
    run = shop.add(Slice("a", total=20))
    ask(shop, run, PAUSE)

    assert shop.logged(run)[1] == ("dana", "pausing")
    assert shop.run(run).reason == "Every worker has let go of it."


@pytest.mark.parametrize("what", [PAUSE, RESUME, CANCEL])
def test_an_ended_run_cannot_be_stopped(shop, what):
    run = shop.worker().drive(shop.add(Slice("a", total=5)).run_id)

    with pytest.raises(ArrowRefused, match="This run is succeeded"):
        ask(shop, run, what)


@pytest.mark.parametrize("what", [PAUSE, CANCEL])
def test_who_may_not_do_the_work_may_not_stop_it(shop, what):
    run = shop.add(Slice("a", total=5))

    with pytest.raises(ActionNotAllowed):
        ask(shop, run, what, viewer=everyone("eve", "view"))


def test_what_nobody_moves_for_thirty_seconds_is_called_interrupted_and_taken_up_again(shop):
    run, worker = shop.add(Slice("a", total=20)), shop.worker()
    worker.turn(run.run_id, seconds=0)

    shop.later(seconds=29)
    assert settle(shop.hands, shop.run(run)).status == "running"
    shop.later(seconds=2)
    assert settle(shop.hands, shop.run(run)).status == "interrupted"
    assert worker.drive(run.run_id).status == "succeeded"


def test_units_that_failed_are_tried_again_and_no_others(shop):
    missing = [*names(2), "c_99", "c_98"]
    run = shop.worker().drive(shop.number(missing).run_id)

    assert (run.status, run.reason) == ("failed", "2 units could not be done.")
    assert [o.status for o in shop.outcomes(run)] == ["done", "done", "failed", "failed"]
    assert "was not found" in shop.outcomes(run)[2].said
    assert shop.outcomes(run)[2].key == ("comp_1", "c_99")

    put(shop.store, "contractors", contractor(99, contractorId="c_99"))
    ask(shop, run, RETRY)
    run = shop.worker().drive(run.run_id)

    assert (run.status, run.reason) == ("failed", "1 unit could not be done.")
    assert shop.addresses() == dict.fromkeys([*names(2), "c_99"], "1")


def test_a_retry_that_was_killed_counts_each_unit_once(shop, monkeypatch):
    run = shop.worker().drive(shop.number([*names(2), "c_99"]).run_id)
    put(shop.store, "contractors", contractor(99, contractorId="c_99"))
    ask(shop, run, RETRY)
    with monkeypatch.context() as killed:
        killed.setattr(advancing, "save", lambda *_told, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            segment = take(shop.store, shop.segments(run)[0], "w", shop.clock(), shop.lease)
            pace = Pace(None, monotonic, shop.store.sleep)
            advancing.advance(shop.hands, shop.run(run), segment, pace)
    shop.later(seconds=21)
    run = shop.worker().drive(run.run_id)

    assert (run.status, run.item["counters"]) == ("succeeded", {"done": 3})
    assert shop.addresses() == dict.fromkeys([*names(2), "c_99"], "1")


def test_who_sees_some_companies_only_sees_their_own_runs(shop):
    run = shop.add(Slice("a", total=5))
    actions = frozenset({"bulk"})

    assert find(shop.hands, run.run_id, viewer=Viewer("dana", actions)).run_id == run.run_id
    with pytest.raises(ItemNotFound):
        find(shop.hands, run.run_id, viewer=Viewer("eve", actions))


def test_no_arrow_leads_out_of_what_is_done(shop):
    run = shop.worker().drive(shop.add(Slice("a", total=5)).run_id)

    with pytest.raises(ArrowRefused):
        move(shop.hands, run, "running", shop.act())
    assert shop.run(run).status == "succeeded"


def test_a_note_stands_with_who_wrote_it(shop):
    run = shop.add(Slice("a", total=5))
    note(shop.hands, run.run_id, "Ask Noa before going on", shop.act(), viewer=STAFF)

    (said,) = shop.run(run).item["notes"]
    assert (said["by"], said["text"]) == ("dana", "Ask Noa before going on")
    assert shop.run(run).status == "enqueued"


def test_every_arrow_has_a_reason_and_starts_and_ends_somewhere():
    places = {*LIVE, *ENDED, "paused"}

    assert all(reason.endswith(".") for reason in ARROWS.values())
    assert {place for arrow in ARROWS for place in arrow} == places
    assert {(a, b) for arrows in WISHES.values() for a, b in arrows.items()} <= ARROWS.keys()
    assert [place for place in ("succeeded", "cancelled") if wishes_open(place)] == []


def test_a_lease_is_longer_than_its_sign_of_life(shop):
    assert shop.lease.beat * 3 < shop.lease.held < shop.lease.stuck
    assert shop.lease.held == timedelta(seconds=20)
