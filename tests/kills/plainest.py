"""Runs of the tests' own kinds of work."""

import json

from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.starting import start
from tests.counts import count
from tests.kills.stocking import NAMES, act
from tests.operations.runs.shop import COUNTING, NUMBERING


def numbering(hands: Hands) -> Run:
    """Four lists of contractors."""
    parts = [NAMES[n::4] for n in range(4)]
    slices = [
        Slice(f"{n}", "contractors", total=len(part), payload=json.dumps(part).encode())
        for n, part in enumerate(parts)
    ]
    return start(hands, NUMBERING, slices, act(hands), entities=["contractors"])


def adding(hands: Hands) -> Run:
    """Long segments in three phases, the last of which is done always."""
    slices = [Slice(f"{n}", phase=n // 2, total=count(500, 10), always=n == 4) for n in range(5)]
    return start(hands, COUNTING, slices, act(hands))
