"""Items for tests of what staff do: `item_of` makes a plausible one of any declared entity."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import singledispatch

from entities.catalogue import Catalogue, catalogue
from entities.dynamodb.batches import put_all
from entities.dynamodb.store import Store
from entities.schema.entity import Entity
from entities.schema.fields import (
    Binary,
    Choice,
    Composite,
    Date,
    Epoch,
    Field,
    Flag,
    JsonText,
    List,
    Map,
    Number,
    Picture,
    Reference,
    Timestamp,
)
from entities.schema.values import Item, Value
from entities.schema.viewer import Viewer, everyone
from tests.strategies import values

NOW = datetime(2025, 6, 15, 12, tzinfo=UTC)
STAFF = everyone("staff")  # views and administers, every company


class Declared(Catalogue):
    """A catalogue of the test's own entities."""

    def __init__(self, *entities: Entity):
        super().__init__()
        self.by_name = {declared.name: declared for declared in entities}

    def shows(self, entity: Entity) -> bool:
        return True


def limited(*companies: str, actions: tuple[str, ...] = ("view", "administer")) -> Viewer:
    """A viewer who works with these companies only."""
    return Viewer("limited", frozenset(actions), frozenset(companies))


def entity(name: str) -> Entity:
    return catalogue.entity(name)


def put(store: Store, name: str, *items: Item) -> None:
    """Items of an entity, in the order of their keys: moto's scans rely on it."""
    declared = entity(name)
    put_all(store, declared, sorted(items, key=declared.key_of))


@singledispatch
def value_of(field: Field, number: int) -> Value:
    """A plausible value, another one for another number."""
    return f"{field.name}-{number:03}"


@value_of.register
def _(field: Choice, number: int) -> Value:
    return field.choices[number % len(field.choices)]


@value_of.register
def _(field: Date, number: int) -> Value:
    return f"2025-{1 + number % 12:02}-{1 + number % 28:02}"


@value_of.register
def _(field: Timestamp, number: int) -> Value:
    return f"2025-{1 + number % 12:02}-{1 + number % 28:02}T10:00:00.000Z"


@value_of.register
def _(field: Epoch, number: int) -> Value:
    return Decimal(1_900_000_000 + number)


@value_of.register
def _(field: Number, number: int) -> Value:
    return Decimal(number % 90 + 1)


@value_of.register
def _(field: Flag, number: int) -> Value:
    return number % 2 == 0


@value_of.register
def _(field: Reference, number: int) -> Value:
    return f"{field.to}-{number % 3}"


@value_of.register(JsonText)
def _(field: JsonText, number: int) -> Value:
    return f'{{"number": {number}}}'


@value_of.register(Map)
@value_of.register(Picture)
def _(field: Field, number: int) -> Value:
    return {"name": f"picture-{number}", "type": "image/png", "data": "aGk=", "size": Decimal(2)}


@value_of.register
def _(field: List, number: int) -> Value:
    return [f"member-{number}"]


@value_of.register
def _(field: Binary, number: int) -> Value:
    return bytes([number % 256])


def item_of(declared: Entity, number: int, **more: Value) -> Item:
    """A whole item; `more` are attributes of the test's own, None meaning the attribute is absent.

    A company is `C` and the number modulo 3.
    """
    fields = [field for field in declared.fields if not isinstance(field, Composite)]
    item = {field.name: value_of(field, number) for field in fields}
    if declared.company_attribute:
        item[declared.company_attribute] = f"C{number % 3}"
    item |= more
    for field in declared.fields:
        if isinstance(field, Composite) and field.name not in more:
            item[field.name] = field.separator.join(str(item[part]) for part in field.parts)
    return {name: value for name, value in item.items() if value is not None}


def storable(value: Value) -> Value:
    """The value as DynamoDB would take it: no attribute inside a map is without a name."""
    match value:
        case dict():
            return {name: storable(member) for name, member in value.items() if name}
        case list():
            return [storable(member) for member in value]
    return value


odd_values = values.map(storable)
