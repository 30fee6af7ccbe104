"""Values as Keyroom holds them, one Python type for each of DynamoDB's ten.

S str · N Decimal · B bytes · BOOL bool · NULL None · L list · M dict · SS, NS, BS frozenset of str,
Decimal, bytes. Python calls `True == Decimal(1)` and `1 == 1.0` equal; here only values of the
same DynamoDB type are the same, and numbers are compared by value in a context wide enough for 38
digits (the default of 28 rounds).
"""

import hashlib
import json
from base64 import b64encode
from decimal import Context, Decimal
from typing import TypeAlias

Value: TypeAlias = str | Decimal | bytes | bool | None | list | dict | frozenset
Item: TypeAlias = dict[str, Value]
Key: TypeAlias = tuple[str | Decimal | bytes, ...]  # (partition,) or (partition, sort)

WIDE = Context(prec=40)
TYPES = ("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS")


def type_of(value: Value) -> str:
    """DynamoDB's name of the value's type. Raises TypeError for what DynamoDB cannot hold."""
    match value:
        case bool():
            return "BOOL"
        case str():
            return "S"
        case Decimal():
            return "N"
        case bytes():
            return "B"
        case None:
            return "NULL"
        case list():
            return "L"
        case dict():
            return "M"
        case frozenset():
            return _type_of_set(value)
    raise TypeError(f"DynamoDB holds no {type(value).__name__}")


def _type_of_set(value: frozenset) -> str:
    members = {type_of(member) for member in value}
    if members in ({"S"}, {"N"}, {"B"}):
        return members.pop() + "S"
    raise TypeError("a set holds one or more texts, numbers or binaries, all of one type")


def canonical(value: Value) -> list:
    """A JSON-ready form that is equal exactly for values that are the same."""
    kind = type_of(value)
    match kind:
        case "N":
            return [kind, number_text(value)]
        case "B":
            return [kind, b64encode(value).decode()]
        case "L":
            return [kind, [canonical(member) for member in value]]
        case "M":
            return [kind, [[name, canonical(value[name])] for name in sorted(value)]]
        case "SS" | "NS" | "BS":
            return [kind, sorted(canonical(member) for member in value)]
    return [kind, value]


def same(left: Value, right: Value) -> bool:
    """Whether both are one value: same type, same canonical form."""
    return canonical(left) == canonical(right)


def content_hash(item: Item) -> str:
    """SHA-256, in hexadecimal, of the canonical form of an item."""
    text = json.dumps(canonical(item), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def number_text(number: Decimal) -> str:
    """The shortest exact text of a number: 1, 1.0 and 1E0 are all `1`."""
    normal = WIDE.normalize(number)
    return "0" if normal == 0 else str(normal)


def size(value: Value) -> int:
    """Bytes of a value, as in DynamoDB's documentation “Item sizes and formats”."""
    match value:
        case None | bool():
            return 1
        case str():
            return len(value.encode())
        case Decimal():
            return _number_size(value)
        case bytes():
            return len(value)
        case dict():
            return 3 + sum(len(n.encode()) + size(v) + 1 for n, v in value.items())
        case list():
            return 3 + sum(size(member) + 1 for member in value)
    return sum(size(member) for member in value)


def _number_size(number: Decimal) -> int:
    digits = len(WIDE.normalize(number).as_tuple().digits)
    return min(21, (digits + 1) // 2 + 1 + (1 if number < 0 else 0))


def item_size(item: Item) -> int:
    """Bytes of an item, attribute names included; the limit is 400 KB (409,600)."""
    return sum(len(name.encode()) + size(value) for name, value in item.items())
