"""Addresses of the pages about tables."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

SINCE = "since"


def table_url(name: str) -> str:
    """The page of the table of this real name."""
    return reverse("table", args=[name])


def plan_url(name: str) -> str:
    return reverse("table_plan", args=[name])


def again_url(path: str, query: Mapping[str, str]) -> str:
    """The same page, from a look no older than now."""
    return f"{path}?{urlencode({**query, SINCE: int(timezone.now().timestamp())})}"


def since_of(query: QueryDict) -> datetime | None:
    """How new the look must be, as the address says; None where it says nothing usable."""
    text = query.get(SINCE, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return None
    return datetime.fromtimestamp(int(text), UTC)


def index_url(table: str, index: str) -> str:
    """The page of an index of the table of this real name."""
    return reverse("index", args=[table, index])
