"""Everything about a live table that can be declared: what DescribeTable tells, and what it does
not tell: TTL, recovery to a point in time, tags.

What an engine does not offer is a value of its own, never a failure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from entities.dynamodb.description import TableDescription
from entities.dynamodb.errors import NotOffered
from entities.dynamodb.store import Store

NOT_OFFERED = "not offered by this engine"


@dataclass(frozen=True)
class TimeToLive:
    """`status` is ENABLED, ENABLING, DISABLING, DISABLED, or “not offered by this engine”."""

    status: str
    attribute: str | None = None

    @property
    def offered(self) -> bool:
        return self.status != NOT_OFFERED

    @property
    def on(self) -> bool:
        return self.status in ("ENABLED", "ENABLING")

    @property
    def changing(self) -> bool:
        """Whether a change is under way, which takes up to an hour and lets no other begin."""
        return self.status in ("ENABLING", "DISABLING")


@dataclass(frozen=True)
class PointInTime:
    """`status` is ENABLED, DISABLED, or “not offered by this engine”; times bound a restore.

    `days` is how far back the window may reach; None where recovery is off or not told.
    """

    status: str
    earliest: datetime | None = None
    latest: datetime | None = None
    days: int | None = None

    @property
    def offered(self) -> bool:
        return self.status != NOT_OFFERED

    @property
    def on(self) -> bool:
        return self.status in ("ENABLED", "ENABLING")


@dataclass(frozen=True)
class Tags:
    """Tags by key; none of them where the engine does not offer any."""

    pairs: tuple[tuple[str, str], ...] = ()
    offered: bool = True

    def get(self, key: str) -> str | None:
        return dict(self.pairs).get(key)


@dataclass(frozen=True)
class LiveTable:
    """A table as it is. What is None was not asked for."""

    description: TableDescription
    time_to_live: TimeToLive | None = None
    recovery: PointInTime | None = None
    tags: Tags | None = None

    @property
    def name(self) -> str:
        return self.description.name

    @property
    def arn(self) -> str:
        return self.description.arn


def inspect(store: Store, table: str) -> LiveTable:
    """The table of this real name as it is now, in four calls. Raises TableMissing."""
    description = store.describe(table)
    return LiveTable(
        description,
        time_to_live(store, table),
        point_in_time(store, table),
        tags_of(store, description),
    )


def time_to_live(store: Store, table: str) -> TimeToLive:
    answer = _offered(lambda: store.call("DescribeTimeToLive", table, {"TableName": table}))
    if answer is None:
        return TimeToLive(NOT_OFFERED)
    told = answer.get("TimeToLiveDescription", {})
    status = told.get("TimeToLiveStatus", "DISABLED")
    return TimeToLive(status, told.get("AttributeName") if status != "DISABLED" else None)


def point_in_time(store: Store, table: str) -> PointInTime:
    answer = _offered(lambda: store.call("DescribeContinuousBackups", table, {"TableName": table}))
    if answer is None:
        return PointInTime(NOT_OFFERED)
    told = answer.get("ContinuousBackupsDescription", {}).get("PointInTimeRecoveryDescription", {})
    return PointInTime(
        told.get("PointInTimeRecoveryStatus", "DISABLED"),
        told.get("EarliestRestorableDateTime"),
        told.get("LatestRestorableDateTime"),
        told.get("RecoveryPeriodInDays"),
    )


def tags_of(store: Store, description: TableDescription) -> Tags:
    """All tags, in the order of their keys."""
    name, pairs, start = description.name, [], {}
    while True:
        asked = {"ResourceArn": description.arn, **start}
        answer = _offered(lambda asked=asked: store.call("ListTagsOfResource", name, asked))
        if answer is None:
            return Tags(offered=False)
        pairs += ((tag["Key"], tag["Value"]) for tag in answer.get("Tags", ()))
        if not answer.get("NextToken"):
            return Tags(tuple(sorted(pairs)))
        start = {"NextToken": answer["NextToken"]}


def _offered(ask: Callable[[], dict]) -> dict | None:
    """The answer; None where the engine does not know the call."""
    try:
        return ask()
    except NotOffered:
        return None
