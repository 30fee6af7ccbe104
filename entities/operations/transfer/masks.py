"""Values as a file, or a plan, may show them: whole, or masked as a whole.

Nobody's permission lifts a mask here: a hidden value is shown for one item at a time, on the item's
page, with a reason (revealing.py), and never leaves in a file.
"""

from entities.operations.audit.changes import NOBODY
from entities.operations.headings import visible
from entities.schema.entity import Entity
from entities.schema.masking import DOTS, Masked
from entities.schema.values import Item, Value

Held = dict[str, Value | Masked]


def seen(entity: Entity, item: Item) -> Held:
    """The item with every value that is hidden, or holds something hidden, masked as a whole."""
    return {name: seen_value(entity, name, value) for name, value in item.items()}


def seen_value(entity: Entity, name: str, value: Value) -> Value | Masked:
    shown = visible(entity, entity.field(name), name, value, NOBODY)
    if isinstance(shown, Masked) or shown == value:
        return shown
    return Masked(shown if isinstance(shown, str) else DOTS)


def is_hidden(entity: Entity, name: str, value: Value) -> bool:
    """Whether a file would not show all of this value if it stood there."""
    return isinstance(seen_value(entity, name, value), Masked)
