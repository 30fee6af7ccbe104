"""The two inventories of the construction tables, as they were handed down: one before the company
migration, undated and probably of 1 December 2025, and an exact one of 17 January 2026."""

from entities.schema.inventory import Inventory

Held = tuple[int, int]  # items, bytes


def inventory(*, december: Held | None = None, january: Held | None = None) -> tuple:
    """What the table held on either day; None where it was not listed."""
    listed = ((december, "2025-12-01", False), (january, "2026-01-17", True))
    return tuple(Inventory(day, *held, certain) for held, day, certain in listed if held)
