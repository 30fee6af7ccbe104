"""From DynamoDB's JSON, where every value is a map of one type name, to our values.

Numbers are made from their text exactly. Speed matters here more than anywhere else: every
attribute of every item that is shown passes through.
"""

from binascii import a2b_base64
from collections.abc import Callable
from decimal import Decimal

from entities.schema.values import Item, Value


def read_item(attributes: dict[str, dict]) -> Item:
    """Raises one of fastpath.UNREADABLE for what is not DynamoDB's JSON."""
    return {
        # Most attributes are texts: they are taken at once, without a call.
        name: typed["S"] if "S" in typed else read(typed)
        for name, typed in attributes.items()
    }


def read(typed: dict[str, object]) -> Value:
    """One value, as {type: what it holds}."""
    ((kind, held),) = typed.items()
    return READERS[kind](held)


def _list(held: list) -> list:
    return [typed["S"] if "S" in typed else read(typed) for typed in held]


READERS: dict[str, Callable] = {
    "S": lambda held: held,
    "N": Decimal,
    "B": a2b_base64,
    "BOOL": lambda held: held,
    "NULL": lambda held: None,
    "L": _list,
    "M": read_item,
    "SS": frozenset,
    "NS": lambda held: frozenset(map(Decimal, held)),
    "BS": lambda held: frozenset(map(a2b_base64, held)),
}
