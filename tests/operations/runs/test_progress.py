"""How far a run is, from its segments."""

from datetime import timedelta
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.operations.runs.progress import progress_of
from entities.operations.runs.run import Run
from entities.operations.runs.segments import Segment
from entities.operations.settled import stamp
from tests.operations.making import NOW

SEGMENTS = catalogue.entity("segments")
SOON, PAST = "2099-01-01T00:00:00.000Z", "2001-01-01T00:00:00.000Z"


def segment(name="a", *, worker="", until=SOON, status="waiting", waits="", **numbers) -> Segment:
    counts = {n: Decimal(str(value)) for n, value in numbers.items()}
    held = {"leasedBy": worker, "leasedUntil": until} if worker else {}
    facts = {"runId": "r", "segmentId": name, "status": status, "waits": waits}
    return Segment(SEGMENTS, {**facts, **held, **counts})


def progress(*segments, status="running"):
    return progress_of(Run({"runId": "r", "status": status}), segments, NOW)


def test_it_adds_up_what_the_segments_did():
    told = progress(
        segment("a", status="done", done=100, total=100, failed=2),
        segment("b", worker="w-1", done=30, total=100, rate=10),
        segment("c", worker="w-2", done=20, total=100, rate="4.5"),
    )

    assert (told.done, told.total, told.failed) == (150, 300, 2)
    assert (told.segments_done, told.segments, told.workers) == (1, 3, 2)
    assert (told.share, told.rate) == (50, 14.5)
    assert told.left == timedelta(seconds=10)


def test_what_nobody_counted_yet_has_neither_a_share_nor_an_end():
    told = progress(segment("a", worker="w-1", done=5, rate=5), segment("b", total=10))

    assert (told.done, told.total, told.share, told.left) == (5, None, 0, None)


@pytest.mark.parametrize(
    ("done", "total", "share"), [(0, 7, 0), (999, 1_000, 99), (1_000, 1_000, 100), (12, 10, 100)]
)
def test_only_what_is_all_there_is_a_hundred_per_cent(done, total, share):
    assert progress(segment(done=done, total=total)).share == share


def test_a_lease_that_is_over_is_nobodys_rate():
    told = progress(segment(worker="w-1", until=PAST, done=1, total=10, rate=9))

    assert (told.workers, told.rate, told.left) == (0, 0, None)
    assert told.waits == ("No worker has it at the moment.",)


def test_between_two_short_segments_the_rate_is_that_so_far_and_nobody_is_missed():
    moved = Segment(SEGMENTS, segment("a", status="done", done=60, total=60).item)
    moved.item["updatedAt"] = stamp(NOW - timedelta(seconds=1))
    run = Run({"runId": "r", "status": "running", "startedAt": stamp(NOW - timedelta(seconds=20))})

    told = progress_of(run, [moved, segment("b", total=30)], NOW)
    later = progress_of(run, [moved, segment("b", total=30)], NOW + timedelta(seconds=6))

    assert (told.rate, told.left, told.waits) == (3.0, timedelta(seconds=10), ())
    assert (later.rate, later.waits) == (0.0, ("No worker has it at the moment.",))


def test_each_reason_to_wait_is_told_once():
    throttles = "The service throttles: 5 a second for now."
    told = progress(
        segment("a", worker="w-1", waits=throttles),
        segment("b", worker="w-2", waits=throttles),
        segment("c", status="done", waits="Long past."),
    )

    assert told.waits == (throttles,)


def test_a_run_that_ended_waits_for_nothing_and_has_nothing_left():
    told = progress(segment(done=5, total=10, waits="The service throttles."), status="cancelled")

    assert (told.waits, told.left) == ((), None)


def test_a_run_that_was_only_asked_for_says_that_nobody_has_it():
    assert progress(segment(), status="enqueued").waits == ("No worker has taken it up yet.",)


def test_a_paused_run_does_not_say_that_nobody_has_it():
    assert progress(segment(done=5, total=10), status="paused").waits == ()
