"""The strict layer: what DynamoDB refuses is refused before the call, with the path that is wrong.

Emulators are kinder than the service, so nothing relies on the engine to say no.
Source of the numbers: “Quotas in Amazon DynamoDB” and “Constraints in Amazon DynamoDB”.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from entities.dynamodb.key_conditions import PARTITION_LIMIT, SORT_LIMIT
from entities.errors import ValueInvalid
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value, item_size, size, type_of

T = TypeVar("T")

DIGITS = 38
LARGEST = 125  # power of ten of a number's first digit
SMALLEST = -130
DEPTH = 32
NAME_LIMIT = 65_535  # bytes
KEY_NAME_LIMIT = 255
ITEM_LIMIT = 400_000  # bytes; some engines refuse a little before the service does
SERVICE_LIMIT = 409_600  # bytes, for what is there already and only moves
BATCH_WRITES = 25
BATCH_BYTES = 16 * 1024 * 1024
ACTIONS = 100
TRANSACTION_BYTES = 4 * 1024 * 1024


def check_item(entity: Entity, item: Item, largest: int = ITEM_LIMIT) -> int:
    """The item's size in bytes. Raises ValueInvalid for what the entity's table could not hold."""
    for name, value in item.items():
        _check_name(name)
        check_value(value, name)
    for rule in _key_rules(entity):
        if rule.required or rule.name in item:
            _check_key_value(rule, item.get(rule.name))
    held = item_size(item)
    if held > largest:
        raise ValueInvalid("", f"the item takes {held:,} bytes; {largest:,} are accepted")
    return held


def check_key(entity: Entity, key: Key) -> None:
    """Raises ValueInvalid for a key of wrong length, type or size."""
    if len(key) != len(entity.keys):
        raise ValueInvalid("", f"the key consists of {' and '.join(entity.keys)}")
    for rule, value in zip(_key_rules(entity), key, strict=False):
        check_value(value, rule.name)
        _check_key_value(rule, value)


@dataclass(frozen=True)
class KeyRule:
    """What a key attribute of the table (then required) or of an index must be."""

    name: str
    kind: str
    limit: int
    required: bool


@lru_cache(maxsize=1024)
def _key_rules(entity: Entity) -> tuple[KeyRule, ...]:
    """The rules of the table's keys in their order, then those of all its indexes."""
    rules = {}
    for keys, required in ((entity.keys, True), *((index.keys, False) for index in entity.indexes)):
        for name, limit in zip(keys, (PARTITION_LIMIT, SORT_LIMIT), strict=False):
            rule = KeyRule(name, entity.key_type(name), limit, required)
            strictest = rules.setdefault(name, rule)
            rules[name] = replace(strictest, limit=min(limit, strictest.limit))
    return tuple(rules.values())


def _check_key_value(rule: KeyRule, value: Value) -> None:
    if len(rule.name.encode()) > KEY_NAME_LIMIT:
        raise ValueInvalid(rule.name, f"the name of a key is at most {KEY_NAME_LIMIT} bytes long")
    if _kind(value, rule.name) != rule.kind:
        raise ValueInvalid(rule.name, f"as a key this must be {SPOKEN[rule.kind]}")
    held = size(value)
    if held == 0:
        raise ValueInvalid(rule.name, "as a key this must not be empty")
    if held > rule.limit:
        raise ValueInvalid(
            rule.name, f"as a key this takes {held:,} bytes; {rule.limit:,} are accepted"
        )


SPOKEN = {"S": "a text", "N": "a number", "B": "binary"}


def _check_name(name: str) -> None:
    if not 0 < len(name.encode()) <= NAME_LIMIT:
        raise ValueInvalid(name[:40], f"an attribute's name takes 1 to {NAME_LIMIT:,} bytes")


def _kind(value: Value, path: str) -> str:
    try:
        return type_of(value)
    except TypeError as error:
        raise ValueInvalid(path, str(error)) from None


def check_value(value: Value, path: str, depth: int = 0) -> None:
    """Raises ValueInvalid for a value DynamoDB cannot hold exactly as it is."""
    if depth == DEPTH and isinstance(value, list | dict):
        raise ValueInvalid(path, f"lists and maps nest at most {DEPTH} deep")
    match value:
        case Decimal():
            check_number(value, path)
        case list():
            for position, member in enumerate(value):
                check_value(member, f"{path}[{position}]", depth + 1)
        case dict():
            for name, member in value.items():
                _check_name(name)
                check_value(member, f"{path}.{name}", depth + 1)
        case frozenset():
            _check_set(value, path)
        case str():
            _check_text(value, path)
        case _:
            _kind(value, path)


def _check_text(text: str, path: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueInvalid(path, "the text holds half a character (a lone surrogate)") from None


def check_number(number: Decimal, path: str) -> None:
    """Raises ValueInvalid beyond 38 significant digits or 1E-130 to 9.99E+125."""
    if not number.is_finite():
        raise ValueInvalid(path, f"{number} is not a number DynamoDB knows")
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    if len(digits) > DIGITS:
        raise ValueInvalid(
            path, f"a number has at most {DIGITS} digits; this one has {len(digits)}"
        )
    if digits and not SMALLEST <= number.adjusted() <= LARGEST:
        raise ValueInvalid(path, "a number lies between 1E-130 and 9.99E+125, or is 0")


def _check_set(members: frozenset, path: str) -> None:
    if not members:
        raise ValueInvalid(path, "a set is never empty; remove the attribute instead")
    _kind(members, path)
    for member in members:
        check_value(member, path)


def check_distinct(entity: Entity, keys: list[Key]) -> None:
    """The service refuses a batch or transaction that names an item twice."""
    if len(set(keys)) != len(keys):
        raise ValueInvalid(", ".join(entity.keys), "the same key stands twice in one batch")


def batches_of(sized: Iterable[tuple[T, int]], *, most: int, most_bytes: int) -> Iterator[list[T]]:
    """Lists of at most `most` things and `most_bytes` bytes together, in the order given."""
    batch: list[T] = []
    held = 0
    for thing, bytes_of_thing in sized:
        if batch and (len(batch) == most or held + bytes_of_thing > most_bytes):
            yield batch
            batch, held = [], 0
        batch.append(thing)
        held += bytes_of_thing
    if batch:
        yield batch
