"""Columns of typed CSV: `name:TYPE` in the header, `name:*` for several types, `name:masked`.

A cell that is empty means that the attribute is absent. Texts that a spreadsheet could take for a
formula, those that begin with an apostrophe, and the empty text begin with one apostrophe more,
which reading takes away: `'=1+1` is `=1+1`, and `'` alone is the empty text.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from entities.dynamodb.typed_json import to_typed_json
from entities.errors import ValueInvalid
from entities.operations.typing import text_of, value_of
from entities.schema.entity import Entity
from entities.schema.masking import Masked
from entities.schema.values import TYPES, Value, type_of

MIXED, MASKED = "*", "masked"
KINDS = (*TYPES, MIXED, MASKED)
GUARD = "'"
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", GUARD)
FLAGS = {"true": True, "false": False, "yes": True, "no": False}


@dataclass(frozen=True)
class Column:
    """One column: the attribute, and what its cells hold. `guessed`: the header named no type."""

    name: str
    kind: str
    guessed: bool = False

    @property
    def header(self) -> str:
        return guarded(f"{self.name}:{self.kind}")

    def takes(self, value: Value | Masked) -> bool:
        """Whether a value stands in this column and not in another of the same attribute."""
        return isinstance(value, Masked) == (self.kind == MASKED)

    def write(self, value: Value | Masked) -> str:
        match self.kind:
            case "masked":
                return guarded(value.text)
            case "S":
                return guarded(value)
            case "N":
                return text_of(value, "number")
            case "BOOL":
                return "true" if value else "false"
        return compact(to_typed_json(value))

    def read(self, cell: str) -> Value:
        """Raises ValueInvalid. A cell that is empty is not read."""
        match self.kind:
            case "S":
                return unguarded(cell)
            case "N":
                return value_of(unguarded(cell), "number", self.name)
            case "BOOL":
                return _flag(cell, self.name)
        value = value_of(cell, "json", self.name)
        if self.kind not in (MIXED, type_of(value)):
            problem = f"the column holds {self.kind}, and this is {type_of(value)}"
            raise ValueInvalid(self.name, problem)
        return value


def guarded(text: str) -> str:
    return GUARD + text if text == "" or text.startswith(GUARDED) else text


def unguarded(cell: str) -> str:
    return cell.removeprefix(GUARD)


def compact(typed: object) -> str:
    """JSON on one line, in one order whatever the order in which it was read."""
    return json.dumps(typed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _flag(cell: str, name: str) -> bool:
    known = FLAGS.get(cell.strip().lower())
    if known is None:
        raise ValueInvalid(name, f"“{cell[:40]}” is neither true nor false")
    return known


def columns_for(entity: Entity, seen: Mapping[str, Iterable[str]]) -> list[Column]:
    """The columns of a file whose items hold these kinds of values, by attribute name.

    Every declared field has one, whether an item holds it or not: so a file says of every field
    whether it is absent. Aliases and undeclared attributes have one where they were seen.
    """
    declared = [name for f in entity.fields for name in f.names if name == f.name or name in seen]
    names = dict.fromkeys((*entity.keys, *declared, *sorted(seen)))
    return [column for name in names for column in _columns(entity, name, set(seen.get(name, ())))]


def _columns(entity: Entity, name: str, kinds: set[str]) -> Iterable[Column]:
    clear = kinds - {MASKED} or (set() if kinds else set(entity.field(name).types))
    if clear:
        yield Column(name, clear.pop() if len(clear) == 1 else MIXED)
    if MASKED in kinds:
        yield Column(name, MASKED)


def read_header(entity: Entity, cells: Iterable[str]) -> list[Column]:
    """Raises ValueInvalid for a header that names no attribute, or one of them twice."""
    columns: dict[tuple[str, bool], Column] = {}
    for place, cell in enumerate(cells, 1):
        column = _read_head(entity, unguarded(cell), place)
        told = (column.name, column.kind == MASKED)
        if columns.setdefault(told, column) is not column:
            raise ValueInvalid("", f"two columns are called “{column.name[:60]}”")
    return list(columns.values())


def _read_head(entity: Entity, text: str, place: int) -> Column:
    name, colon, kind = text.rpartition(":")
    if colon and name and kind in KINDS:
        return Column(name, kind)
    if not text.strip():
        raise ValueInvalid("", f"column {place} has no name")
    known = text in entity.fields_by_any_name
    if colon and name in entity.fields_by_any_name and not known:
        kinds = ", ".join(KINDS)
        raise ValueInvalid("", f"“{kind[:20]}” of “{name}” is no type; there are {kinds}")
    plain = entity.field(text).types - {"NULL"} if known else {"S"}
    return Column(text, _plainest(plain), guessed=True)


def _plainest(kinds: frozenset[str] | set[str]) -> str:
    """What a column without a type most likely holds."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return next((kind for kind in ("S", "N", "BOOL") if kind in kinds), MIXED)
