"""Guessing the field that an attribute is, from its name and the values of a sample."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from entities.schema import fields
from entities.schema.masking import LONG_HEX, Mask, is_secret_name
from entities.schema.values import Value, type_of

CHOSEN = re.compile(r"(status|type|role|kind|method|tier|state|category)$", re.IGNORECASE)
CHOICE = re.compile(r"[A-Za-z][A-Za-z _-]{0,29}")
MOST_CHOICES = 8
MONEY = re.compile(r"amount|price|cost|total|salary|budget|spent", re.IGNORECASE)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TIMESTAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LINK = re.compile(r"https?://\S+")
PHONE = re.compile(r"[\d\s().+-]{5,20}")
LINE = 255  # letters of a Text
RARELY = 10  # one value of so many may be odd
HIDDEN = "mask=Mask.FULL"
PICTURE = {"name", "type", "data"}
PLAIN = {"BOOL": "Flag", "L": "List", "SS": "TextSet", "NS": "NumberSet", "B": "Binary"}


@dataclass(frozen=True)
class Guess:
    """A field's class by name, and its further arguments as Python source."""

    kind: str
    arguments: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def guess(
    name: str,
    values: Sequence[Value],
    *,
    key_type: str = "",
    expires: bool = False,
    mask: Mask = Mask.NONE,
) -> Guess:
    """The field of an attribute with these values.

    `key_type` is S, N or B where the attribute is a key of the table or of an index; `expires`
    says that the table's TTL goes by it. `mask` is what its system hides by the name alone.
    """
    seen = Counter(type_of(value) for value in values)
    held = [kind for kind, _ in seen.most_common() if kind != "NULL"]
    usual = "N" if expires else "S"
    main = key_type or (held[0] if held else usual)
    of_main = [value for value in values if type_of(value) == main]
    secret = is_secret_name(name) or any(_is_token(value) for value in of_main)
    found = _of_type(main, name, of_main, secret=secret, expires=expires)
    hidden = HIDDEN if secret else f"mask={mask}" if mask is not Mask.NONE else ""
    arguments = (*found.arguments, *([hidden] if hidden else []), *_types(found, seen))
    return Guess(found.kind, arguments, found.choices)


def _is_token(value: Value) -> bool:
    return isinstance(value, str) and LONG_HEX.fullmatch(value) is not None


def _types(found: Guess, seen: Counter) -> tuple[str, ...]:
    """The stored types, where the sample holds others than the class expects."""
    expected = getattr(fields, found.kind)("x").types
    if set(seen) <= expected:
        return ()
    names = ", ".join(f'"{kind}"' for kind in sorted(expected | set(seen)))
    return (f"types=frozenset({{{names}}})",)


def _of_type(kind: str, name: str, values: list, *, secret: bool, expires: bool) -> Guess:
    if kind == "S":
        return Guess("Text") if secret else _text(name, values)
    if kind == "N":
        return _number(name, values, expires)
    if kind == "M":
        whole = bool(values) and all(set(value) >= PICTURE for value in values)
        return Guess("Picture" if whole else "Map")
    return Guess(PLAIN.get(kind, "Anything"))


def _number(name: str, values: list, expires: bool) -> Guess:
    if expires:
        return Guess("Epoch")
    if MONEY.search(name):
        return Guess("Money")
    whole = bool(values) and all(value == value.to_integral_value() for value in values)
    return Guess("Number", ("whole=True",) if whole else ())


def _text(name: str, values: list[str]) -> Guess:
    """Empty texts tell nothing."""
    told = [value for value in values if value]
    for kind, fits in TEXTS.items():
        if told and all(fits(value) for value in told):
            return Guess(kind)
    if told and "phone" in name.lower() and all(map(PHONE.fullmatch, told)):
        return Guess("Phone", ("mask=Mask.PARTIAL",))
    choices = tuple(sorted(set(told)))
    if CHOSEN.search(name) and _are_choices(choices):
        return _choice(choices)
    long = sum(len(value) > LINE for value in told)
    return Guess("LongText" if long > len(told) / RARELY else "Text")


def _are_choices(values: tuple[str, ...]) -> bool:
    return 0 < len(values) <= MOST_CHOICES and all(map(CHOICE.fullmatch, values))


def _choice(values: tuple[str, ...]) -> Guess:
    """Two spellings of one choice are one."""
    folded = tuple(sorted({value.lower() for value in values}))
    if len(folded) < len(values):
        return Guess("Choice", ("ignore_case=True", "open_ended=True"), folded)
    return Guess("Choice", ("open_ended=True",), values)


def _is_json(value: str) -> bool:
    try:
        return value[:1] in "{[" and isinstance(json.loads(value), dict | list)
    except (ValueError, RecursionError):
        return False


TEXTS: dict[str, Callable[[str], object]] = {
    "Timestamp": TIMESTAMP.fullmatch,
    "Date": DATE.fullmatch,
    "Email": EMAIL.fullmatch,
    "Link": LINK.fullmatch,
    "JsonText": _is_json,
}
