"""A new attribute that nobody declared: its name, its type and its value, typed below the others.

It stands in inputs of its own until it is saved, so that its name and type can still be changed.
"""

from dataclasses import dataclass

from entities.schema.entity import Entity
from entities.web.forms.base import Base
from entities.web.forms.slots import ABSENT, EMPTY, NULL, VALUE, Slot

NAME = "\0name"  # where problems of the name stand: no attribute is called so
LONGEST = 255
TYPES = {
    "text": ("text", "Text"),
    "number": ("number", "Number"),
    "flag": ("flag", "Yes or no"),
    "lines": ("lines", "Set of texts, one a line"),
    "numbers": ("numbers", "Set of numbers, one a line"),
    "list": ("list", "List of texts, one a line"),
    "pairs": ("pairs", "Map of texts, “name: text” a line"),
    "json": ("json", "Typed JSON"),
    "empty": ("text", "Empty text"),
    "null": ("text", "Null"),
}
STATES = {"empty": EMPTY, "null": NULL}


@dataclass(frozen=True)
class Added:
    """What was typed; nothing at all where no attribute is added. `type` is one of TYPES."""

    name: str = ""
    type: str = "text"
    text: str = ""

    @property
    def any(self) -> bool:
        return bool(self.name or self.text.strip() or self.type in STATES)

    @property
    def slot(self) -> Slot:
        return Slot(self.name, TYPES[self.type][0], ABSENT)

    @property
    def state(self) -> str:
        return STATES.get(self.type, VALUE)

    @property
    def types(self) -> list[tuple[str, str, bool]]:
        """(value, words, chosen) of the list of types."""
        return [(value, words, value == self.type) for value, (_, words) in TYPES.items()]

    @property
    def rows(self) -> int:
        return min(18, max(2, self.text.count("\n") + len(self.text) // 60 + 1))


def read_added(posted) -> Added:
    kind = posted.get("new.type", "")
    name, text = posted.get("new.name", "").strip(), posted.get("new.text", "")
    return Added(name, kind if kind in TYPES else "text", text)


def name_problem(entity: Entity, base: Base, name: str) -> str:
    """What is wrong with the name of a new attribute, if anything."""
    if not name:
        return "A new attribute needs a name."
    if len(name.encode()) > LONGEST:
        return f"A name takes {LONGEST} bytes at most."
    if not name.isprintable():
        return "A name has no line ends and no invisible characters."
    if any(slot.name == name for slot in base.slots):
        return f"“{name}” is there already; change it above."
    folded = {known.casefold(): f for known, f in entity.fields_by_any_name.items()}
    declared = folded.get(name.casefold())
    if declared is None:
        return ""
    if declared.name in entity.keys:
        return f"“{declared.name}” is its key; a key is changed by moving the item."
    if declared.automatic:
        return f"“{declared.name}” is worked out and never typed."
    if declared.historic and not any(slot.name in declared.names for slot in base.slots):
        return f"“{declared.name}” is held by old items only and is added to none."
    return f"That is “{declared.title}”; type it there."
