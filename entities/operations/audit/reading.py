"""The history of one item: who changed it, when, why, and what.

Nothing here opens an image. Keys that are secrets come out clear, as those of items do: pages seal
them into links.
"""

from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound
from entities.operations.audit.chain import HEAD, item_keys
from entities.operations.audit.shown import Entry, entry_of
from entities.operations.headings import heading_of, key_text
from entities.operations.items import read_item
from entities.operations.paging import FIRST, Mark, Slice, read_slice
from entities.schema.access import AccessPath
from entities.schema.conditions import Compare, Equals
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer

HISTORY_SIZE = 25


@dataclass(frozen=True)
class History:
    """A page of an item's entries, newest first. `exists` is False for an item that is gone."""

    entity: Entity
    key: Key
    heading: str
    company: str | None
    exists: bool
    entries: list[Entry]
    next: Mark | None = None


def history(
    store,
    catalogue: Catalogue,
    entity: Entity,
    key: Key,
    *,
    viewer: Viewer,
    sealer,
    after: Mark = FIRST,
) -> History:
    """Who may see the item may see its history; of what is gone, those of its company may.

    The item, and one Query. Raises ItemNotFound and what browsing raises.
    """
    missing = None
    try:
        table, item = read_item(store, entity, key, viewer=viewer)
        known = (heading_of(table.entity, item, viewer), table.entity.company_of(item), True)
    except ItemNotFound as error:
        missing = error
    if missing and len(key) != len(entity.keys):
        raise missing
    entries, onward = chain_entries(store, catalogue, entity, key, sealer, after=after)
    seen = [entry for entry in entries if viewer.sees_company(entry.company)]
    if missing:
        if not seen:
            raise missing
        known = (key_text(entity, key), seen[0].company, False)
    return History(entity, key, *known, seen, onward)


def newest(
    store, catalogue: Catalogue, entity: Entity, key: Key, sealer
) -> tuple[list[Entry], bool]:
    """The newest entries of an item, newest first, and whether those are all; one Query."""
    audit = catalogue.entity("audit")
    found = _chain_slice(store, audit, item_keys(entity, key, sealer)[0], FIRST)
    return [entry_of(catalogue, held, sealer) for held in found.items], found.next is None


def chain_entries(
    store, catalogue: Catalogue, entity: Entity, key: Key, sealer, *, after: Mark = FIRST
) -> tuple[list[Entry], Mark | None]:
    """A page of an item's entries, newest first, for who was found to see the item; one Query."""
    audit = catalogue.entity("audit")
    items, onward = _chain_page(store, audit, item_keys(entity, key, sealer), after)
    return [entry_of(catalogue, item, sealer) for item in items], onward


def _chain_page(
    store, audit: Entity, names: list[str], after: Mark
) -> tuple[list[Item], Mark | None]:
    """A page of the chain; where it ends, what was chained under an earlier secret follows."""
    reached = after.start[audit.partition] if after.start else names[0]
    items: list[Item] = []
    onward, mark = None, after
    for name in names[names.index(reached) :] if reached in names else ():
        page = _chain_slice(store, audit, name, mark)
        items += page.items
        onward, mark = page.next, FIRST
        if onward:
            break
    return items, onward


def _chain_slice(store, audit: Entity, name: str, mark: Mark) -> Slice:
    path = AccessPath(
        "query",
        None,
        Equals(audit.partition, name),
        Compare("entryId", "<", HEAD),
        keys=audit.keys,
    )
    names = tuple(field.name for field in audit.fields if field.name not in ("images", "content"))
    return read_slice(
        store,
        audit,
        path,
        mark,
        size=HISTORY_SIZE,
        descending=True,
        strong=True,
        attributes=names,
    )
