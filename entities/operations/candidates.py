"""Candidates for a reference: items of the same company it could point at, by id and heading."""

from dataclasses import dataclass
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import Refusal
from entities.operations.headings import heading_of
from entities.operations.live import live
from entities.operations.paging import FIRST, Budget, read_slice
from entities.operations.projection import projection
from entities.operations.references import through
from entities.schema.access import AccessPath, choose
from entities.schema.conditions import Equals
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.values import Item
from entities.schema.viewer import Viewer

SHOWN = 25
READ = 1_000
BUDGET = Budget(calls=3, units=Decimal(60))


@dataclass(frozen=True)
class Candidate:
    """`id` is what the reference would hold, `label` what its item is called."""

    id: str
    label: str


def candidates(
    store, catalogue: Catalogue, reference: Reference, item: Item, text: str, *, viewer: Viewer
) -> list[Candidate]:
    """Those whose id or heading holds the text, at most 25, found among the company's first 1,000;
    first of all the one that the item refers to now.

    None where a reference cannot be followed by key, or where only a scan of a large table could
    tell: an id can be typed all the same.
    """
    target = catalogue.entity(reference.to)
    if reference.by or not viewer.may_browse(target):
        return []
    try:
        found = list(_found(store, catalogue, target, reference, item, viewer))
    except Refusal:
        return []
    wanted = text.strip().casefold()
    matching = [c for c in found if wanted in c.id.casefold() or wanted in c.label.casefold()]
    held = item.get(reference.name)
    return sorted(matching, key=lambda c: (c.id != held, c.label.casefold(), c.id))[:SHOWN]


def _found(store, catalogue: Catalogue, target: Entity, reference, item: Item, viewer: Viewer):
    table = live(store, target)
    path = _path(table, reference, item)
    if path is None:
        return
    page = read_slice(
        store,
        table.entity,
        path,
        FIRST,
        size=READ,
        attributes=projection(catalogue, table.entity, path, ()),
        budget=BUDGET,
    )
    place = through(reference, target).index(reference.name)
    for found in page.items:
        if viewer.sees(table.entity, found):
            key = table.entity.key_of(found)[place]
            if isinstance(key, str) and not target.is_secret(target.keys[place], key):
                yield Candidate(key, heading_of(table.entity, found, viewer))


def _path(table, reference: Reference, item: Item) -> AccessPath | None:
    """The partition that the rest of the item names; a scan of small directories only."""
    entity = table.entity
    named = dict(zip(entity.keys, through(reference, entity), strict=True))
    held = item.get(named[entity.partition])
    if named[entity.partition] != reference.name and isinstance(held, str) and held:
        return choose(entity, (Equals(entity.partition, held),), live=table.keys)
    if named[entity.partition] == reference.name and entity.listed_by_scan:
        return choose(entity, (), live=table.keys)
    return None
