"""DynamoDB's JSON in text alone (binary as base64), for raw pages, exports and backups.

Reading it says exactly what is wrong with what people typed or files brought.
"""

import binascii
from base64 import b64decode, b64encode
from decimal import Decimal, InvalidOperation

from entities.dynamodb.codec import wire_value
from entities.errors import ValueInvalid
from entities.schema.values import TYPES, Item, Value


def to_typed_json(value: Value) -> dict:
    """One value as DynamoDB's JSON in text alone; sets in a fixed order."""
    return _as_text(wire_value(value))


def to_typed_item(item: Item) -> dict[str, dict]:
    return {name: _as_text(wire_value(value, name)) for name, value in item.items()}


def _as_text(typed: dict) -> dict:
    ((kind, held),) = typed.items()
    match kind:
        case "B":
            return {kind: b64encode(held).decode()}
        case "BS":
            return {kind: sorted(b64encode(member).decode() for member in held)}
        case "SS" | "NS":
            return {kind: sorted(held)}
        case "L":
            return {kind: [_as_text(member) for member in held]}
        case "M":
            return {kind: {name: _as_text(member) for name, member in held.items()}}
    return typed


def from_typed_item(typed: object) -> Item:
    """An item from {attribute: {type: held}}. Raises ValueInvalid with the path that is wrong."""
    if not isinstance(typed, dict):
        raise ValueInvalid("", "an item is an object of attributes")
    return {name: from_typed_json(value, name) for name, value in typed.items()}


def from_typed_json(typed: object, path: str = "") -> Value:
    """One value from {type: held}. Raises ValueInvalid."""
    if not isinstance(typed, dict) or len(typed) != 1:
        raise ValueInvalid(path, 'a value is an object with one type, like {"S": "text"}')
    ((kind, held),) = typed.items()
    if kind not in TYPES:
        raise ValueInvalid(path, f"“{kind}” is not one of {', '.join(TYPES)}")
    match kind:
        case "S":
            return _of(str, held, path, "S holds a text")
        case "N":
            return _number(held, path)
        case "B":
            return _binary(held, path)
        case "BOOL":
            return _of(bool, held, path, "BOOL holds true or false")
        case "NULL":
            return _null(held, path)
        case "L":
            held = _of(list, held, path, "L holds a list of values")
            return [from_typed_json(member, f"{path}[{n}]") for n, member in enumerate(held)]
        case "M":
            held = _of(dict, held, path, "M holds an object of values")
            return {
                name: from_typed_json(member, f"{path}.{name}") for name, member in held.items()
            }
    return _set(kind[0], held, path)


def _of(wanted: type, held: object, path: str, problem: str):
    if not isinstance(held, wanted):
        raise ValueInvalid(path, problem)
    return held


def _number(held: object, path: str) -> Decimal:
    text = _of(str, held, path, 'N holds a number in quotes, like {"N": "1.50"}')
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    # Decimal also reads spaces, underscores and digits of other scripts; DynamoDB does not.
    if not number.is_finite() or not text.isascii() or text != text.strip() or "_" in text:
        raise ValueInvalid(path, f"“{text}” is not a number")
    return number


def _binary(held: object, path: str) -> bytes:
    text = _of(str, held, path, "B holds base64 text")
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueInvalid(path, "B holds base64 text, and this is not base64") from None


def _null(held: object, path: str) -> None:
    if held is not True:
        raise ValueInvalid(path, "NULL holds true")


def _set(kind: str, held: object, path: str) -> frozenset:
    members = _of(list, held, path, f"{kind}S holds a list")
    values = [from_typed_json({kind: member}, f"{path}[{n}]") for n, member in enumerate(members)]
    if not values:
        raise ValueInvalid(path, "a set is never empty; remove the attribute instead")
    if len(set(values)) != len(values):
        raise ValueInvalid(path, "a set holds every member once")
    return frozenset(values)
