"""Who changed attributes of an item since somebody opened it: told by the newest of its entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from entities.catalogue import Catalogue
from entities.operations.audit.changes import side_of
from entities.operations.audit.reading import newest
from entities.operations.audit.shown import Difference, Entry, Side
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.schema.viewer import Viewer

SKEW = timedelta(seconds=5)  # between the clocks of two servers


@dataclass(frozen=True)
class Author:
    """Who made an attribute what it is, and when. No name: it was done outside Keyroom."""

    name: str = ""
    at: datetime | None = None


def authors(
    store,
    catalogue: Catalogue,
    entity: Entity,
    item: Item,
    names: Iterable[str],
    *,
    since: datetime,
    viewer: Viewer,
    sealer,
) -> dict[str, Author]:
    """The authors of these attributes as they are now; one Query.

    An attribute is left out where it cannot be told: more was recorded since than is read.
    """
    entries, all_of_them = newest(store, catalogue, entity, entity.key_of(item), sealer)
    since -= SKEW
    recent = [e for e in entries if e.at and e.at >= since and viewer.sees_company(e.company)]
    whole = all_of_them or len(recent) < len(entries)
    found = {name: _author(entity, item, name, recent) for name in names}
    return {name: by or Author() for name, by in found.items() if by or whole}


def _author(entity: Entity, item: Item, name: str, entries: Iterable[Entry]) -> Author | None:
    """The author of the newest entry that changed it, if it is still what they made of it."""
    for entry in entries:
        for difference in entry.differences:
            if difference.name == name:
                made = _is_as_made(entity, item, difference)
                return Author(entry.actor, entry.at) if made else None
    return None


def _is_as_made(entity: Entity, item: Item, difference: Difference) -> bool:
    """What is hidden is taken to be: the entry does not say what it was changed to."""
    if not difference.told:
        return True
    now = side_of(entity, difference.name, item)
    return difference.after == (now and Side(now["type"], now["text"]))
