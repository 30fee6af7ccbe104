"""Work that waits for something outside: it says why, and keeps no worker from other work."""

from datetime import timedelta

import pytest

from entities.operations import works as kinds
from entities.operations.runs.base import Advanced, Slice, Work
from entities.operations.runs.control import wish
from entities.operations.runs.progress import progress_of
from entities.operations.runs.settling import settle
from entities.operations.runs.starting import start
from entities.operations.runs.status import CANCEL, PAUSE, RETRY
from tests.operations.runs.shop import STAFF

WHY = "The index is being built."


class Waiting(Work):
    """Rests until somebody says that it is there; then one page in two fails."""

    name, label, action = "waiting", "Waiting", "bulk"
    there, looks = False, 0

    def advance(self, task):
        self.looks += 1
        if not self.there:
            return Advanced(waits=WHY, rests=timedelta(seconds=5))
        return Advanced(finished=True, done=1, failed=int(self.looks < 3))

    def begins_anew(self, segment):
        return True


@pytest.fixture
def waiting(shop, monkeypatch):
    work = Waiting()
    known = {**kinds.works(), work.name: work}
    monkeypatch.setattr(kinds, "works", lambda: known)
    return work


def begun(shop, work):
    return start(shop.hands, work, [Slice("a", total=1), Slice("b", total=1)], shop.act())


def test_it_is_looked_at_again_when_it_said_and_no_sooner(shop, waiting):
    run = begun(shop, waiting)
    worker = shop.worker()

    assert [worker.look_around() for _ in range(4)] == [False] * 4
    assert waiting.looks == 2  # each segment once
    shop.later(seconds=6)
    worker.look_around()
    assert waiting.looks == 3
    waiting.there = True
    assert worker.drive(run.run_id).status == "succeeded"


def test_it_says_why_it_waits_and_nobody_has_left_it(shop, waiting):
    run = begun(shop, waiting)
    worker = shop.worker()
    for _ in range(3):
        worker.look_around()

    now = shop.clock()
    assert progress_of(shop.run(run), shop.segments(run), now).waits == (WHY,)
    assert shop.run(run).status == "running"


def test_nobody_calls_it_left_before_its_time(shop, waiting):
    run = begun(shop, waiting)
    shop.worker().turn(run.run_id)

    shop.later(seconds=34)  # it rests for five of them, and half a minute more is allowed
    assert settle(shop.hands, shop.run(run)).status == "running"
    shop.later(seconds=2)
    assert settle(shop.hands, shop.run(run)).status == "interrupted"


@pytest.mark.parametrize(("wanted", "status"), [(PAUSE, "paused"), (CANCEL, "cancelled")])
def test_it_stops_at_once_where_a_person_wants_it(shop, waiting, wanted, status):
    run = begun(shop, waiting)
    shop.worker().turn(run.run_id)

    assert wish(shop.hands, run.run_id, wanted, shop.act(), viewer=STAFF).status == status


def test_a_work_says_itself_what_begins_anew(shop, waiting):
    waiting.there = True
    run = begun(shop, waiting)
    assert shop.worker().drive(run.run_id).status == "failed"
    wish(shop.hands, run.run_id, RETRY, shop.act(), viewer=STAFF)

    assert [s.status for s in shop.segments(run)] == ["waiting"] * 2
    assert shop.worker().drive(run.run_id).status == "succeeded"
    assert waiting.looks == 4
