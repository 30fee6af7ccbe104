"""What is remarkable about a stored value, in one sentence: shown beside it, never in its way."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import singledispatch

from entities.schema.entity import Entity
from entities.schema.fields import Choice, Date, Field, JsonText, Number, Timestamp
from entities.schema.values import Value, type_of

TYPE_NAMES = {
    "S": "text",
    "N": "number",
    "B": "binary",
    "BOOL": "yes or no",
    "NULL": "null",
    "L": "list",
    "M": "map",
    "SS": "set of texts",
    "NS": "set of numbers",
    "BS": "set of binaries",
}


def flag(entity: Entity, field: Field, value: Value, *, now: datetime) -> str:
    """The remark, or nothing. `now` is aware."""
    kind = type_of(value)
    if kind not in field.types and kind != "NULL":
        expected = " or ".join(TYPE_NAMES[name] for name in sorted(field.types))
        return f"stored as {TYPE_NAMES[kind]}, expected {expected}"
    if value in ("", None):
        return f"“{field.title}” should not be empty" if field.required else ""
    if field.name == entity.settings.ttl and isinstance(value, Decimal):
        return _expiry(value, now)
    return _remark(field, value)


def _expiry(value: Decimal, now: datetime) -> str:
    if value > 10**11:
        return "milliseconds: DynamoDB expects seconds and will not remove the item in time"
    return "expired; DynamoDB removes it within days" if value < int(now.timestamp()) else ""


@singledispatch
def _remark(field: Field, value: Value) -> str:
    return ""


@_remark.register
def _(field: Choice, value: Value) -> str:
    return "" if field.knows(value) else "not one of the declared values"


@_remark.register
def _(field: Date, value: Value) -> str:
    return "" if _parses(date.fromisoformat, value[:10]) else "not a date of the calendar"


@_remark.register
def _(field: Timestamp, value: Value) -> str:
    return "" if _parses(datetime.fromisoformat, value) else "not a moment in ISO 8601"


@_remark.register
def _(field: Number, value: Value) -> str:
    if not isinstance(value, Decimal):
        return ""
    if field.minimum is not None and value < field.minimum:
        return f"below {field.minimum:,}"
    if field.above is not None and value <= field.above:
        return f"not above {field.above:,}"
    if field.maximum is not None and value > field.maximum:
        return f"above {field.maximum:,}"
    return ""


@_remark.register
def _(field: JsonText, value: Value) -> str:
    # Some tables hold the same thing as a map: whether they may, its types say.
    return (
        "not readable as JSON" if isinstance(value, str) and not _parses(json.loads, value) else ""
    )


def _parses(read, text: Value) -> bool:
    try:
        read(text)
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def moment(text: str) -> datetime | None:
    """A stored timestamp as an aware moment; None where it is not one."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
