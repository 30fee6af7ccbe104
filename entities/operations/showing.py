"""An item as a viewer sees it: masked, flagged, references found; above, nothing is clear."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from entities.catalogue import Catalogue
from entities.operations.flags import flag
from entities.operations.headings import heading_of, visible
from entities.operations.references import Pointer, pointer
from entities.schema.entity import Entity
from entities.schema.fields import Field, Reference
from entities.schema.masking import Masked
from entities.schema.values import Item, Key, Value
from entities.schema.viewer import Viewer


@dataclass(frozen=True)
class Shown:
    """One value ready for a page. `held_as` is the attribute's real name where it is an alias."""

    field: Field
    value: Value | Masked
    flag: str = ""
    held_as: str = ""
    pointer: Pointer | None = None

    @property
    def masked(self) -> bool:
        return isinstance(self.value, Masked)


@dataclass(frozen=True)
class ShownItem:
    """An item without anything its viewer may not see. `key` is clear: pages seal it into links."""

    entity: Entity
    key: Key
    heading: str
    company: str | None
    values: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(frozen=True)
class Showing:
    """What it takes to show items to one viewer at one moment.

    `labels` maps (entity name, key) to the heading of another item, None where it does not exist.
    """

    catalogue: Catalogue
    viewer: Viewer
    now: datetime
    labels: Mapping[tuple[str, Key], str | None] = field(default_factory=dict)

    def item(self, entity: Entity, item: Item, only: Iterable[str] | None = None) -> ShownItem:
        """The item as the viewer sees it; `only` limits it to some fields (a list's columns)."""
        names = _names(entity, item) if only is None else only
        held = ((name, _holder(entity, name, item)) for name in names)
        shown = {
            name: self._value(entity, name, held_as, item)
            for name, held_as in held
            if held_as is not None
        }
        heading = heading_of(entity, item, self.viewer)
        return ShownItem(entity, entity.key_of(item), heading, entity.company_of(item), shown)

    def _value(self, entity: Entity, name: str, held_as: str, item: Item) -> Shown:
        declared = entity.fields_by_name.get(name) or entity.field(name)
        value = item[held_as]
        return Shown(
            declared,
            visible(entity, declared, held_as, value, self.viewer),
            flag(entity, declared, value, now=self.now),
            "" if held_as == declared.name else held_as,
            self._pointer(entity, declared, item),
        )

    def _pointer(self, entity: Entity, declared: Field, item: Item) -> Pointer | None:
        if not isinstance(declared, Reference):
            return None
        found = pointer(self.catalogue, entity, declared, item)
        if found is None or found.key is None:
            return found
        label = self.labels.get((found.entity.name, found.key), "")
        return replace(found, label=label or "", dangling=label is None)


def _names(entity: Entity, item: Item) -> list[str]:
    """Declared fields in their order, then undeclared attributes by name."""
    declared = [f.name for f in entity.fields if entity.held_name(f, item) is not None]
    known = {entity.held_name(entity.fields_by_name[name], item) for name in declared}
    return declared + sorted(name for name in item if name not in known)


def _holder(entity: Entity, name: str, item: Item) -> str | None:
    declared = entity.fields_by_name.get(name)
    if declared is None:
        return name if name in item else None
    return entity.held_name(declared, item)
