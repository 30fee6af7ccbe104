"""What is to be backed up when, and how long it is kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from entities.operations.backups.sets import FINAL, PRE_MIGRATION

LONG_DAYS = 90  # of what a migration may have to go back to
DAY_ZERO = datetime(2020, 1, 1, tzinfo=UTC)  # slots are counted from here, on every machine


@dataclass(frozen=True)
class Policy:
    """A scheduled set every `every` hours, from `hour` (UTC) on; each kept for `days`, and the
    last `kept` of a scope always. `late` is how long after its time a set is called overdue."""

    every: int = 24
    hour: int = 2
    days: int = 30
    kept: int = 3
    late: timedelta = timedelta(hours=2)

    def slot(self, now: datetime) -> datetime:
        """The last moment at which a set was due."""
        first, step = DAY_ZERO + timedelta(hours=self.hour), timedelta(hours=self.every)
        return first + (now - first) // step * step

    def next_slot(self, now: datetime) -> datetime:
        return self.slot(now) + timedelta(hours=self.every)

    def expires(self, kind: str, now: datetime) -> datetime:
        """Until when a set of this kind is kept that is taken now."""
        days = max(self.days, LONG_DAYS) if kind in (PRE_MIGRATION, FINAL) else self.days
        return now + timedelta(days=days)

    def oldest(self, now: datetime) -> datetime:
        """The newest set of a scope should have begun at this moment or later."""
        return self.slot(now - self.late)
