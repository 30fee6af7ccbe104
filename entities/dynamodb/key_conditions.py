"""What may stand in a key condition, and what a filter of a query must not touch.

The service refuses empty and over-long values of key attributes, ranges that end before they
begin, and filters on the key attributes of the path; none of this is a reason to fail a page.
"""

from entities.dynamodb.expressions import is_empty_range
from entities.schema.access import AccessPath
from entities.schema.conditions import AllOf, BeginsWith, Between, Compare, Condition, attributes_of
from entities.schema.values import Value, size

PARTITION_LIMIT = 2048  # bytes of a partition key's value
SORT_LIMIT = 1024


def key_conditions(path: AccessPath) -> tuple[Condition, ...] | None:
    """The key conditions of a query as the service takes them; None where no item can match."""
    if not _fits(path.partition.value, PARTITION_LIMIT):
        return None
    if path.sort is None:
        return (path.partition,)
    match path.sort:
        case BeginsWith(prefix="" | b"") | Compare(operator=">" | ">=", value="" | b""):
            return (path.partition,)
        case Between(name, "" | b"", high) if _fits(high, SORT_LIMIT):
            return (path.partition, Compare(name, "<=", high))
        case Between() as between if is_empty_range(between):
            return None
    fits = all(_fits(value, SORT_LIMIT) for value in _values(path.sort))
    return (path.partition, path.sort) if fits else None


def _values(condition: Condition) -> tuple[Value, ...]:
    match condition:
        case Between(_, low, high):
            return low, high
        case BeginsWith(_, prefix):
            return (prefix,)
    return (condition.value,)


def _fits(value: Value, limit: int) -> bool:
    """Whether a key attribute can hold the value."""
    return 0 < size(value) <= limit


def is_possible_key(key: tuple[Value, ...]) -> bool:
    """Whether an item with this key can exist at all."""
    return all(map(_fits, key, (PARTITION_LIMIT, SORT_LIMIT)))


def split_filter(
    path: AccessPath, conditions: tuple[Condition, ...]
) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """What the service may filter, and what is decided here because it touches the path's keys."""
    if path.how != "query":
        return conditions, ()
    keys = set(path.index.keys if path.index else path.keys)
    sent: list[Condition] = []
    kept: list[Condition] = []
    for condition in _flat(conditions):
        (kept if attributes_of(condition) & keys else sent).append(condition)
    return tuple(sent), tuple(kept)


def _flat(conditions: tuple[Condition, ...]):
    for condition in conditions:
        if isinstance(condition, AllOf):
            yield from _flat(condition.conditions)
        else:
            yield condition
