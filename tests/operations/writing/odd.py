"""Values of every type and shape that DynamoDB holds, and comparing items by type."""

from decimal import Decimal

from entities.schema.values import Item, canonical

EXACT = Decimal("12345678901234567890123456789012345678")

ODD = {
    "nothing": None,
    "empty": "",
    "set of texts": frozenset({"b", "a"}),
    "set of numbers": frozenset({Decimal(1), Decimal("2.50")}),
    "set.of#binaries": frozenset({b"\0", b"\1"}),
    "bytes": b"\x00\xff",
    "list": ["a", Decimal(1), [True, None]],
    "size": {"S": "x", "date": {}, "nested": {"deep": [Decimal("1.0")]}},
    "json": '{"token": "x"}',
    "Amount": "two casings of one name",
    "exact": EXACT,
    "שם": "אבג",
    ":v0": True,
}


def typed(data: dict[str, list[Item]]) -> dict[str, list]:
    """Items in a form in which 1, true and “1” differ, a set and a list too, but not 1 and 1.0."""
    return {name: [canonical(item) for item in items] for name, items in data.items()}
