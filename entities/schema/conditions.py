"""Conditions on an item: one declaration gives the DynamoDB expression and the Python test.

`dynamodb.expressions` renders them; `holds` decides them here with the service's semantics: a
comparison with a missing attribute or another type is false, and `contains` looks into text and
sets.
"""

from dataclasses import dataclass
from functools import singledispatch

from entities.schema.values import Item, Value, same, type_of

ORDERED = ("S", "N", "B")


class Condition:
    """The base of all conditions."""


@dataclass(frozen=True)
class Equals(Condition):
    attribute: str
    value: Value


@dataclass(frozen=True)
class NotEquals(Condition):
    """True for an absent attribute as well, as DynamoDB's `<>` is."""

    attribute: str
    value: Value


@dataclass(frozen=True)
class In(Condition):
    """At most 100 values, the service's limit."""

    attribute: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Compare(Condition):
    """`operator` is one of < <= > >=."""

    attribute: str
    operator: str
    value: Value


@dataclass(frozen=True)
class Between(Condition):
    attribute: str
    low: Value
    high: Value


@dataclass(frozen=True)
class BeginsWith(Condition):
    attribute: str
    prefix: Value


@dataclass(frozen=True)
class Contains(Condition):
    attribute: str
    part: Value


@dataclass(frozen=True)
class Exists(Condition):
    attribute: str


@dataclass(frozen=True)
class Missing(Condition):
    attribute: str


@dataclass(frozen=True)
class AllOf(Condition):
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf(Condition):
    conditions: tuple[Condition, ...]


@singledispatch
def holds(condition: Condition, item: Item) -> bool:
    """Whether the condition is true of the item."""
    raise NotImplementedError(type(condition).__name__)


@holds.register
def _(condition: Equals, item: Item) -> bool:
    return condition.attribute in item and same(item[condition.attribute], condition.value)


@holds.register
def _(condition: NotEquals, item: Item) -> bool:
    return not holds(Equals(condition.attribute, condition.value), item)


@holds.register
def _(condition: In, item: Item) -> bool:
    return any(holds(Equals(condition.attribute, value), item) for value in condition.values)


@holds.register
def _(condition: Compare, item: Item) -> bool:
    held = item.get(condition.attribute)
    if not _comparable(held, condition.value):
        return False
    held, value = _ordered(held), _ordered(condition.value)
    match condition.operator:
        case "<":
            return held < value
        case "<=":
            return held <= value
        case ">":
            return held > value
    return held >= value


@holds.register
def _(condition: Between, item: Item) -> bool:
    return holds(Compare(condition.attribute, ">=", condition.low), item) and holds(
        Compare(condition.attribute, "<=", condition.high), item
    )


@holds.register
def _(condition: BeginsWith, item: Item) -> bool:
    held = item.get(condition.attribute)
    if not isinstance(held, str | bytes) or type(held) is not type(condition.prefix):
        return False
    return held.startswith(condition.prefix)


@holds.register
def _(condition: Contains, item: Item) -> bool:
    held = item.get(condition.attribute)
    if isinstance(held, str | bytes):
        return type(held) is type(condition.part) and condition.part in held
    if isinstance(held, list | frozenset):
        return any(same(member, condition.part) for member in held)
    return False


@holds.register
def _(condition: Exists, item: Item) -> bool:
    return condition.attribute in item


@holds.register
def _(condition: Missing, item: Item) -> bool:
    return condition.attribute not in item


@holds.register
def _(condition: AllOf, item: Item) -> bool:
    return all(holds(part, item) for part in condition.conditions)


@holds.register
def _(condition: AnyOf, item: Item) -> bool:
    return any(holds(part, item) for part in condition.conditions)


def attributes_of(condition: Condition) -> frozenset[str]:
    """The names of the attributes a condition looks at."""
    if isinstance(condition, AllOf | AnyOf):
        return frozenset().union(*map(attributes_of, condition.conditions))
    return frozenset({condition.attribute})


def _comparable(held: Value, value: Value) -> bool:
    return held is not None and type_of(held) == type_of(value) and type_of(held) in ORDERED


def _ordered(value: Value) -> Value:
    # DynamoDB orders text by its UTF-8 bytes.
    return value.encode() if isinstance(value, str) else value
