"""Editing one item: what was opened, what is wished, what others did meanwhile; one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Step
from entities.errors import EditRefused, MergeNeeded, ReadOnly, Stale
from entities.operations.audit import Recorded
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.etags import changed_since, etags_of
from entities.operations.items import read_item
from entities.operations.merging import clashes
from entities.operations.rules import problems
from entities.operations.settled import settled
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, same
from entities.schema.viewer import Viewer

TRIES = 5
StepSource = Callable[[Deed], tuple[Step, ...]]


@dataclass(frozen=True)
class Opened:
    """An item as it was when its form was filled. `item` is clear; pages mask it."""

    entity: Entity
    key: Key
    item: Item
    etags: Mapping[str, str]


@dataclass(frozen=True)
class Wish:
    """What a person asks for: attributes to set, attributes to remove, and what they had seen."""

    set: Item = field(default_factory=dict)
    remove: frozenset[str] = frozenset()
    etags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    """The item as it is now. `merged` names what somebody else had changed beside it; no entries
    means nothing was changed, so nothing was written."""

    item: Item
    entries: list[Recorded]
    merged: frozenset[str] = frozenset()


def open_item(store, entity: Entity, key: Key, *, viewer: Viewer, sealer) -> Opened:
    """The item for a form. Raises ItemNotFound, ActionNotAllowed, ReadOnly."""
    viewer.must("edit")
    table, item = read_item(store, entity, key, viewer=viewer, consistent=True)
    must_be_writable(table)
    return Opened(table.entity, key, item, etags_of(table.entity, item, sealer))


def must_be_writable(table) -> None:
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

    Raises ItemNotFound, ReadOnly, MergeNeeded where the same fields were changed by somebody else,
    EditRefused with a sentence per wrong field, and what `write` raises.
    """
    for _ in range(TRIES):
        opened = open_item(store, entity, key, viewer=viewer, sealer=sealer)
        theirs = (
            changed_since(opened.entity, wish.etags, opened.item, sealer)
            if wish.etags
            else frozenset()
        )
        deed = _deed(opened, wish, theirs, act)
        if not deed.changed:
            return Saved(opened.item, [])
        also = consequences(store, catalogue, deed, act)
        steps = (*also, *(step for source in mirrors for step in source(deed)))
        try:
            entries = write(store, catalogue, [deed], act, sealer=sealer, also=steps)
        except Stale:
            continue  # somebody was between our read and our write: look again, merge or ask
        return Saved(deed.after, entries, theirs)
    raise Stale(entity.label)


def _deed(opened: Opened, wish: Wish, theirs: frozenset[str], act: Act) -> Deed:
    entity, before = opened.entity, opened.item
    mine = _really_changed(before, wish)
    clash = clashes(entity, mine, theirs)
    if clash:
        raise MergeNeeded(entity.label, clash, theirs)
    after = {name: value for name, value in before.items() if name not in wish.remove}
    after |= {name: value for name, value in wish.set.items() if name in mine}
    wrong = problems(entity, before, after, mine) | _fixed_keys(entity, mine)
    if wrong:
        raise EditRefused(entity.label, wrong)
    return Deed(
        entity, "edit", before, settled(entity, before, after, mine, act.now) if mine else before
    )


def _really_changed(before: Item, wish: Wish) -> frozenset[str]:
    changed = {n for n, v in wish.set.items() if n not in before or not same(before[n], v)}
    return frozenset(changed | {name for name in wish.remove if name in before})


def _fixed_keys(entity: Entity, mine: frozenset[str]) -> dict[str, str]:
    return {name: "A key is changed by moving the item." for name in entity.keys if name in mine}
