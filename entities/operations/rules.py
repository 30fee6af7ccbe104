"""What a typed value must be (domain rules, “Validation”): one sentence per wrong field.

Only changed fields are judged: old bad values stay readable and stay where they are.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch

from entities.operations.flags import TYPE_NAMES
from entities.schema.entity import Entity
from entities.schema.fields import (
    Choice,
    Date,
    Email,
    Field,
    LongText,
    Number,
    Phone,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.values import Item, Value, type_of

PHONE = re.compile(r"[0-9 +().-]+")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def problems(entity: Entity, before: Item, after: Item, changed: Iterable[str]) -> dict[str, str]:
    """Sentences by field name, for the changed fields that break a rule."""
    names = tuple(changed)
    found: dict[str, str] = {}
    for name in names:
        field = entity.fields_by_any_name.get(name)
        if field is not None:
            sentence = _problem(field, before.get(name), after.get(name))
            if sentence:
                found[field.name] = sentence
    for name, sentence in _ranges(entity, after, names):
        found.setdefault(name, sentence)
    return found


def _problem(field: Field, before: Value, after: Value) -> str:
    if after in ("", None):
        return "This must not be empty." if field.required else ""
    if type_of(after) not in field.types:
        kinds = " or ".join(TYPE_NAMES[kind] for kind in sorted(field.types))
        return f"This is stored as {TYPE_NAMES[type_of(after)]}; it must be {kinds}."
    if isinstance(field, Choice):
        return _choice(field, before, after)
    return _rule(field, after)


def _choice(field: Choice, before: Value, after: str) -> str:
    if after not in field.choices and not field.open_ended:
        return f"“{after}” is not one of {', '.join(field.choices)}."
    held = field.folded(before) if isinstance(before, str) else None
    allowed = dict(field.moves).get(held)
    if allowed is not None and after not in allowed:
        following = " or ".join(allowed) or "nothing"
        return f"From {held} it can only become {following}."
    return ""


@singledispatch
def _rule(field: Field, value: Value) -> str:
    return ""


@_rule.register
def _(field: Text, value: str) -> str:
    if len(value) > field.max_length:
        return _too_long(field.max_length, value)
    if field.pattern and not re.fullmatch(field.pattern, value):
        return "This holds characters an id must not have: letters, digits, _ and - are allowed."
    return ""


@_rule.register(LongText)
@_rule.register(Reference)
def _(field, value: str) -> str:
    return _too_long(field.max_length, value) if len(value) > field.max_length else ""


@_rule.register
def _(field: Email, value: str) -> str:
    if len(value) > field.max_length:
        return _too_long(field.max_length, value)
    return "" if EMAIL.fullmatch(value) else "This is not an e-mail address."


@_rule.register
def _(field: Phone, value: str) -> str:
    if len(value) > field.max_length:
        return _too_long(field.max_length, value)
    return "" if PHONE.fullmatch(value) else "A phone number has digits, spaces and + - ( ) . only."


@_rule.register
def _(field: Date, value: str) -> str:
    return "" if _parses(date.fromisoformat, value) and len(value) == 10 else _no_date(value)


@_rule.register
def _(field: Timestamp, value: str) -> str:
    return "" if _parses(datetime.fromisoformat, value) else f"“{value}” is no moment in ISO 8601."


@_rule.register
def _(field: Number, value: Decimal) -> str:
    if field.whole and value != value.to_integral_value():
        return "This must be a whole number."
    if field.minimum is not None and value < field.minimum:
        return f"This must be {field.minimum:,} or more."
    if field.maximum is not None and value > field.maximum:
        return f"This must be {field.maximum:,} or less."
    return ""


def _ranges(entity: Entity, after: Item, changed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Groups of two dates are a start and an end."""
    for group in entity.merge_groups:
        fields = [entity.fields_by_name.get(name) for name in group]
        dates = len(group) == 2 and all(isinstance(f, Date | Timestamp) for f in fields)
        if dates and any(name in changed for name in group):
            start, end = (after.get(name) for name in group)
            if isinstance(start, str) and isinstance(end, str) and start and end and end < start:
                yield group[1], f"This lies before “{fields[0].title}”."


def _too_long(most: int, value: str) -> str:
    return f"This has {len(value):,} characters; {most:,} are allowed."


def _no_date(value: str) -> str:
    return f"“{value[:40]}” is no date of the calendar; write it like 2025-01-31."


def _parses(read, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
