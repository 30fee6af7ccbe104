"""Where references lead, who points back, and what the other items are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.operations.headings import heading_of
from entities.operations.together import read_together
from entities.schema.conditions import Condition, Equals
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer


@dataclass(frozen=True)
class Pointer:
    """Where a reference leads: to the item of a `key`, or to the list that `conditions` describe.

    `label` is the other item's heading once it was read; `dangling` says it was looked for in vain.
    """

    entity: Entity
    key: Key | None
    conditions: tuple[Condition, ...] = ()
    label: str = ""
    dangling: bool = False


def pointer(
    catalogue: Catalogue, entity: Entity, reference: Reference, item: Item
) -> Pointer | None:
    """Where a reference of the item leads; None when it is blank or cannot be followed."""
    value = entity.held(reference.name, item)
    if not isinstance(value, str) or value in reference.blank:
        return None
    target = catalogue.entity(reference.to)
    if reference.by:
        return Pointer(target, None, (*_shared(entity, target, item), Equals(reference.by, value)))
    parts = [
        value if name == reference.name else item.get(name) for name in through(reference, target)
    ]
    if not all(isinstance(part, str) and part for part in parts):
        return None
    return Pointer(target, tuple(parts))


def through(reference: Reference, target: Entity) -> tuple[str, ...]:
    """The attributes that make up the other item's key, in its order."""
    if reference.through:
        return reference.through
    return (target.partition, reference.name) if target.sort else (reference.name,)


def _shared(entity: Entity, target: Entity, item: Item) -> tuple[Condition, ...]:
    """A name is unique within a partition at best: that of the target, where the item tells it."""
    value = item.get(target.partition)
    told = target.partition in entity.fields_by_name and isinstance(value, str) and value
    return (Equals(target.partition, value),) if told else ()


def referring(entity: Entity, reference: Reference, target: Entity, item: Item):
    """The conditions under which items of `entity` point at the item; None if none can."""
    if reference.by:
        name = target.held(reference.by, item)
        if not isinstance(name, str) or name in reference.blank:
            return None
        return (*_shared(entity, target, item), Equals(reference.name, name))
    wanted = target.key_of(item)
    if not all(isinstance(value, str) and value for value in wanted):
        return None
    pairs = zip(through(reference, target), wanted, strict=True)
    return tuple(Equals(name, value) for name, value in pairs if name in entity.fields_by_name)


def attributes(catalogue: Catalogue, entity: Entity, names: Iterable[str]) -> tuple[str, ...]:
    """What must be read so that the references among the named fields can be followed."""
    needed = []
    for name in names:
        declared = entity.fields_by_name.get(name)
        if isinstance(declared, Reference):
            target = catalogue.entity(declared.to)
            others = (target.partition,) if declared.by else through(declared, target)
            needed += [o for o in others if o != declared.name and o in entity.fields_by_name]
    return tuple(needed)


def label_keys(
    catalogue: Catalogue, entity: Entity, items: Iterable[Item], names: Iterable[str]
) -> dict[Entity, set[Key]]:
    """The keys of the items that the named reference fields of the given items point at."""
    wanted: dict[Entity, set[Key]] = {}
    references = [f for f in entity.references if f.name in set(names)]
    for item in items:
        for reference in references:
            found = pointer(catalogue, entity, reference, item)
            if found and found.key:
                wanted.setdefault(found.entity, set()).add(found.key)
    return wanted


def read_labels(
    store, wanted: dict[Entity, set[Key]], viewer: Viewer
) -> dict[tuple[str, Key], str | None]:
    """Headings by (entity name, key), None where there is no item: one batch per 100 keys.

    A key of a company the viewer does not see is not even asked for, and one of a table that
    cannot be read has no label.
    """
    asked = {entity: _visible(entity, keys, viewer) for entity, keys in wanted.items()}
    names = {entity: _label_names(entity) for entity in asked}
    found, read = read_together(store, asked, names)
    return {
        (entity.name, key): _label(entity, found.get((entity.name, key)), viewer)
        for entity in read
        for key in asked[entity]
    }


def _visible(entity: Entity, keys: Iterable[Key], viewer: Viewer) -> set[Key]:
    if not viewer.may(entity.view_action):
        return set()
    if not viewer.limited:
        return set(keys)
    if entity.company_attribute not in entity.keys:
        return set()
    return {key for key in keys if viewer.sees(entity, entity.key_item(key))}


def _label_names(entity: Entity) -> tuple[str, ...]:
    heading = entity.fields_by_name[entity.heading].names if entity.heading else ()
    return (*entity.keys, *heading)


def _label(entity: Entity, item: Item | None, viewer: Viewer) -> str | None:
    return None if item is None else heading_of(entity, item, viewer)
