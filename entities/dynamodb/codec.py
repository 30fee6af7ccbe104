"""Items and DynamoDB's attribute values as botocore takes and gives them (binary as bytes).

Lossless in both directions for all ten types.
"""

from decimal import Decimal

from entities.errors import ValueInvalid
from entities.schema.values import Item, Value


def to_wire(item: Item) -> dict[str, dict]:
    """Attribute values for a request. Raises ValueInvalid for what DynamoDB cannot hold."""
    return {name: wire_value(value, name) for name, value in item.items()}


def from_wire(attributes: dict[str, dict]) -> Item:
    """An item from what botocore's own parser made of an answer."""
    return {name: value_from_wire(typed) for name, typed in attributes.items()}


def wire_value(value: Value, path: str = "") -> dict:
    """One value as {type: held}; whole Python numbers are taken exactly, fractions are refused."""
    match value:
        case str():
            return {"S": value}
        case bool():
            return {"BOOL": value}
        case Decimal() | int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case None:
            return {"NULL": True}
        case list():
            return {"L": [wire_value(held, f"{path}[{n}]") for n, held in enumerate(value)]}
        case dict():
            return {"M": {name: wire_value(held, f"{path}.{name}") for name, held in value.items()}}
        case frozenset():
            return _wire_set(value, path)
    raise ValueInvalid(path, _strange(value))


def _wire_set(members: frozenset, path: str) -> dict:
    typed = [wire_value(member, path) for member in members]
    kinds = {kind for member in typed for kind in member}
    if kinds not in ({"S"}, {"N"}, {"B"}):
        raise ValueInvalid(path, "a set holds one or more texts, numbers or binaries of one type")
    kind = kinds.pop()
    return {f"{kind}S": [member[kind] for member in typed]}


def _strange(value: object) -> str:
    if isinstance(value, float):
        return "a floating-point number would be rounded; write it as a decimal"
    return f"DynamoDB holds no {type(value).__name__}"


def value_from_wire(typed: dict) -> Value:
    ((kind, held),) = typed.items()
    match kind:
        case "S" | "BOOL" | "B":
            return held
        case "N":
            return Decimal(held)
        case "NULL":
            return None
        case "L":
            return [value_from_wire(member) for member in held]
        case "M":
            return from_wire(held)
        case "NS":
            return frozenset(map(Decimal, held))
    return frozenset(held)
