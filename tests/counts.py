"""How often a randomised test repeats: the full count with KEYROOM_SOAK set, else a sample."""

import os

import pytest

SOAKING = bool(os.environ.get("KEYROOM_SOAK"))


def count(full: int, sample: int) -> int:
    return full if SOAKING else sample


def in_turns(turns: int):
    """The full count in several tests, each on tables of its own; `turn` is their argument.

    The more audit entries there are, the longer the engine in memory takes: ten times a thousand
    saves are done in a fraction of the time of ten thousand.
    """
    return pytest.mark.parametrize("turn", range(count(turns, 1)))
