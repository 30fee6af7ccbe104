"""Dates and times of the demo data. Nothing looks at the clock: today is always REFERENCE."""

from datetime import UTC, datetime, time, timedelta

REFERENCE = datetime(2026, 1, 17, 9, 0, tzinfo=UTC)

# Times to live lie far ahead, whatever the age of the webhook, or the demo data would vanish.
KEPT_UNTIL = int(datetime(2037, 12, 31, tzinfo=UTC).timestamp())


def at(day: str, seed: int = 0) -> datetime:
    """A moment of that day between seven and seventeen o'clock, chosen by the seed."""
    opening = datetime.combine(datetime.fromisoformat(day), time(7), UTC)
    return opening + timedelta(milliseconds=seed % 36_000_000)


def before(days: int, hours: int = 0) -> datetime:
    """So long before the reference day."""
    return REFERENCE - timedelta(days=days, hours=hours)


def stamp(moment: datetime) -> str:
    """ISO 8601 with milliseconds and Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000
