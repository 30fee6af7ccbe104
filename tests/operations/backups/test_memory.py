"""An export takes no more memory than a part of it and what is told of every part.

A million items, in parts of the size they have: tests/test_memory.py.
"""

import tracemalloc
from decimal import Decimal

import pytest

from entities.dynamodb.store import Page, Store
from entities.operations.backups import exporting
from tests.counts import count

ITEMS = count(40_000, 2_000)  # of about 1 KB
PAGE = 100
MOST = 3_000_000  # bytes; the items of the sample alone take more


def made(number: int) -> dict:
    return {
        "companyId": f"comp_{number % 50}",
        "contractorId": f"{number:08d}",
        "notes": f"{number} " * 100,
        "rate": Decimal(number),
        "tags": frozenset({"a", "b"}),
    }


def endless(self, entity, *, after=None, segment=None, **more):
    """The pages of a scan of a large table, made as they are asked for."""
    at = int(after["at"]) if after else 0
    while at < ITEMS:
        items = [made(number) for number in range(at, min(at + PAGE, ITEMS))]
        at += len(items)
        yield Page(items, {"at": str(at)} if at < ITEMS else None, len(items), Decimal(1))


@pytest.fixture
def large(vault, monkeypatch):
    read = Store.pages

    def pages(self, entity, **asked):
        return (endless if asked.get("segments") else read)(self, entity, **asked)

    monkeypatch.setattr(Store, "pages", pages)
    monkeypatch.setattr(exporting, "PART_BYTES", 200_000)
    return vault


def test_a_large_table_is_exported_in_the_memory_of_a_part(large):
    run = large.begin("contractors", segments=1)
    tracemalloc.start()
    try:
        large.drive(run)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    held = large.set(run)
    assert held.items == ITEMS
    assert held.tables[0].parts > 2
    assert peak < MOST
