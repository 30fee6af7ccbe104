"""Several processes on one run come to the same end as one, and sooner where there are cores."""

from random import Random
from time import monotonic

import pytest

from tests.counts import SOAKING
from tests.kills.crowd import Crowd
from tests.kills.kinds import KINDS
from tests.kills.stocking import UNITS, stock

pytestmark = pytest.mark.skipif(not SOAKING, reason="takes a minute: run `make soak`")


def test_two_and_four_workers_do_what_one_does(own_engine, empty, tmp_path, capsys):
    (numbering,) = (kind for kind in KINDS if kind.name == "numbering")
    ends, rates = [], {}
    for size in (1, 2, 4):
        crowd = Crowd(own_engine, tmp_path, size=size, dice=Random(size))
        try:
            empty(crowd.hands.store)
            stock(crowd.hands)
            run = numbering.begin(crowd.hands)
            started = monotonic()
            run = crowd.work(run, most=0)
            rates[size] = UNITS / (monotonic() - started)
            ends.append(numbering.end(crowd.hands, run))
        finally:
            crowd.end()

    assert ends[0] == ends[1] == ends[2]
    with capsys.disabled():
        told = ", ".join(f"{size}: {rate:.0f}" for size, rate in rates.items())
        print(f"\nunits a second by number of workers: {told}")  # noqa: T201
