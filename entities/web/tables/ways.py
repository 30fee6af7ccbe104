"""The ways into a table, with how many items each holds."""

from dataclasses import dataclass
from decimal import Decimal

from entities.operations.counting import Counts
from entities.operations.tables.index_entries import Entries, units_to_count
from entities.operations.tables.picture import Picture, Way
from entities.operations.tables.standing import Standing

SPARSE, WHOLE = "sparse", "whole"


@dataclass(frozen=True)
class DrawnWay:
    """`items` are all of the table, `entering` those that belong into the index: exact counts, None
    where nobody counted. `entries` is what was found in the index when somebody asked; `units` what
    asking costs."""

    way: Way
    items: int | None = None
    entering: int | None = None
    entries: Entries | None = None
    units: Decimal | None = None

    @property
    def kind(self) -> str:
        """sparse: items lack its keys; whole: all have them."""
        if self.entering is None or self.items is None:
            return ""
        return SPARSE if self.entering < self.items else WHOLE

    @property
    def is_short(self) -> bool:
        """Whether it held fewer items than belong into it, when both were counted."""
        known = self.entries is not None and self.entering is not None
        return known and self.entries.count < self.entering


def drawn_ways(
    picture: Picture,
    standing: Standing,
    counts: Counts,
    items: int | None,
    entries: dict[str, Entries],
) -> list[DrawnWay]:
    table = standing.desired.entity
    size = standing.description.size if standing.description else 0
    return [
        DrawnWay(
            way,
            items,
            counts.entering(table, way.name) if way.index and items is not None else items,
            entries.get(way.name),
            units_to_count(way.held, size) if way.held else None,
        )
        for way in picture.ways
    ]
