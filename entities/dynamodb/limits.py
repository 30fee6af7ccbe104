"""The strict layer: what DynamoDB refuses is refused before the call, with the path that is wrong.

Emulators are kinder than the service, so nothing relies on the engine to say no.
Source of the numbers: “Quotas in Amazon DynamoDB” and “Constraints in Amazon DynamoDB”.
"""

from collections.abc import Iterable
from decimal import Decimal

from entities.dynamodb.key_conditions import PARTITION_LIMIT, SORT_LIMIT
from entities.errors import ValueInvalid
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value, item_size, size, type_of

DIGITS = 38
LARGEST = 125  # power of ten of a number's first digit
SMALLEST = -130
DEPTH = 32
NAME_LIMIT = 65_535  # bytes
KEY_NAME_LIMIT = 255
ITEM_LIMIT = 400_000  # bytes; the service's is 409,600, some engines refuse a little earlier
BATCH_WRITES = 25
BATCH_GETS = 100
BATCH_BYTES = 16 * 1024 * 1024
ACTIONS = 100
TRANSACTION_BYTES = 4 * 1024 * 1024


def check_item(entity: Entity, item: Item) -> None:
    """Raises ValueInvalid for an item that the entity's table could not hold."""
    for name, value in item.items():
        _check_name(name)
        check_value(value, name)
    check_key(entity, tuple(item.get(name) for name in entity.keys))
    for index in entity.indexes:
        for name in index.keys:
            if name in item and name not in entity.keys:
                limit = PARTITION_LIMIT if name == index.partition else SORT_LIMIT
                _check_key_value(name, item[name], entity.key_type(name), limit)
    held = item_size(item)
    if held > ITEM_LIMIT:
        raise ValueInvalid("", f"the item takes {held:,} bytes; {ITEM_LIMIT:,} are accepted")


def check_key(entity: Entity, key: Key) -> None:
    """Raises ValueInvalid for a key of wrong length, type or size."""
    if len(key) != len(entity.keys):
        raise ValueInvalid("", f"the key consists of {' and '.join(entity.keys)}")
    for name, value, limit in zip(entity.keys, key, (PARTITION_LIMIT, SORT_LIMIT), strict=False):
        _check_key_value(name, value, entity.key_type(name), limit)


def _check_key_value(name: str, value: Value, kind: str, limit: int) -> None:
    if len(name.encode()) > KEY_NAME_LIMIT:
        raise ValueInvalid(name, f"the name of a key is at most {KEY_NAME_LIMIT} bytes long")
    if _kind(value, name) != kind:
        raise ValueInvalid(name, f"as a key this must be {SPOKEN[kind]}")
    check_value(value, name)
    held = size(value)
    if held == 0:
        raise ValueInvalid(name, "as a key this must not be empty")
    if held > limit:
        raise ValueInvalid(name, f"as a key this takes {held:,} bytes; {limit:,} are accepted")


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
    if depth > DEPTH:
        raise ValueInvalid(path, f"values nest at most {DEPTH} deep")
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


def check_writes(entity: Entity, items: list[Item]) -> None:
    """Raises ValueInvalid for items that cannot go into one batch or transaction together."""
    for item in items:
        check_item(entity, item)
    check_distinct(entity, [entity.key_of(item) for item in items])


def check_keys(entity: Entity, keys: list[Key]) -> None:
    """Raises ValueInvalid for keys that cannot go into one batch together."""
    for key in keys:
        check_key(entity, key)
    check_distinct(entity, keys)


def check_distinct(entity: Entity, keys: list[Key]) -> None:
    """The service refuses a batch or transaction that names an item twice."""
    if len(set(keys)) != len(keys):
        raise ValueInvalid(", ".join(entity.keys), "the same key stands twice in one batch")


def batches_of(sized: Iterable[tuple[object, int]], *, most: int, most_bytes: int):
    """Lists of at most `most` things and `most_bytes` bytes together, in the order given."""
    batch: list = []
    held = 0
    for thing, bytes_of_thing in sized:
        if batch and (len(batch) == most or held + bytes_of_thing > most_bytes):
            yield batch
            batch, held = [], 0
        batch.append(thing)
        held += bytes_of_thing
    if batch:
        yield batch
