"""Rows with every type of value, and attribute names that need care in expressions."""

from decimal import Decimal

from entities.operations.demo.mistaken_company import project
from entities.operations.demo.records import Records


def odd_attributes() -> Records:
    nested: object = "the end"
    for depth in range(30):
        nested = {f"level{depth}": nested} if depth % 2 else [nested]
    odd = {
        "with space": "x",
        "with.dot": "x",
        "with#hash": "x",
        "size": "a reserved word",
        "Name": "the same name in another casing",
        "binary": bytes(range(256)),
        "texts": frozenset({"א", "b", "c"}),
        "numbers": frozenset({Decimal(1), Decimal("1.5"), Decimal("-1E-130")}),
        "binaries": frozenset({b"\0", b"\xff"}),
        "digits38": Decimal("9" * 38),
        "largest": Decimal("9.9999999999999999999999999999999999999E+125"),
        "smallest": Decimal("1E-130"),
        "nothing": None,
        "no": False,
        "blank": "",
        "emptyMap": {},
        "emptyList": [],
        "looksTyped": {"S": "a real map, not a typed value"},
        "jsonText": '{"password": "demo", "plain": 1}',
        "nested": nested,
        "rtl": "‏טקסט מימין לשמאל with English",
    }
    yield "projects", project("every type", name="Every type of value (demo)", **odd)
