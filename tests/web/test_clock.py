"""Moments as people read them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from entities.web.clock import ago, exact

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (-59, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (-3600, "in 1 h"),
        (23 * 3600, "23 h ago"),
        (86400, "1 d ago"),
        (44 * 86400, "44 d ago"),
        (45 * 86400, "1 mo ago"),
        (400 * 86400, "13 mo ago"),
        (541 * 86400, "1 y ago"),
        (-3 * 366 * 86400, "in 3 y"),
    ],
)
def test_a_moment_is_said_in_the_largest_unit_that_fits(seconds, words):
    assert ago(NOW - timedelta(seconds=seconds), NOW) == words


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(["UTC", "Asia/Manila"]))
def test_every_moment_of_the_calendar_can_be_said(moment, zone):
    with timezone.override(zone):
        assert exact(moment)
        assert ago(moment, NOW)


def test_the_exact_moment_names_its_zone():
    assert exact(NOW) == "2025-06-01 12:00:00 UTC"
    with timezone.override("Asia/Manila"):
        assert exact(NOW) == "2025-06-01 20:00:00 PST"
