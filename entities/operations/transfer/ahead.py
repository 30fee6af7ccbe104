"""Looking ahead in a list: whether it is short enough to leave at once. What was read is not read
twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

from entities.operations.transfer.walking import Walk
from entities.schema.values import Item

ITEMS = 5_000
PAGES = 20
SECONDS = 2.0


@dataclass
class Ahead:
    """A walk whose first batches are held; stands for it where its items are wanted."""

    found: Walk
    ends: bool = False
    _held: list = field(default_factory=list)

    @property
    def entity(self):
        return self.found.entity

    @property
    def viewer(self):
        return self.found.viewer

    @property
    def scope(self):
        return self.found.scope

    def batches(self) -> Iterator[tuple[list[Item], object]]:
        yield from self._held

    def look(self) -> "Ahead":
        """Read on until the list ends, or until it is too long for a person to wait for."""
        until, items = monotonic() + SECONDS, 0
        for items_of, page in self.found.batches():
            self._held.append((items_of, page))
            items += len(items_of)
            self.ends = page is None or page.cursor is None
            if items > ITEMS or len(self._held) >= PAGES or monotonic() > until:
                break
        return self


def look_ahead(found: Walk) -> Ahead:
    """`ends` says whether these are all; only then do its batches stand for the list."""
    return Ahead(found).look()
