"""The benchmarks run on a small data set, and never measure a page that lacks what it claims."""

from dataclasses import replace

import pytest

from benchmarks.__main__ import measure
from benchmarks.backups import measure_backup, rates_table
from benchmarks.pages import PageFellShort, measure_page, pages, sign_in
from benchmarks.subjects import choose_subjects
from benchmarks.table import table
from benchmarks.timing import Timing
from entities.web.hands import own_hands
from tests.web.cast import index, somebody, web  # noqa: F401 - a fixture
from tests.web.records import house

pytestmark = pytest.mark.no_cover  # measures pages whose lines other tests answer for


@pytest.fixture
def small(web):  # noqa: F811
    """A company whose expenses fill a page of a list and lead to another."""
    somebody()  # makes the folder of collected files, which a fresh copy lacks
    house(web, expenses=51)
    index(web)
    return web


def test_everything_is_measured_and_stands_in_one_aligned_table(small):
    rows = measure(times=2)

    lists = [row for row in rows if row.name == "list: expenses of a company"]
    assert [(row.items, row.calls) for row in lists] == [(50, 2)]
    assert all(row.ratio > 0 for row in rows)
    lines = table(rows).splitlines()
    assert len(lines) == len(rows) + 2
    assert len({len(line) for line in lines}) == 1


def test_a_page_that_lacks_an_item_is_not_measured(small):
    page, *_ = pages(choose_subjects(small))
    lacking = replace(page, holds=(*page.holds, 'href="/data/expenses/elsewhere/"'))

    with pytest.raises(PageFellShort, match="elsewhere"):
        measure_page(sign_in(), lacking, times=1)


def test_the_95th_percentile_is_a_time_that_was_measured():
    timing = Timing(tuple(float(n) for n in range(60, 0, -1)))

    assert (timing.median, timing.p95, timing.total) == (30.5, 57.0, 1830.0)


@pytest.mark.django_db
def test_a_backup_is_measured_beside_scans_of_the_same_items(store, monkeypatch, tmp_path):
    hands = own_hands(store)
    hands.places["backups"] = tmp_path
    monkeypatch.setattr("benchmarks.backups.own_hands", lambda: hands)
    rates = measure_backup(60)

    assert [rate.items for rate in rates] == [60, 60, 60]
    assert len(rates_table(rates).splitlines()) == 5
