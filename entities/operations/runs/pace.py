"""Pace: no faster than the cap, slower where the service throttles, and the reason in words."""

from collections.abc import Callable
from decimal import Decimal

SLOWEST = 1.0  # units a second
SLOWER, FASTER = 0.5, 1.25
LIKELY = 0.3  # of the last rate that a new measurement counts


class Pace:
    """Of one worker on one segment. `cap` is in units a second; None is as fast as it goes.

    `rate` is what was reached of late, in units a second.
    """

    def __init__(self, cap: float | None, now: Callable[[], float], sleep: Callable[[float], None]):
        self.cap, self.rate = cap, 0.0
        self._now, self._sleep = now, sleep
        self._throttled: float | None = None
        self._last, self._owed = now(), 0.0

    @property
    def limit(self) -> float | None:
        limits = [limit for limit in (self.cap, self._throttled) if limit is not None]
        return min(limits, default=None)

    @property
    def waits(self) -> str:
        """Why it is not faster; nothing where nothing holds it back."""
        if self._throttled is not None:
            return f"The service throttles: {self._throttled:.0f} a second for now."
        return f"Held at {self.cap:g} a second, as asked." if self.cap else ""

    def wait(self, units: int = 1, alive: Callable[[], object] = lambda: None) -> None:
        """Before so many units. `alive` is called at least once in a second of waiting."""
        if self.limit is None:
            return
        self._owed += units / self.limit
        while (left := self._owed - (self._now() - self._last)) > 0:
            self._sleep(min(left, 1.0))
            alive()
        # What was not used up is not saved for a burst.
        self._last, self._owed = self._now(), 0.0

    def heard(self, units: int, seconds: float, throttles: int) -> None:
        """What a page took, and how often the service said that it was too much."""
        now = units / seconds if seconds > 0 else 0.0
        self.rate = now if not self.rate else self.rate + LIKELY * (now - self.rate)
        if throttles:
            self._throttled = max(SLOWEST, (self._throttled or now or SLOWEST) * SLOWER)
        elif self._throttled is not None:
            self._throttled *= FASTER
            if now < self._throttled * SLOWER:  # the limit no longer is what holds it back
                self._throttled = None

    @property
    def stored(self) -> dict:
        return {"rate": Decimal(f"{self.rate:.2f}"), "waits": self.waits}
