"""Moving an item to another key, in one transaction: the new one put, the old one deleted, what
refers to it re-pointed. The entries of both keys belong to one act and are undone together."""

from entities.catalogue import Catalogue
from entities.errors import DeletionRefused, EditRefused
from entities.operations.acts import once
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import Saved, must_be_writable, told
from entities.operations.items import read_item
from entities.operations.leaving import leaving
from entities.operations.parting import turned
from entities.operations.referrers import Referring, look
from entities.operations.rules import misfits, problems
from entities.operations.settled import settled
from entities.operations.ways import said_of
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer


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
    AlreadyThere for one that is taken, DeletionRefused where what refers to the item cannot
    follow, TooMuchAtOnce, and what `consequences` and `write` raise.
    """
    for action in ("edit", "create", "delete"):
        viewer.must(action)

    def moving() -> Saved:
        table, item = read_item(store, entity, key, viewer=viewer, consistent=True)
        must_be_writable(table)
        after = _moved(table.entity, item, new_key, act)
        if viewer.limited:
            viewer.must_see_company(table.entity.company_of(after) or "")
        return _carried_out(store, catalogue, table.entity, item, after, act, sealer)

    return once(store, catalogue, act, moving, told(store, catalogue, sealer))


def _moved(entity: Entity, item: Item, new_key: Key, act: Act) -> Item:
    """Raises EditRefused."""
    after = item | _own_references(entity, item, new_key) | entity.key_item(new_key)
    names = [name for name in entity.keys if after[name] != item[name]]
    wrong = problems(entity, item, after, names) or misfits(entity, after)
    if not names:
        wrong = {entity.keys[-1]: "This is its key already."}
    if any(guard.test(item) and not guard.overridable for guard in entity.deletion.guards):
        wrong = {entity.keys[-1]: "Such an item keeps its key."}
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
        if not all(_may_follow(of, entity, item, after) for of in found):
            raise DeletionRefused(entity.label, said_of(found))
        deeds = (
            Deed(entity, "move", None, after),
            Deed(entity, "move", item, None),
            *turned(found, after[entity.keys[-1]], act),
        )
        steps = (*consequences(store, catalogue, deeds, act), claim_ends)
        return Saved(after, write(store, catalogue, deeds, act, sealer=sealer, also=steps))


def _may_follow(of: Referring, entity: Entity, item: Item, after: Item) -> bool:
    """What refers to an item shares its partition, and stays there."""
    stays = not entity.sort or item[entity.partition] == after[entity.partition]
    return stays and of.exact and of.reference.name not in of.entity.keys
