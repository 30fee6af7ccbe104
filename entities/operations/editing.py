"""Editing one item: what was opened, what is wished, what others did meanwhile; one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Step
from entities.errors import EditRefused, MergeNeeded, ReadOnly
from entities.operations.acts import done, once
from entities.operations.audit import Recorded
from entities.operations.audit.images import open_images
from entities.operations.claims import warnings
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.etags import changed_since, etags_of
from entities.operations.items import read_item
from entities.operations.live import Live
from entities.operations.merging import clashes, is_automatic
from entities.operations.rules import misfits, problems
from entities.operations.settled import settled
from entities.operations.wishes import Wish, differing, fulfilled
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer

__all__ = ["Opened", "Saved", "StepSource", "Wish", "open_item", "save"]

StepSource = Callable[[Deed], tuple[Step, ...]]


@dataclass(frozen=True)
class Opened:
    """An item as it was when its form was filled. `item` is clear; pages mask it."""

    entity: Entity
    key: Key
    item: Item
    etags: Mapping[str, str]


@dataclass(frozen=True)
class Saved:
    """The item as it is now.

    `merged` names what somebody else had changed beside it; no entries means that nothing was
    changed, so nothing was written. `warnings` are sentences about what was saved nevertheless.
    """

    item: Item
    entries: list[Recorded]
    merged: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def open_item(store, entity: Entity, key: Key, *, viewer: Viewer, sealer) -> Opened:
    """The item for a form. Raises ItemNotFound, ActionNotAllowed, ReadOnly."""
    viewer.must("edit")
    table, item = read_item(store, entity, key, viewer=viewer, consistent=True)
    must_be_writable(table)
    return Opened(table.entity, key, item, etags_of(table.entity, item, sealer))


def must_be_writable(table: Live) -> None:
    """Raises ReadOnly for a generation without authority, or a table that is not as declared."""
    if table.entity.read_only:
        raise ReadOnly(table.entity.titles)
    if table.differences:
        raise ReadOnly(table.entity.titles, table.differences[0])


def save(
    store,
    catalogue: Catalogue,
    entity: Entity,
    key: Key,
    wish: Wish,
    *,
    viewer: Viewer,
    act: Act,
    sealer,
    mirrors: tuple[StepSource, ...] = (),
) -> Saved:
    """Save what the person changed, and nothing else.

    The same click twice saves once, and tells the same. Raises ItemNotFound, ReadOnly, MergeNeeded
    where the same fields were changed by somebody else, EditRefused with a sentence per wrong
    field, what `consequences` and `write` raise, and Stale where others never let go.
    """
    viewer.must("edit")
    tell = told(store, catalogue, sealer)

    def saving() -> Saved:
        opened = open_item(store, entity, key, viewer=viewer, sealer=sealer)
        deed, theirs = _planned(opened, wish, viewer, act, sealer)
        if not deed.changed:
            earlier = done(store, catalogue, act)
            return tell(earlier) if earlier else Saved(opened.item, [])
        steps = consequences(store, catalogue, (deed,), act)
        steps += tuple(step for source in mirrors for step in source(deed))
        entries = write(store, catalogue, (deed,), act, sealer=sealer, also=steps)
        return Saved(deed.after, entries, theirs, warnings(store, deed))

    return once(store, catalogue, act, saving, tell)


def told(store, catalogue: Catalogue, sealer) -> Callable[[list[Recorded]], Saved]:
    """What the first of two clicks was told."""

    def saved(earlier: list[Recorded]) -> Saved:
        _, after = open_images(store, catalogue, earlier[0], sealer)
        return Saved(after, earlier)

    return saved


def _planned(
    opened: Opened, wish: Wish, viewer: Viewer, act: Act, sealer
) -> tuple[Deed, frozenset[str]]:
    """The deed, and what others changed beside it."""
    entity, before = opened.entity, opened.item
    theirs = changed_since(entity, wish.etags, before, sealer) if wish.etags else frozenset()
    after = fulfilled(entity, before, wish, sealer)
    mine = differing(before, after)
    clash = clashes(entity, mine, theirs)
    if clash:
        raise MergeNeeded(entity.label, clash, theirs)
    made = settled(entity, after, mine, act.now) if mine else before
    wrong = problems(entity, before, after, mine) | _untouchable(entity, mine)
    wrong = wrong or (misfits(entity, made) if mine else {})
    if wrong:
        raise EditRefused(entity.label, wrong)
    company = entity.company_of(after)
    if company is not None:
        viewer.must_see_company(company)
    return Deed(entity, "edit", before, made), theirs


def _untouchable(entity: Entity, mine: frozenset[str]) -> dict[str, str]:
    keys = {name: "A key is changed by moving the item." for name in entity.keys if name in mine}
    ours = {name: "This is worked out and never typed." for name in mine if _is_ours(entity, name)}
    return {**ours, **keys}


def _is_ours(entity: Entity, name: str) -> bool:
    return is_automatic(entity, name) and name not in entity.keys
