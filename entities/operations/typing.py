"""Values as people type them, and back again: text alone, never a float, nothing lost on the way.

A manner is a way to write a value as text. `json` writes every value; each of the others writes
some values, those that come back from their text exactly as they were.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from entities.dynamodb.limits import check_number, check_value
from entities.dynamodb.typed_json import from_typed_json, to_typed_json
from entities.errors import ValueInvalid
from entities.schema.values import Value, number_text

UNTYPEABLE = re.compile("[\0\r]")  # a browser changes them
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
# Marks of writing direction come along when a number is copied from a right-to-left text.
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FLAGS = {"yes": True, "no": False}
PLAIN_POWERS = range(-20, 40)


@dataclass(frozen=True)
class Manner:
    """`fits` decides whether a value can be typed like this; `read` raises ValueInvalid."""

    name: str
    fits: Callable[[Value], bool]
    write: Callable[[Value], str]
    read: Callable[[str, str], Value]


def text_of(value: Value, manner: str) -> str:
    """The text that stands in the input. The value must fit."""
    return MANNERS[manner].write(value)


def value_of(text: str, manner: str, name: str = "") -> Value:
    """What was typed as a value. Raises ValueInvalid with the place that is wrong."""
    value = MANNERS[manner].read(one_newline(text), name)
    check_value(value, name)
    return value


def fits(value: Value, manner: str) -> bool:
    return MANNERS[manner].fits(value)


def one_newline(text: str) -> str:
    """Browsers send line ends as two characters, whatever stood there before."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_one_line(text: str) -> bool:
    return "\n" not in text


# ---- text, number, yes and no -------------------------------------------------------------------


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and not UNTYPEABLE.search(value)


def _read_text(text: str, name: str) -> str:
    return text


def _write_number(number: Decimal) -> str:
    plain = number.is_finite() and number.adjusted() in PLAIN_POWERS
    return f"{number:f}" if plain else number_text(number)


def _read_number(text: str, name: str) -> Decimal:
    typed = MARKS.sub("", text).strip()
    if not NUMBER.fullmatch(typed):
        problem = f"“{text.strip()[:40]}” is not a number; write it like 1234.50"
        raise ValueInvalid("", problem)
    number = Decimal(typed)
    check_number(number, "")
    return number


def _read_flag(text: str, name: str) -> bool:
    if text not in FLAGS:
        raise ValueInvalid("", "this is yes or no")
    return FLAGS[text]


# ---- one member a line --------------------------------------------------------------------------


def _is_line(value: Value) -> bool:
    return _is_text(value) and value != "" and is_one_line(value)


def _is_set_of(kind: type) -> Callable[[Value], bool]:
    def holds(value: Value) -> bool:
        members = isinstance(value, frozenset) and all(isinstance(one, kind) for one in value)
        return members and (kind is not str or all(map(_is_line, value)))

    return holds


def _is_list_of_lines(value: Value) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_line, value))


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines with something on them, with their numbers."""
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line != ""]


def _read_set(read: Callable[[str, str], Value]) -> Callable[[str, str], frozenset]:
    def read_members(text: str, name: str) -> frozenset:
        seen: dict[Value, int] = {}
        for number, line in _lines(text):
            member = _at_line(number, read, line)
            if member in seen:
                problem = f"“{line[:40]}” stands twice, on lines {seen[member]} and {number}"
                raise ValueInvalid("", f"{problem}; a set holds every member once")
            seen[member] = number
        if not seen:
            raise ValueInvalid("", "a set is never empty; choose “remove” instead")
        return frozenset(seen)

    return read_members


def _at_line(number: int, read: Callable[[str, str], Value], line: str) -> Value:
    try:
        return read(line, "")
    except ValueInvalid as refusal:
        raise ValueInvalid("", f"line {number}: {_lowered(str(refusal))}") from refusal


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _read_list(text: str, name: str) -> list:
    return [line for _, line in _lines(text)]


# ---- flat maps of text: “name: text” a line -----------------------------------------------------


def _is_flat(value: Value) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_pair, value.items()))


def _is_pair(pair: tuple[str, Value]) -> bool:
    name, held = pair
    tidy = _is_line(name) and ":" not in name and name == name.strip()
    return tidy and _is_text(held) and is_one_line(held)


def _write_pairs(value: dict) -> str:
    return "\n".join(f"{name}: {value[name]}" for name in sorted(value))


def _read_pairs(text: str, name: str) -> dict:
    pairs: dict[str, str] = {}
    for number, line in _lines(text):
        key, colon, held = line.partition(":")
        if not colon or not key.strip():
            raise ValueInvalid("", f"line {number}: write a name, a colon and a text")
        if key.strip() in pairs:
            raise ValueInvalid("", f"line {number}: “{key.strip()[:40]}” stands twice")
        pairs[key.strip()] = held.removeprefix(" ")
    return pairs


# ---- typed JSON ----------------------------------------------------------------------------------


def _write_json(value: Value) -> str:
    typed = to_typed_json(value)
    line = json.dumps(typed, ensure_ascii=False)
    return line if len(line) <= 80 else json.dumps(typed, ensure_ascii=False, indent=2)


def _read_json(text: str, name: str) -> Value:
    try:
        typed = json.loads(
            text,
            parse_float=Decimal,  # refused later, with the sentence that says how to write it
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_each_name_once,
        )
        return from_typed_json(typed, name)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ValueInvalid("", f"this is not JSON: {place}: {_lowered(error.msg)}") from error
    except RecursionError as error:
        raise ValueInvalid(name, "lists and maps nest at most 32 deep") from error


def _no_constant(word: str):
    raise ValueInvalid("", f"“{word}” is not a value in JSON")


def _each_name_once(pairs: list[tuple[str, object]]) -> dict:
    found: dict[str, object] = {}
    for name, held in pairs:
        if name in found:
            raise ValueInvalid("", f"“{name[:40]}” stands twice in one object")
        found[name] = held
    return found


def _always(value: Value) -> bool:
    return True


def _joined(value) -> str:
    return "\n".join(value)


MANNERS: dict[str, Manner] = {
    manner.name: manner
    for manner in (
        Manner("text", _is_text, str, _read_text),
        Manner("number", lambda value: isinstance(value, Decimal), _write_number, _read_number),
        Manner(
            "flag", lambda value: isinstance(value, bool), ("no", "yes").__getitem__, _read_flag
        ),
        Manner(
            "lines", _is_set_of(str), lambda value: _joined(sorted(value)), _read_set(_read_text)
        ),
        Manner(
            "numbers",
            _is_set_of(Decimal),
            lambda value: _joined(map(_write_number, sorted(value))),
            _read_set(_read_number),
        ),
        Manner("list", _is_list_of_lines, _joined, _read_list),
        Manner("pairs", _is_flat, _write_pairs, _read_pairs),
        Manner("json", _always, _write_json, _read_json),
    )
}
