"""How often a randomised test repeats: the full count with KEYROOM_SOAK set, else a sample."""

import os

SOAKING = bool(os.environ.get("KEYROOM_SOAK"))


def count(full: int, sample: int) -> int:
    return full if SOAKING else sample
