"""Sending again what a batch left over: exponential waits with full jitter, and an end."""

from collections.abc import Callable
from random import SystemRandom
from typing import TypeVar

from entities.errors import Throttled

T = TypeVar("T")

FIRST = 0.05  # seconds, the most the first wait takes
LONGEST = 5.0
FRUITLESS = 8  # tries in a row of which nothing was accepted
_dice = SystemRandom()


def wait_before(attempt: int) -> float:
    """Seconds to wait before try number `attempt`, counted from 1: anything up to the ceiling."""
    return _dice.uniform(0, min(LONGEST, FIRST * 2 ** (attempt - 1)))


def drain(
    pending: list[T], send: Callable[[list[T]], list[T]], sleep: Callable[[float], None]
) -> list[T]:
    """Send until nothing is left over; `send` returns what was not accepted.

    Returns what is still left after `FRUITLESS` tries without any progress.
    """
    attempt = fruitless = 0
    while True:
        try:
            left = send(pending)
        except Throttled:
            left = pending
        attempt += 1
        fruitless = 0 if len(left) < len(pending) else fruitless + 1
        if not left or fruitless == FRUITLESS:
            return left
        sleep(wait_before(attempt))
        pending = left
