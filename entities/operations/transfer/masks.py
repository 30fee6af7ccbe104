"""Values as a file, or a plan, may show them: whole, or masked as a whole."""

from entities.operations.headings import visible
from entities.schema.entity import Entity
from entities.schema.masking import DOTS, Masked
from entities.schema.values import Item, Value
from entities.schema.viewer import Viewer

Held = dict[str, Value | Masked]


def seen(entity: Entity, item: Item, viewer: Viewer) -> Held:
    """The item with every value that is hidden, or holds something hidden, masked as a whole."""
    return {name: seen_value(entity, name, value, viewer) for name, value in item.items()}


def seen_value(entity: Entity, name: str, value: Value, viewer: Viewer) -> Value | Masked:
    shown = visible(entity, entity.field(name), name, value, viewer)
    if isinstance(shown, Masked) or shown == value:
        return shown
    return Masked(shown if isinstance(shown, str) else DOTS)


def is_hidden(entity: Entity, name: str, value: Value, viewer: Viewer) -> bool:
    """Whether the viewer would not see all of this value if it stood there."""
    return isinstance(seen_value(entity, name, value, viewer), Masked)
