"""Durations of one thing done many times, in milliseconds."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

WARM_UP = 5  # runs that are not counted, or as many as are


@dataclass(frozen=True)
class Timing:
    """`times` are in milliseconds, in the order measured."""

    times: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        """The smallest time that 95 % of the runs did not exceed."""
        return sorted(self.times)[math.ceil(len(self.times) * 0.95) - 1]

    @property
    def total(self) -> float:
        return sum(self.times)


def side_by_side(*things: Callable[[], object], times: int) -> list[Timing]:
    """The things done in turn, so that whatever else the machine does meets all of them alike."""
    return prepared(*(lambda thing=thing: thing for thing in things), times=times)


def prepared(*makers: Callable[[], Callable[[], object]], times: int) -> list[Timing]:
    """As `side_by_side`. Each maker prepares one run, which is not timed, and returns what is."""
    for make in makers * min(WARM_UP, times):
        make()()
    rounds = [[_duration(make()) for make in makers] for _ in range(times)]
    return [Timing(durations) for durations in zip(*rounds, strict=True)]


def _duration(thing: Callable[[], object]) -> float:
    started = perf_counter()
    thing()
    return (perf_counter() - started) * 1000
