"""Moving an item to another key, in one transaction: the new one put, the old one deleted, what
refers to it re-pointed. The entries of both keys belong to one act and are undone together."""

from collections.abc import Sequence
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.errors import EditRefused, MoveRefused
from entities.operations.acts import once
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import Saved, must_be_writable, told
from entities.operations.items import read_item
from entities.operations.leaving import leaving
from entities.operations.parting import turned
from entities.operations.referrers import Referring, glance, look
from entities.operations.rules import misfits, problems
from entities.operations.settled import settled
from entities.operations.ways import said_of
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer

ACTIONS = ("edit", "create", "delete")


@dataclass(frozen=True)
class Preview:
    """What would follow the item to another key. `refusal` says why it keeps the one it has."""

    entity: Entity
    key: Key
    item: Item
    referrers: list[Referring]
    refusal: str = ""


def preview_move(
    store, catalogue: Catalogue, entity: Entity, key: Key, *, viewer: Viewer
) -> Preview:
    """Raises ActionNotAllowed, ItemNotFound, ReadOnly."""
    _must_move(viewer)
    fitted, item = _opened(store, entity, key, viewer)
    found = [of for of in glance(store, catalogue, fitted, item) if of.any]
    return Preview(fitted, key, item, found, _refusal(fitted, item, found))


def _must_move(viewer: Viewer) -> None:
    for action in ACTIONS:
        viewer.must(action)


def _opened(store, entity: Entity, key: Key, viewer: Viewer) -> tuple[Entity, Item]:
    table, item = read_item(store, entity, key, viewer=viewer, consistent=True)
    must_be_writable(table)
    return table.entity, item


def _refusal(entity: Entity, item: Item, found: Sequence[Referring]) -> str:
    """Why the item keeps its key wherever it would go, if it does."""
    for guard in entity.deletion.guards:
        if guard.test(item) and not guard.overridable:
            return guard.why
    held = [of for of in found if of.reference.name in of.entity.keys]
    if held:
        return f"{said_of(held)} It is part of their own keys."
    many = [of for of in found if not of.exact]
    return f"{said_of(many)} That is more than follows at once." if many else ""


def move(
    store,
    catalogue: Catalogue,
    entity: Entity,
    key: Key,
    new_key: Key,
    *,
    viewer: Viewer,
    act: Act,
    sealer,
) -> Saved:
    """The item under its new key.

    Raises ActionNotAllowed, ItemNotFound, ReadOnly, EditRefused for a key that breaks a rule,
    AlreadyThere for one that is taken, MoveRefused where what refers to the item cannot
    follow, TooMuchAtOnce, and what `consequences` and `write` raise.
    """
    _must_move(viewer)

    def moving() -> Saved:
        fitted, item = _opened(store, entity, key, viewer)
        after = _moved(fitted, item, new_key, act)
        if viewer.limited:
            viewer.must_see_company(fitted.company_of(after) or "")
        return _carried_out(store, catalogue, fitted, item, after, act, sealer)

    return once(store, catalogue, act, moving, told(store, catalogue, sealer))


def _moved(entity: Entity, item: Item, new_key: Key, act: Act) -> Item:
    """Raises EditRefused."""
    after = item | _own_references(entity, item, new_key) | entity.key_item(new_key)
    names = [name for name in entity.keys if after[name] != item[name]]
    wrong = problems(entity, item, after, names) or misfits(entity, after)
    if not names:
        wrong = {entity.keys[-1]: "This is its key already."}
    if wrong:
        raise EditRefused(entity.label, wrong)
    return settled(entity, after, names, act.now)


def _own_references(entity: Entity, item: Item, new_key: Key) -> Item:
    """Where the item refers to itself, it goes on doing so."""
    old = entity.key_of(item)[-1]
    return {
        name: new_key[-1]
        for reference in entity.references
        for name in reference.names
        if reference.to == entity.name and name not in entity.keys and item.get(name) == old
    }


def _carried_out(
    store, catalogue: Catalogue, entity: Entity, item: Item, after: Item, act: Act, sealer
) -> Saved:
    with leaving(store, catalogue, entity, entity.key_of(item), act) as claim_ends:
        found = [of for of in look(store, catalogue, entity, item) if of.any]
        refusal = _refusal(entity, item, found) or _left_behind(entity, item, after, found)
        if refusal:
            raise MoveRefused(entity.label, refusal)
        deeds = (
            Deed(entity, "move", None, after),
            Deed(entity, "move", item, None),
            *turned(found, after[entity.keys[-1]], act),
        )
        steps = (*consequences(store, catalogue, deeds, act), claim_ends)
        return Saved(after, write(store, catalogue, deeds, act, sealer=sealer, also=steps))


def _left_behind(entity: Entity, item: Item, after: Item, found: Sequence[Referring]) -> str:
    """What refers to an item shares its partition, and stays there."""
    stays = not entity.sort or item[entity.partition] == after[entity.partition]
    title = entity.field(entity.partition).title
    return "" if stays or not found else f"{said_of(found)} They stay under the same “{title}”."
