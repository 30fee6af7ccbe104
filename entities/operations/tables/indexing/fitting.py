"""Whether an index would hold an item; DynamoDB leaves the others out without a word.

Source: “Managing Global Secondary Indexes”, about index key violations, and “Quotas”.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.dynamodb.key_conditions import PARTITION_LIMIT, SORT_LIMIT
from entities.operations.flags import TYPE_NAMES
from entities.schema.values import Item, Value, size, type_of

LACKING, NESTED, TYPE, EMPTY, LONG = "lacking", "nested", "type", "empty", "long"
# Each reason in words, the worst first: an item with several problems is told by the first.
REASONS = {
    NESTED: "Nested value",
    TYPE: "Other type",
    LONG: "Too long",
    EMPTY: "Empty",
    LACKING: "No attribute",
}
NESTING = ("L", "M", "SS", "NS", "BS")
SPOKEN = {"S": "text", "N": "a number", "B": "binary"}


@dataclass(frozen=True)
class Misfit:
    """Why an item would be left out. `said` names the attribute and never its value."""

    reason: str
    said: str


def misfit(item: Item, keys: tuple[str, ...], types: dict[str, str]) -> Misfit | None:
    """Why an index of these keys would leave the item out; None where it would hold it."""
    found = list(_misfits(item, keys, types))
    return min(found, key=lambda one: list(REASONS).index(one.reason), default=None)


def _misfits(item: Item, keys: tuple[str, ...], types: dict[str, str]) -> Iterator[Misfit]:
    for name, limit in zip(keys, (PARTITION_LIMIT, SORT_LIMIT), strict=False):
        if name not in item:
            yield Misfit(LACKING, f"It has no {name}.")
        elif (found := _of_value(name, item[name], types[name], limit)) is not None:
            yield found


def _of_value(name: str, value: Value, wanted: str, limit: int) -> Misfit | None:
    kind = type_of(value)
    if kind in NESTING:
        return Misfit(NESTED, f"{name} is a {TYPE_NAMES[kind]}, and the key is {SPOKEN[wanted]}.")
    if kind != wanted:
        return Misfit(TYPE, f"{name} is {TYPE_NAMES[kind]}, and the key is {SPOKEN[wanted]}.")
    held = size(value)
    if held == 0:
        return Misfit(EMPTY, f"{name} is empty.")
    if held > limit:
        return Misfit(LONG, f"{name} takes {held:,} bytes, and a key takes {limit:,}.")
    return None
