"""A typed export beside bare scans of the same table: what reading every item exactly costs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter

from django.utils import timezone

from benchmarks.bare import bare_client
from benchmarks.table import aligned
from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import find_set
from entities.operations.backups.taking import Wanted, back_up
from entities.operations.deeds import Act
from entities.operations.runs.driving import Driver
from entities.operations.works.backup import BACKUP
from entities.web.hands import own_hands

ITEMS = 50_000
SEGMENTS = 4
ACTOR = "back_up"  # the command of this name may do it


@dataclass(frozen=True)
class Rate:
    """`seconds` from the first call to the last."""

    name: str
    items: int
    seconds: float

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            f"{self.items:,}",
            f"{self.seconds:.1f}",
            f"{self.items / self.seconds:,.0f}",
        )


def measure_backup(items: int = ITEMS) -> list[Rate]:
    """Raises AssertionError where not every item was read."""
    hands, contractors = own_hands(), catalogue.entity("contractors")
    put_all(hands.store, contractors, map(_contractor, range(items)))
    table = hands.store.table(contractors)
    return [
        _timed("bare scan", lambda: _bare(table, 1)),
        _timed(f"bare scan, {SEGMENTS} side by side", lambda: _bare(table, SEGMENTS)),
        _timed("backup, one worker", lambda: _backed_up(hands, table)),
    ]


def rates_table(rates: list[Rate]) -> str:
    return aligned(("", "items", "seconds", "items/s"), [rate.cells for rate in rates])


def _timed(name: str, read: Callable[[], int]) -> Rate:
    started = perf_counter()
    return Rate(name, read(), perf_counter() - started)


def _bare(table: str, segments: int) -> int:
    """How many items plain clients count in consistent scans."""

    def count(segment: int) -> int:
        pages = (
            bare_client()
            .get_paginator("scan")
            .paginate(TableName=table, ConsistentRead=True, Segment=segment, TotalSegments=segments)
        )
        return sum(page["Count"] for page in pages)

    with ThreadPoolExecutor(segments) as pool:
        return sum(pool.map(count, range(segments)))


def _backed_up(hands, table: str) -> int:
    """How many items a set of this table holds, once it is complete."""
    wanted = Wanted("construction", "dev", "folder", tables=(table,), native=False)
    act = Act(ACTOR, timezone.now(), "measured")
    run = Driver(hands, "bench").drive(back_up(hands, BACKUP, wanted, act, Policy()).run_id)
    held = find_set(hands.store, hands.catalogue, run.item["plan"])
    assert held.complete, run.reason
    return held.items


def _contractor(number: int) -> dict:
    return {
        "companyId": f"comp_{number % 100:03}",
        "contractorId": f"contr_{number:07}",
        "name": f"Contractor {number}",
        "status": "active",
        "phone": "+972-50-1234567",
        "rate": Decimal(number) / 4,
        "createdAt": "2025-06-01T08:00:00.000Z",
    }
