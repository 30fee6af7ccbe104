"""Moments as people read them: relative, with the exact one beside it."""

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

STEPS = ((60, 60, "min"), (3600, 24, "h"), (86400, 45, "d"), (86400 * 30, 18, "mo"))


def ago(moment: datetime, now: datetime) -> str:
    """“3 h ago”, “in 2 d”, “just now”; both aware."""
    seconds = int((now - moment).total_seconds())
    text = _span(abs(seconds))
    if not text:
        return "just now"
    return f"{text} ago" if seconds > 0 else f"in {text}"


def _span(seconds: int) -> str:
    if seconds < 60:
        return ""
    for size, most, unit in STEPS:
        if seconds < size * most:
            return f"{seconds // size} {unit}"
    return f"{seconds // (86400 * 365)} y" if seconds >= 86400 * 365 else f"{seconds // 2592000} mo"


def exact(moment: datetime) -> str:
    """In the time zone of the person, which is named."""
    with suppress(OverflowError):  # at either end of the calendar it stays in its own zone
        moment = timezone.localtime(moment)
    return moment.strftime("%Y-%m-%d %H:%M:%S %Z")
