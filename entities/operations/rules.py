"""What a typed value must be: one sentence per wrong field, all of them together.

Only changed fields are judged: old bad values stay readable and stay where they are.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch

from entities.dynamodb.limits import check_item, check_value
from entities.errors import ValueInvalid
from entities.operations.flags import TYPE_NAMES
from entities.schema.entity import Entity
from entities.schema.fields import (
    Choice,
    Date,
    Email,
    Epoch,
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
DATE = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?")
MILLISECONDS = 10**11  # as seconds, a moment in the year 5138


def problems(entity: Entity, before: Item, after: Item, changed: Iterable[str]) -> dict[str, str]:
    """Sentences by field name, for the changed fields that break a rule."""
    fields = {entity.field(name).name: entity.field(name) for name in changed}
    found = {
        name: sentence
        for name, declared in fields.items()
        if (sentence := _problem(entity, declared, before, after))
    }
    for name, sentence in _ranges(entity, after, frozenset(fields)):
        found.setdefault(name, sentence)
    return found


def misfits(entity: Entity, item: Item) -> dict[str, str]:
    """What no table or index could hold of the item as it is stored: its size, its keys."""
    try:
        check_item(entity, item)
    except ValueInvalid as refused:
        return {refused.field: str(refused)}
    return {}


def _problem(entity: Entity, declared: Field, before: Item, after: Item) -> str:
    held = entity.held_name(declared, after) if declared.name in entity.fields_by_name else None
    held = held or declared.name
    value = after.get(held)
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        return "This must not be empty." if declared.required else ""
    try:
        check_value(value, "")
    except ValueInvalid as refused:
        return str(refused)
    kind = type_of(value)
    if kind not in declared.types:
        kinds = " or ".join(TYPE_NAMES[kind] for kind in sorted(declared.types))
        return f"This is of type {TYPE_NAMES[kind]}; it must be {kinds}."
    if isinstance(declared, Choice):
        return _choice(declared, entity.held(declared.name, before), value)
    return _rule(declared, value)


def _choice(declared: Choice, before: Value, after: str) -> str:
    if after not in declared.choices and not declared.open_ended:
        return f"“{after}” is not one of {', '.join(declared.choices)}."
    held = declared.folded(before) if isinstance(before, str) else None
    allowed = dict(declared.moves).get(held)
    if allowed is not None and after not in (held, *allowed):
        following = " or ".join(allowed) or "nothing else"
        return f"From {held} it can become {following}."
    return ""


@singledispatch
def _rule(declared: Field, value: Value) -> str:
    return ""


@_rule.register
def _(declared: Text, value: str) -> str:
    if len(value) < declared.min_length:
        return f"This needs at least {declared.min_length} characters."
    if declared.pattern and not re.fullmatch(declared.pattern, value):
        return "An id has letters, digits, _ and - only, at most 100 of them."
    return _length(declared.max_length, value)


@_rule.register(LongText)
@_rule.register(Reference)
def _(declared: LongText | Reference, value: str) -> str:
    return _length(declared.max_length, value)


@_rule.register
def _(declared: Email, value: str) -> str:
    if not EMAIL.fullmatch(value):
        return "This is not an e-mail address."
    return _length(declared.max_length, value)


@_rule.register
def _(declared: Phone, value: str) -> str:
    if not PHONE.fullmatch(value):
        return "A phone number has digits, spaces and + - ( ) . only."
    return _length(declared.max_length, value)


@_rule.register
def _(declared: Date, value: str) -> str:
    return "" if _is_date(value) else f"“{value[:40]}” is no date; write it like 2025-01-31."


@_rule.register
def _(declared: Timestamp, value: str) -> str:
    example = "2025-01-31T09:30:00.000Z"
    return "" if _is_moment(value) else f"“{value[:40]}” is no moment; write it like {example}."


@_rule.register
def _(declared: Epoch, value: Decimal) -> str:
    if value != value.to_integral_value() or not 0 <= value < MILLISECONDS:
        return "This counts whole seconds since 1970, not milliseconds."
    return ""


@_rule.register
def _(declared: Number, value: Value) -> str:
    if not isinstance(value, Decimal):
        return ""
    if declared.whole and value != value.to_integral_value():
        return "This must be a whole number."
    if declared.above is not None and value <= declared.above:
        return f"This must be more than {declared.above:,}."
    if declared.minimum is not None and value < declared.minimum:
        return f"This must be {declared.minimum:,} or more."
    if declared.maximum is not None and value > declared.maximum:
        return f"This must be {declared.maximum:,} or less."
    return ""


def _ranges(entity: Entity, after: Item, changed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """A group of two dates is a start and an end."""
    for group in entity.merge_groups:
        dates = [entity.fields_by_name.get(name) for name in group]
        if len(group) != 2 or not all(isinstance(f, Date | Timestamp) for f in dates):
            continue
        start, end = (after.get(name) for name in group)
        told = all(isinstance(v, str) and not _rule(dates[0], v) for v in (start, end))
        if changed.intersection(group) and told and end < start:
            yield group[1], f"This lies before “{dates[0].title}”."


def _length(most: int, value: str) -> str:
    return f"This has {len(value):,} characters; {most:,} are allowed." if len(value) > most else ""


def _is_date(value: str) -> bool:
    return bool(DATE.fullmatch(value)) and _parses(date.fromisoformat, value)


def _is_moment(value: str) -> bool:
    return bool(MOMENT.fullmatch(value)) and _parses(datetime.fromisoformat, value)


def _parses(read, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
