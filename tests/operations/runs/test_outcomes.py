"""Outcomes of units that write nothing else are kept once, by whoever has the segment."""

from time import monotonic

import pytest

from entities.errors import DoneAlready, LeaseLost
from entities.operations.runs.base import Task
from entities.operations.runs.outcomes import Outcome, keep
from entities.operations.runs.pace import Pace
from entities.operations.runs.segments import take
from tests.operations.runs.shop import names

FOUND = Outcome(1, "added", "It is there today only.", ("comp_1", "c_0"))


@pytest.fixture
def run(shop):
    return shop.number(names(1))


def taken(shop, run) -> Task:
    """The segment in the hands of a worker, after any other has lost it."""
    shop.later(seconds=21)
    segment = take(shop.store, shop.segments(run)[0], "w", shop.clock(), shop.lease)
    return Task(shop.hands, run, segment, Pace(None, monotonic, shop.store.sleep))


def kept(task: Task, outcome: Outcome = FOUND) -> None:
    keep(task, task.catalogue.entity("contractors"), 0, outcome)


def test_who_does_a_page_again_is_told_that_it_was_kept(shop, run):
    kept(taken(shop, run))
    with pytest.raises(DoneAlready):
        kept(taken(shop, run))

    assert [(o.status, o.said) for o in shop.outcomes(run)] == [(FOUND.status, FOUND.said)]


def test_who_lost_the_segment_is_told_that(shop, run):
    late = taken(shop, run)
    kept(taken(shop, run))

    with pytest.raises(LeaseLost):
        kept(late)
