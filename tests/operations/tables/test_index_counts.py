"""The count after a build: equal, written meanwhile, short, or nothing at all."""

import pytest

from entities.dynamodb.index_counts import count_page
from entities.operations.tables.indexing import comparing
from tests.engines import as_production
from tests.operations.tables.by_hand import NAME
from tests.operations.tables.yard import Yard


@pytest.fixture
def yard(store):
    yard = Yard(as_production(store))
    yard.fill(*[{}] * 6)
    return yard


def holding(monkeypatch, *counts: int) -> list[int]:
    """The index holds so many whenever it is counted, one after the other."""
    asked = []

    def counted(store, table, index, place):
        asked.append(table)
        return counts[min(len(asked), len(counts)) - 1], None

    monkeypatch.setattr(comparing, "count_page", counted)
    return asked


def test_an_index_that_holds_nothing_is_a_bad_end_and_says_so(yard, monkeypatch):
    asked = holding(monkeypatch, 0)

    run = yard.driven(yard.build())

    assert run.status == "failed"
    assert run.reason.startswith("“rank-index” holds 0 of 6 items that belong in it. Have it")
    assert len(asked) == comparing.ROUNDS
    assert "The index holds 0 items, and 6 belong in it: counted again." not in run.reason


def test_an_index_that_is_late_is_counted_again(yard, monkeypatch):
    asked = holding(monkeypatch, 4, 6)
    told = []

    run = yard.build()
    yard.worker().drive(run.run_id, lambda run: told.extend(yard.waits(run)))

    assert "The index holds 4 items, and 6 belong in it: counted again." in told
    assert yard.run(run).facts["indexed"] == 6
    assert len(asked) == 2


def test_items_written_between_the_counts_are_told_apart(yard, monkeypatch):
    """The index is counted before the table; the seventh and eighth are written in between."""
    holding(monkeypatch, 6, 7)
    counts = []
    real = comparing.scanned_page

    def written(task, change, after):
        counts.append(after)
        yard.fill_more(*[{}] * len(counts))
        return real(task, change, after)

    monkeypatch.setattr(comparing, "scanned_page", written)

    run = yard.driven(yard.build())

    assert run.status == "succeeded"
    assert (run.facts["indexed"], run.facts["eligible"]) == (7, 8)


def test_an_engine_that_indexes_more_than_fits_fails_nothing(yard, monkeypatch):
    holding(monkeypatch, 9)

    run = yard.driven(yard.build())

    assert (run.status, run.facts["indexed"], run.facts["eligible"]) == ("succeeded", 9, 6)


def test_it_is_counted_anew_where_it_is_tried_again(yard, monkeypatch):
    holding(monkeypatch, 0)
    run = yard.driven(yard.build())
    monkeypatch.undo()

    assert yard.driven(yard.again(run)).facts["indexed"] == 6


def test_both_are_counted_page_by_page(yard, monkeypatch):
    monkeypatch.setattr("entities.operations.tables.indexing.looking.PAGE", 2)
    pages = []

    def in_pages(store, table, index, place):
        count, place = real(store, table, index, place)
        pages.append(count)
        return count, place

    real = small_pages(yard.store)
    monkeypatch.setattr(comparing, "count_page", in_pages)

    run = yard.driven(yard.build())

    assert (sum(pages), run.facts["indexed"]) == (6, 6)
    assert len(pages) > 2
    assert (run.item["done"], run.item["total"]) == (19, 19)


def small_pages(store):
    """As `count_page`, two items at a time."""

    def counted(_store, table, index, place):
        call = store.call

        def limited(operation, table, arguments):
            return call(operation, table, {**arguments, "Limit": 2})

        store.call = limited
        try:
            return count_page(store, table, index, place)
        finally:
            del store.call

    return counted


def test_a_count_reads_no_item(yard):
    yard.driven(yard.build())

    assert count_page(yard.store, NAME, "rank-index") == (6, None)
