"""Data that many tests look at and none changes: written once, then laid out again for nothing."""

from collections.abc import Callable

from tests.engines import Moto


class Shelf:
    """Items as moto keeps them, by table. On any other engine the data is written every time."""

    def __init__(self):
        self._held: dict[str, dict] = {}

    def lay_out(self, engine, write: Callable[[], None]) -> None:
        if not isinstance(engine, Moto):
            write()
        elif self._held:
            for name, table in engine._kept.items():
                table.items.update(_copied(self._held[name]))
        else:
            write()
            self._held = {name: _copied(table.items) for name, table in engine._kept.items()}


def _copied(items: dict) -> dict:
    """By partition; below that by sort key, or the item itself where a table has none."""
    return {key: dict(held) if isinstance(held, dict) else held for key, held in items.items()}
