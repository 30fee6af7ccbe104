"""How fast a run goes: as asked, slower where the service throttles, and why."""

import pytest

from entities.operations.runs.pace import Pace


class Watch:
    """Time that passes only by sleeping, a little longer than asked for, as everywhere."""

    def __init__(self):
        self.now = 0.0
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds + 1e-9


@pytest.fixture
def watch():
    return Watch()


def pace_of(watch, cap=None) -> Pace:
    return Pace(cap, lambda: watch.now, watch.sleep)


def test_without_a_cap_nothing_waits_and_nothing_is_said(watch):
    pace = pace_of(watch)
    pace.wait(1_000)
    pace.heard(100, 2.0, 0)

    assert watch.sleeps == []
    assert (pace.limit, pace.waits, pace.rate) == (None, "", 50.0)


def test_a_cap_is_kept_over_many_units_and_is_told(watch):
    pace = pace_of(watch, cap=20)
    for _ in range(100):
        pace.wait()

    assert watch.now == pytest.approx(5.0)
    assert pace.waits == "Held at 20 a second, as asked."


def test_the_work_itself_counts_towards_the_wait(watch):
    pace = pace_of(watch, cap=10)
    watch.now += 0.06
    pace.wait()

    assert watch.sleeps == [pytest.approx(0.04)]


def test_time_that_was_not_used_is_not_saved_for_a_burst(watch):
    pace = pace_of(watch, cap=10)
    watch.now += 60
    pace.wait()
    pace.wait()

    assert watch.sleeps == [pytest.approx(0.1)]


def test_a_long_wait_gives_a_sign_of_life_each_second(watch):
    signs = []
    pace_of(watch, cap=0.2).wait(1, lambda: signs.append(watch.now))

    assert signs == [pytest.approx(n) for n in (1, 2, 3, 4, 5)]


def test_throttling_halves_the_pace_each_time_down_to_one_a_second(watch):
    pace, limits = pace_of(watch), []
    pace.heard(80, 1.0, 0)
    for _ in range(9):
        pace.heard(80, 1.0, 1)
        limits.append(pace.limit)

    assert limits[:3] == [40, 20, 10]
    assert limits[-1] == 1.0
    assert pace.waits == "The service throttles: 1 a second for now."


def test_once_it_throttles_no_more_the_pace_rises_until_nothing_holds_it(watch):
    pace = pace_of(watch, cap=1_000)
    pace.heard(80, 1.0, 3)
    assert pace.limit == 40
    pace.heard(40, 1.0, 0)
    assert pace.limit == 50

    while pace.limit < 1_000:
        pace.heard(60, 1.0, 0)
    assert pace.waits == "Held at 1000 a second, as asked."


def test_a_page_that_did_nothing_and_was_throttled_leaves_the_slowest_pace(watch):
    pace = pace_of(watch)
    pace.heard(0, 0.0, 1)

    assert pace.limit == 1.0
    assert pace.stored == {"rate": 0, "waits": "The service throttles: 1 a second for now."}


def test_the_rate_follows_what_was_measured_and_no_single_page(watch):
    pace = pace_of(watch)
    pace.heard(100, 1.0, 0)
    pace.heard(200, 1.0, 0)

    assert pace.rate == pytest.approx(130)
