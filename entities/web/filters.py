"""Filters in addresses: `field.operator=value` in, conditions out, and the words for both.

A list's whole state stands in its address. A bad value raises FilterInvalid naming the field, and
the page shows it where it was typed.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from entities.errors import FilterInvalid
from entities.operations.headings import is_hidden, may_hide
from entities.schema.conditions import (
    BeginsWith,
    Between,
    Compare,
    Condition,
    Contains,
    Equals,
    Exists,
    In,
    Missing,
    NotEquals,
)
from entities.schema.entity import Entity
from entities.schema.fields import (
    Binary,
    Choice,
    Composite,
    Date,
    Epoch,
    Field,
    Flag,
    JsonText,
    List,
    Map,
    Number,
    NumberSet,
    Picture,
    TextSet,
    Timestamp,
)
from entities.schema.masking import is_secret_name
from entities.schema.values import Value

OPERATORS = {
    "is": "is",
    "not": "is not",
    "in": "is one of",
    "from": "from",
    "to": "to",
    "begins": "begins with",
    "contains": "contains",
    "exists": "is present",
    "missing": "is absent",
}
WITHOUT_VALUE = ("exists", "missing")
PRESENCE = ("exists", "missing")
PROBING = ("from", "to", "begins", "contains")
MOMENT = re.compile(
    r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}(:\d{2}(:\d{2}(\.\d{1,6})?)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?"
)
VALUE_BYTES = 2048


@dataclass(frozen=True)
class Filter:
    """One filter as the address holds it."""

    field: Field
    operator: str
    values: tuple[str, ...]

    @property
    def parameter(self) -> str:
        return f"{self.field.name}.{self.operator}"


def operators_of(field: Field) -> tuple[str, ...]:
    """What can be asked of a field."""
    if isinstance(field, Map | List | Picture | Binary | JsonText):
        return PRESENCE
    if isinstance(field, TextSet | NumberSet):
        return ("contains", *PRESENCE)
    if isinstance(field, Flag):
        return ("is", *PRESENCE)
    if isinstance(field, Number | Epoch):
        return ("is", "not", "in", "from", "to", *PRESENCE)
    if isinstance(field, Choice):
        return ("is", "not", "in", *PRESENCE)
    return tuple(OPERATORS)


def questions(entity: Entity, field: Field) -> tuple[str, ...]:
    """What is offered to be asked of a field: whole values alone where one may be a secret."""
    if is_hidden(field) or is_secret_name(field.name):
        return ()
    whole = may_hide(entity, field)
    return tuple(o for o in operators_of(field) if not (whole and o in PROBING))


def read_filters(entity: Entity, query: QueryDict) -> list[Filter]:
    """The filters of an address, in its order. Raises FilterInvalid."""
    filters = []
    for parameter in query:
        name, dot, operator = parameter.rpartition(".")
        if not dot or operator not in OPERATORS:
            continue
        values = tuple(query.getlist(parameter))
        if operator in WITHOUT_VALUE or any(value != "" for value in values) or operator == "is":
            filters.append(_filter(entity, name, operator, values))
    return filters


def _filter(entity: Entity, name: str, operator: str, values: tuple[str, ...]) -> Filter:
    field = entity.fields_by_name.get(name)
    if field is None:
        raise FilterInvalid(name, f"{entity.titles} have no field “{name}” to filter on.")
    if operator not in operators_of(field):
        raise FilterInvalid(name, f"“{field.title}” cannot be asked what it {OPERATORS[operator]}.")
    return Filter(field, operator, values)


def conditions_of(entity: Entity, filters: list[Filter]) -> tuple[Condition, ...]:
    """Raises FilterInvalid. `from` and `to` of one field become one range."""
    made: list[Condition] = []
    ranges: dict[str, dict[str, Value]] = {}
    for asked in filters:
        if asked.operator in ("from", "to"):
            value = _value(entity, asked.field, asked.values[-1], asked.operator)
            ranges.setdefault(asked.field.name, {})[asked.operator] = value
        else:
            made.append(_condition(entity, asked))
    return (*made, *(_range(entity, name, ends) for name, ends in ranges.items()))


def _condition(entity: Entity, asked: Filter) -> Condition:
    name = asked.field.name
    if asked.operator == "exists":
        return Exists(name)
    if asked.operator == "missing":
        return Missing(name)
    values = tuple(_value(entity, asked.field, text, asked.operator) for text in asked.values)
    match asked.operator:
        case "is":
            return Equals(name, values[-1])
        case "not":
            return NotEquals(name, values[-1])
        case "in":
            return _in(asked.field, tuple(dict.fromkeys(values)))
        case "begins":
            return BeginsWith(name, values[-1])
    return Contains(name, values[-1])


def _in(field: Field, values: tuple[Value, ...]) -> Condition:
    if len(values) > 100:
        raise FilterInvalid(field.name, f"“{field.title}” can be one of 100 values at most.")
    return In(field.name, values)


def _range(entity: Entity, name: str, ends: dict[str, Value]) -> Condition:
    if len(ends) == 2:
        if ends["from"] > ends["to"]:
            title = entity.fields_by_name[name].title
            raise FilterInvalid(name, f"“{title}”: the start of the range lies after its end.")
        return Between(name, ends["from"], ends["to"])
    operator, value = next(iter(ends.items()))
    return Compare(name, ">=" if operator == "from" else "<=", value)


def _value(entity: Entity, field: Field, text: str, operator: str) -> Value:
    if len(text.encode()) > VALUE_BYTES:
        raise FilterInvalid(field.name, f"“{field.title}”: the value is longer than 2,048 bytes.")
    if text == "" and (field.name in _key_names(entity) or operator != "is"):
        raise FilterInvalid(field.name, f"“{field.title}” needs a value.")
    if entity.is_secret(field.name, text):
        raise FilterInvalid(field.name, f"“{field.title}”: a secret is not looked for in a list.")
    return _typed(field, text, operator)


def _key_names(entity: Entity) -> set[str]:
    return {*entity.keys, *(key for index in entity.indexes for key in index.keys)}


def _typed(field: Field, text: str, operator: str) -> Value:
    if isinstance(field, Flag):
        return _flag(field, text)
    if isinstance(field, Number | Epoch | NumberSet):
        return _number(field, text)
    if operator in ("begins", "contains") or text == "" or isinstance(field, Composite):
        return text
    if isinstance(field, Date) and operator in ("from", "to"):
        return _date(field, text)
    if isinstance(field, Timestamp) and operator in ("from", "to"):
        return _moment(field, text, operator)
    return text


def _flag(field: Field, text: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.strip().lower() not in known:
        raise FilterInvalid(field.name, f"“{field.title}” is yes or no; “{text}” is neither.")
    return known[text.strip().lower()]


def _number(field: Field, text: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(number.as_tuple().digits) > 38 or abs(number.adjusted()) > 125:
        raise FilterInvalid(field.name, f"“{field.title}” needs a number; “{text[:40]}” is none.")
    return number


def _date(field: Field, text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        problem = f"“{field.title}” needs a date like 2025-01-31; “{text[:40]}” is none."
        raise FilterInvalid(field.name, problem) from error


def _moment(field: Field, text: str, operator: str) -> str:
    trimmed = text.strip()
    if not MOMENT.fullmatch(trimmed):
        problem = (
            f"“{field.title}” needs a date or moment like 2025-01-31T14:00; “{text[:40]}” is none."
        )
        raise FilterInvalid(field.name, problem)
    if len(trimmed) >= 10:
        _date(field, trimmed[:10])
    # A day as the end of a range means its whole day.
    return trimmed + "T23:59:59.999Z" if operator == "to" and len(trimmed) == 10 else trimmed
