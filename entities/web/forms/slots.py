"""Slots: one attribute of a form as it was filled, with its manner of typing and its state.

Text that is empty, null, and absent are three states beside a value. `keep` is the state of what is
not shown: masked values, and heavy ones such as pictures.
"""

from dataclasses import dataclass

from entities.operations.headings import visible
from entities.operations.typing import fits, text_of
from entities.schema.entity import Entity
from entities.schema.fields import (
    Anything,
    Choice,
    Email,
    Field,
    Flag,
    JsonText,
    Link,
    LongText,
    Phone,
    Picture,
    Text,
)
from entities.schema.values import Item, Value, same, size, type_of
from entities.schema.viewer import Viewer

VALUE, EMPTY, NULL, ABSENT, KEEP, JSON = "value", "empty", "null", "absent", "keep", "json"
WORDS = {
    VALUE: "as typed",
    EMPTY: "empty text",
    NULL: "null",
    ABSENT: "not there",
    KEEP: "keep as it is",
    JSON: "typed JSON",
}
HEAVY_BYTES = 8_000
MANNER_OF = {
    "S": "text",
    "N": "number",
    "BOOL": "flag",
    "SS": "lines",
    "NS": "numbers",
    "L": "list",
    "M": "pairs",
}
WORDY = (Text, LongText, Email, Phone, Link, JsonText, Anything)


@dataclass(frozen=True)
class Slot:
    """`text` None is equal to nothing that is typed: what stood there cannot be written like this.

    `was` is the (state, text) a person had before them when somebody else changed the attribute;
    with it the slot is a clash, and a choice between the two and their own has to be made.
    """

    name: str
    manner: str
    state: str
    text: str | None = ""
    was: tuple[str, str | None] | None = None


def slot_of(entity: Entity, name: str, item: Item, viewer: Viewer) -> Slot:
    declared = entity.field(name)
    if name not in item:
        return Slot(name, manner_of_absent(declared), ABSENT)
    value = item[name]
    manner = manner_of(declared, value)
    if is_masked(entity, name, value, viewer) or is_heavy(declared, value):
        return Slot(name, manner, KEEP)
    if value is None:
        return Slot(name, manner_of_absent(declared), NULL)
    if value == "":
        return Slot(name, manner_of_absent(declared), EMPTY)
    return Slot(name, manner, VALUE, text_of(value, manner))


def is_masked(entity: Entity, name: str, value: Value, viewer: Viewer) -> bool:
    """Whether the viewer does not see all of the value."""
    return not _same(visible(entity, entity.field(name), name, value, viewer), value)


def _same(shown: object, value: Value) -> bool:
    try:
        return same(shown, value)
    except TypeError:  # something in it is masked
        return False


def is_heavy(declared: Field, value: Value) -> bool:
    """Whether the value is too much for an input: it is shown by its type and size."""
    if isinstance(declared, Picture) or isinstance(value, bytes):
        return value not in ("", None)
    return not isinstance(declared, LongText) and size(value) > HEAVY_BYTES


def manner_of(declared: Field, value: Value) -> str:
    """The plainest way to type this value; typed JSON where it is not of a declared type."""
    kind = type_of(value)
    manner = MANNER_OF.get(kind, "json")
    plain = kind in declared.types and not isinstance(declared, Picture)
    return manner if plain and fits(value, manner) else "json"


def manner_of_absent(declared: Field) -> str:
    """How a first value of the field is typed."""
    if isinstance(declared, Picture):
        return "json"
    held = (MANNER_OF[kind] for kind in MANNER_OF if kind in declared.types and kind != "M")
    return next(held, "json")


def states_of(entity: Entity, slot: Slot) -> list[str]:
    """The states worth offering; one alone needs no choice."""
    declared = entity.field(slot.name)
    offered = [KEEP] if slot.state == KEEP else []
    offered.append(VALUE)
    picked = isinstance(declared, Choice | Flag) and slot.manner != "json"
    if slot.state == EMPTY or (not picked and may_be_empty(entity, declared, slot)):
        offered.append(EMPTY)
    if slot.state == NULL or "NULL" in declared.types:
        offered.append(NULL)
    if slot.state == ABSENT or not declared.required:
        offered.append(ABSENT)
    if slot.manner != "json" and len(declared.types - {"NULL"}) > 1:
        offered.append(JSON)
    # A list to pick from has a blank line of its own for “not there”.
    return [] if picked and set(offered) <= {VALUE, ABSENT} else offered


def may_be_empty(entity: Entity, declared: Field, slot: Slot) -> bool:
    """Whether empty text is worth offering."""
    return (
        slot.manner == "text"
        and isinstance(declared, WORDY)
        and not declared.required
        and not is_index_key(entity, slot.name)
    )


def is_index_key(entity: Entity, name: str) -> bool:
    return any(name in index.keys for index in entity.indexes)


def editable(entity: Entity, name: str) -> bool:
    """Keys are changed by moving, automatic attributes by us."""
    return name not in entity.keys and not entity.field(name).automatic


def slots_of(entity: Entity, item: Item, viewer: Viewer) -> list[Slot]:
    """Every attribute that can be edited: the declared ones in their order, then the others."""
    return [slot_of(entity, name, item, viewer) for name in names_of(entity, item)]


def new_slots(entity: Entity) -> list[Slot]:
    """What is asked of a new item, its key included."""
    asked = [f for f in entity.fields if not (f.automatic or f.historic)]
    return [Slot(f.name, manner_of_absent(f), ABSENT) for f in asked]


def is_made(declared: Field, entity: Entity) -> bool:
    """Whether a new item gets an id where none is typed."""
    return declared.name == entity.keys[-1] and bool(getattr(declared, "prefix", ""))


def names_of(entity: Entity, item: Item) -> list[str]:
    declared = [entity.held_name(f, item) or f.name for f in entity.fields if _is_offered(f, item)]
    names = dict.fromkeys((*declared, *sorted(item)))
    return [name for name in names if editable(entity, name)]


def _is_offered(declared: Field, item: Item) -> bool:
    """Attributes that only old items carry are offered where they are."""
    return not declared.historic or any(name in item for name in declared.names)
