"""What becomes of the items that refer to one that goes, as deeds of the same transaction."""

from collections.abc import Sequence

from entities.catalogue import Catalogue
from entities.errors import DeletionRefused
from entities.operations.deeds import Act, Deed
from entities.operations.referrers import Referring, look
from entities.operations.settled import settled, stamp
from entities.operations.ways import said_of, takes_along
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.values import Item, Key, Value


def parting(
    store, catalogue: Catalogue, going: Deed, found: Sequence[Referring], way: Way, act: Act
) -> list[Deed]:
    """Raises DeletionRefused for what refers to the item and stands in this way."""
    entity = going.entity
    referring = [of for of in found if of.any]
    if way is Way.CASCADE:
        return _along(store, catalogue, going, referring, act)
    if referring and (way is Way.ALONE or not all(_may_turn(of) for of in referring)):
        raise DeletionRefused(entity.label, said_of(referring))
    return turned(referring, entity.deletion.stand_in if way is Way.REPOINT else None, act)


def softened(entity: Entity, item: Item, act: Act) -> Item:
    """The item marked as gone, with when and by whom."""
    soft = entity.deletion.soft
    marks: Item = dict(soft.set)
    marks |= {soft.at: stamp(act.now)} if soft.at else {}
    marks |= {soft.by: act.actor} if soft.by else {}
    return settled(entity, item | marks, marks, act.now)


def turned(found: Sequence[Referring], to: Value, act: Act) -> list[Deed]:
    """Edits after which the items refer to another last key part; None is to nothing."""
    before: dict[tuple[str, Key], tuple[Entity, Item]] = {}
    wished: dict[tuple[str, Key], Item] = {}
    for of in found:
        for item in of.items:
            place = (of.entity.name, of.entity.key_of(item))
            before.setdefault(place, (of.entity, item))
            value = _nothing(of.reference) if to is None else to
            names = _held_names(of.entity, of.reference, item)
            wished.setdefault(place, {}).update(dict.fromkeys(names, value))
    return [
        Deed(entity, "edit", item, settled(entity, item | wished[place], wished[place], act.now))
        for place, (entity, item) in before.items()
    ]


def _may_turn(of: Referring) -> bool:
    return of.exact and of.reference.name not in of.entity.keys


def _held_names(entity: Entity, reference: Reference, item: Item) -> list[str]:
    if reference.aliases_too:
        return [name for name in reference.names if name in item]
    return [entity.held_name(reference, item)]


def _nothing(reference: Reference) -> Value:
    return None if "NULL" in reference.types else ""


def _along(
    store, catalogue: Catalogue, going: Deed, referring: Sequence[Referring], act: Act
) -> list[Deed]:
    """Those that go as well, and what refers to them in turn: it goes along, or lets go of them."""
    staying = [of for of in referring if not takes_along(going.entity.deletion, of)]
    if staying:
        raise DeletionRefused(going.entity.label, said_of(staying))
    items = {
        (of.entity.name, of.entity.key_of(i)): (of.entity, i) for of in referring for i in of.items
    }
    gone = {*items, (going.entity.name, going.key)}
    turning: list[Referring] = []
    for entity, item in items.values():
        for of in look(store, catalogue, entity, item):
            left = _without(of, gone)
            if left.any and not (entity.deletion.clears and _may_turn(left)):
                raise DeletionRefused(entity.label, said_of([left]))
            turning += [left] if left.any else []
    going_too = [Deed(entity, "delete", item, None) for entity, item in items.values()]
    return [*going_too, *turned(turning, None, act)]


def _without(of: Referring, gone: set[tuple[str, Key]]) -> Referring:
    name, key_of = of.entity.name, of.entity.key_of
    left = tuple(item for item in of.items if (name, key_of(item)) not in gone)
    return Referring(of.entity, of.reference, left, of.exact, of.told)
