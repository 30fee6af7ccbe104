"""Deleting an item: what refers to it, which ways the declaration leaves, and carrying one out.

All of it is one transaction; what would not fit into one is refused and done by a run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from entities.catalogue import Catalogue
from entities.errors import DeletionRefused
from entities.operations.acts import once
from entities.operations.approvals.plans import Plan, deletion_plan
from entities.operations.approvals.using import required
from entities.operations.audit import Recorded
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import must_be_writable
from entities.operations.etags import changed_since, etags_of
from entities.operations.items import read_item
from entities.operations.leaving import leaving
from entities.operations.merging import is_automatic, is_counted
from entities.operations.parting import parting, softened
from entities.operations.referrers import Referring, glance, look
from entities.operations.ways import Ways, must_go, must_part, ways_of
from entities.operations.writing import write
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer, ViewerOf


@dataclass(frozen=True)
class Preview:
    """What deleting would mean. No ways means that it is refused: `ways.refusals` says why."""

    entity: Entity
    key: Key
    item: Item
    etags: Mapping[str, str]
    referrers: list[Referring]
    ways: Ways


@dataclass(frozen=True)
class Deleted:
    """What was done, the item itself first; each entry can be undone, and undoes all of it."""

    entries: list[Recorded]


@dataclass(frozen=True)
class Order:
    """What was decided."""

    way: Way
    act: Act
    sealer: object
    insist: bool
    approval: str = ""
    viewer_of: ViewerOf = Viewer


def preview_delete(
    store, catalogue: Catalogue, entity: Entity, key: Key, *, viewer: Viewer, sealer
) -> Preview:
    """Raises ActionNotAllowed, ItemNotFound, ReadOnly."""
    fitted, item = _opened(store, entity, key, viewer)
    found = glance(store, catalogue, fitted, item)
    ways = ways_of(fitted, item, found)
    return Preview(fitted, key, item, etags_of(fitted, item, sealer), found, ways)


def delete(
    store,
    catalogue: Catalogue,
    entity: Entity,
    key: Key,
    *,
    way: Way,
    viewer: Viewer,
    act: Act,
    sealer,
    etags: Mapping[str, str] | None = None,
    insist: bool = False,
    approval: str = "",
    viewer_of: ViewerOf = Viewer,
) -> Deleted:
    """Delete an item one of the ways its declaration leaves.

    `etags` are those of the preview; `insist` is a person's yes to an overridable guard; `approval`
    is the id of one, where it takes two people; `viewer_of` says whether who gave it may still:
    without it nobody may. The same click twice deletes once. Raises what
    `preview_delete` raises, DeletionRefused, Stale, BeingDeleted where somebody else is at it,
    TooMuchAtOnce, and what `required`, `consequences` and `write` raise.
    """
    viewer.must("delete")
    order = Order(way, act, sealer, insist, approval, viewer_of)

    def deleting() -> Deleted:
        fitted, item = _opened(store, entity, key, viewer)
        _must_be_as_seen(fitted, item, etags, sealer)
        must_go(fitted, item, way, insist=insist)
        carry_out = _soften if way is Way.SOFT else _remove
        return carry_out(store, catalogue, Deed(fitted, "delete", item, None), order)

    return once(store, catalogue, act, deleting, Deleted)


def plan_delete(
    store,
    catalogue: Catalogue,
    entity: Entity,
    key: Key,
    *,
    way: Way,
    viewer: Viewer,
    act: Act,
    sealer,
    etags: Mapping[str, str] | None = None,
    insist: bool = False,
) -> Plan:
    """Exactly what deleting for good would do now, for another person to agree to. Nothing is
    written. Raises ActionNotAllowed, ItemNotFound, ReadOnly, DeletionRefused."""
    order = Order(way, act, sealer, insist)
    deeds = deeds_of(store, catalogue, entity, key, order, viewer=viewer, etags=etags)
    return deletion_plan(way, deeds, sealer)


def deeds_of(
    store,
    catalogue: Catalogue,
    entity: Entity,
    key: Key,
    order: Order,
    *,
    viewer: Viewer,
    etags: Mapping[str, str] | None = None,
) -> tuple[Deed, ...]:
    """The deletion of the item, then what becomes of those that refer to it. Nothing is written.
    Raises what `plan_delete` raises."""
    fitted, item = _opened(store, entity, key, viewer)
    _must_be_as_seen(fitted, item, etags, order.sealer)
    must_go(fitted, item, order.way, insist=order.insist)
    going = Deed(fitted, "delete", item, None)
    return _parted(store, catalogue, going, order.way, order.act, order.insist)


def _opened(store, entity: Entity, key: Key, viewer: Viewer) -> tuple[Entity, Item]:
    viewer.must("delete")
    table, item = read_item(store, entity, key, viewer=viewer, consistent=True)
    must_be_writable(table)
    return table.entity, item


def _must_be_as_seen(entity: Entity, item: Item, etags: Mapping[str, str] | None, sealer) -> None:
    """Raises DeletionRefused for what a person decided about another state of the item."""
    moved = changed_since(entity, etags, item, sealer) if etags else ()
    titles = [
        entity.field(name).title
        for name in sorted(moved)
        if not is_automatic(entity, name) and not is_counted(entity, name)
    ]
    if titles:
        raise DeletionRefused(entity.label, f"Meanwhile this changed: {', '.join(titles)}.")


def _soften(store, catalogue: Catalogue, deed: Deed, order: Order) -> Deleted:
    soft = replace(deed, after=softened(deed.entity, deed.before, order.act))
    steps = consequences(store, catalogue, (soft,), order.act)
    return Deleted(write(store, catalogue, (soft,), order.act, sealer=order.sealer, also=steps))


def _remove(store, catalogue: Catalogue, deed: Deed, order: Order) -> Deleted:
    act, sealer = order.act, order.sealer
    with leaving(store, catalogue, deed.entity, deed.key, act) as claim_ends:
        deeds = _parted(store, catalogue, deed, order.way, act, order.insist)
        records: tuple[Deed, ...] = ()
        if deed.entity.deletion.two_people:
            plan = deletion_plan(order.way, deeds, sealer)
            known = {"act": act, "sealer": sealer, "viewer_of": order.viewer_of}
            records = (required(store, catalogue, plan, order.approval, **known),)
        steps = (*consequences(store, catalogue, deeds, act), claim_ends)
        carried = (*deeds, *records)
        return Deleted(write(store, catalogue, carried, act, sealer=sealer, also=steps))


def _parted(
    store, catalogue: Catalogue, deed: Deed, way: Way, act: Act, insist: bool
) -> tuple[Deed, ...]:
    """The item that goes, and what becomes of those that refer to it."""
    found = look(store, catalogue, deed.entity, deed.before)
    others = parting(store, catalogue, deed, found, way, act)
    must_part(deed.entity, others, insist=insist)
    return (deed, *others)
