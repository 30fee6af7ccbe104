"""`kill -9` at any moment, time and again: the end is that of a run which nobody disturbed."""

from random import Random

import pytest

from entities.operations import works as kinds_of_work
from tests.counts import SOAKING
from tests.kills.crowd import Crowd
from tests.kills.kinds import KINDS
from tests.kills.nursery import hands, with_works_of_the_tests
from tests.kills.stocking import done, stock

ASKED_MOST = ("backup", "drill", "bulk change", "import")
KILLS, FEWER = 50, 20  # of those, and of any other kind
A_RUN = 8  # kills of the workers of one run

each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.mark.skipif(not SOAKING, reason="kills take minutes: run `make soak`")
@each
def test_killed_and_born_again_its_end_is_that_of_an_undisturbed_run(
    own_engine, empty, tmp_path, kind
):
    kills = KILLS if kind.name in ASKED_MOST else FEWER
    crowd = Crowd(own_engine, tmp_path, size=2, dice=Random(kind.name))
    try:
        undisturbed = None
        while crowd.killed < kills:
            empty(crowd.hands.store)
            stock(crowd.hands)
            run = kind.begin(crowd.hands)
            most = min(A_RUN, kills - crowd.killed) if undisturbed else 0
            end = kind.end(crowd.hands, crowd.work(run, most))
            undisturbed = undisturbed or end
            assert end == undisturbed
    finally:
        crowd.end()


@pytest.mark.soak
@each
def test_undisturbed_it_succeeds(store, tmp_path, monkeypatch, kind):
    known = with_works_of_the_tests()
    monkeypatch.setattr(kinds_of_work, "works", lambda: known)
    alone = hands(store, tmp_path)
    stock(alone)
    run = done(alone, kind.begin(alone))

    assert kind.end(alone, run)["items"]["contractors"]
