"""What a table held on a day, as somebody wrote it down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Inventory:
    """`day` is a date in ISO; `size` counts bytes. `certain` False: the day is probable only."""

    day: str
    items: int
    size: int
    certain: bool = True
