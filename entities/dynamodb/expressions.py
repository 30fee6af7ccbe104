"""Conditions as DynamoDB expressions, always with placeholders: #n0 for names, :v0 for values.

A name is one attribute, whatever dots, spaces or reserved words it holds; it is never split.
"""

from functools import singledispatch

from entities.dynamodb.codec import wire_value
from entities.schema.conditions import (
    AllOf,
    AnyOf,
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
from entities.schema.values import Value, type_of

IN_LIMIT = 100  # values in one IN, by the service's limit
ORDERED = ("S", "N", "B")
# DynamoDB knows no constants, and refuses to compare a value with itself.
ALWAYS = AnyOf((Exists("_"), Missing("_")))
NEVER = AllOf((Exists("_"), Missing("_")))


class Placeholders:
    """The names and values of one request's expressions."""

    def __init__(self):
        self._names: dict[str, str] = {}
        self._values: dict[str, dict] = {}

    def name(self, attribute: str) -> str:
        return self._names.setdefault(attribute, f"#n{len(self._names)}")

    def value(self, value: Value) -> str:
        placeholder = f":v{len(self._values)}"
        self._values[placeholder] = wire_value(value)
        return placeholder

    @property
    def arguments(self) -> dict:
        """The part of the request that resolves the placeholders used so far."""
        names = {placeholder: attribute for attribute, placeholder in self._names.items()}
        return {
            **({"ExpressionAttributeNames": names} if names else {}),
            **({"ExpressionAttributeValues": self._values} if self._values else {}),
        }


def projection(attributes: tuple[str, ...], use: Placeholders) -> str:
    """A ProjectionExpression of whole top-level attributes."""
    return ", ".join(use.name(attribute) for attribute in dict.fromkeys(attributes))


def conjunction(conditions: tuple[Condition, ...], use: Placeholders) -> str:
    """All conditions in one expression; empty for none."""
    if len(conditions) == 1:
        return render(conditions[0], use)
    return " AND ".join(f"({render(condition, use)})" for condition in conditions)


@singledispatch
def render(condition: Condition, use: Placeholders) -> str:
    """The expression of one condition."""
    raise NotImplementedError(type(condition).__name__)


@render.register
def _(condition: Equals, use: Placeholders) -> str:
    return f"{use.name(condition.attribute)} = {use.value(condition.value)}"


@render.register
def _(condition: NotEquals, use: Placeholders) -> str:
    return f"{use.name(condition.attribute)} <> {use.value(condition.value)}"


@render.register
def _(condition: In, use: Placeholders) -> str:
    if not condition.values:
        return render(NEVER, use)
    name = use.name(condition.attribute)
    chunks = (
        condition.values[start : start + IN_LIMIT]
        for start in range(0, len(condition.values), IN_LIMIT)
    )
    return " OR ".join(f"{name} IN ({', '.join(map(use.value, chunk))})" for chunk in chunks)


@render.register
def _(condition: Compare, use: Placeholders) -> str:
    if type_of(condition.value) not in ORDERED:
        return render(NEVER, use)
    name, value = use.name(condition.attribute), use.value(condition.value)
    return f"{name} {condition.operator} {value}"


@render.register
def _(condition: Between, use: Placeholders) -> str:
    if is_empty_range(condition):
        return render(NEVER, use)
    name, low, high = (
        use.name(condition.attribute),
        use.value(condition.low),
        use.value(condition.high),
    )
    return f"{name} BETWEEN {low} AND {high}"


@render.register
def _(condition: BeginsWith, use: Placeholders) -> str:
    if type_of(condition.prefix) not in ("S", "B"):
        return render(NEVER, use)
    return f"begins_with({use.name(condition.attribute)}, {use.value(condition.prefix)})"


@render.register
def _(condition: Contains, use: Placeholders) -> str:
    return f"contains({use.name(condition.attribute)}, {use.value(condition.part)})"


@render.register
def _(condition: Exists, use: Placeholders) -> str:
    return f"attribute_exists({use.name(condition.attribute)})"


@render.register
def _(condition: Missing, use: Placeholders) -> str:
    return f"attribute_not_exists({use.name(condition.attribute)})"


@render.register
def _(condition: AllOf, use: Placeholders) -> str:
    return conjunction(condition.conditions or (ALWAYS,), use)


@render.register
def _(condition: AnyOf, use: Placeholders) -> str:
    parts = condition.conditions or (NEVER,)
    if len(parts) == 1:
        return render(parts[0], use)  # the service refuses doubled parentheses
    return " OR ".join(f"({render(part, use)})" for part in parts)


def is_empty_range(condition: Between) -> bool:
    """Whether nothing can lie between; DynamoDB refuses to be asked."""
    low, high = type_of(condition.low), type_of(condition.high)
    if low != high or low not in ORDERED:
        return True
    if low == "S":
        return condition.low.encode() > condition.high.encode()
    return condition.low > condition.high
