"""Keys and the types of key attributes: what a table keeps for life, and what an index may regain.

A type is fixed by the table's own keys and its local indexes. Only global indexes can be built anew
with another type, and all of those that share the attribute go first.
"""

from collections.abc import Iterator

from entities.dynamodb.inspection import LiveTable
from entities.dynamodb.table_calls import create_index, delete_index
from entities.operations.tables.desired import Desired
from entities.operations.tables.difference import Difference

MIGRATE = "A table keeps this for life: migrate its items to a new table."
TYPE_WORDS = {"S": "text", "N": "number", "B": "binary"}


def key_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    found = live_keys(live)
    if found != desired.keys:
        declared, there = " and ".join(desired.keys), " and ".join(found)
        yield Difference("keys", desired.name, "keys", declared, there, why_not=MIGRATE)


def type_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    for attribute, kind in live.description.key_types:
        wanted = desired.key_types.get(attribute, kind)
        if wanted != kind:
            yield _mended(desired, live, attribute, kind, wanted)


def live_keys(live: LiveTable) -> tuple[str, ...]:
    partition, sort = live.description.partition, live.description.sort
    return (partition, sort) if sort else (partition,)


def is_fixed(attribute: str, live: LiveTable) -> bool:
    """Whether the type of the attribute can never change in this table."""
    local = (held.index for held in live.description.indexes if held.index.local)
    return attribute in live_keys(live) or any(attribute in index.keys for index in local)


def _mended(
    desired: Desired, live: LiveTable, attribute: str, kind: str, wanted: str
) -> Difference:
    facts = {
        "kind": "attribute types",
        "table": desired.name,
        "subject": f"type/{attribute}",
        "declared": f"{attribute} as {TYPE_WORDS[wanted]}",
        "live": TYPE_WORDS[kind],
    }
    if is_fixed(attribute, live):
        return Difference(**facts, why_not=MIGRATE)
    indexes = (held.index for held in live.description.indexes)
    names = [index.name for index in indexes if attribute in index.keys]
    foreign = [name for name in names if not desired.index(name)]
    if foreign:
        said = f"{', '.join(foreign)}, which nobody declared, uses it too: remove that first."
        return Difference(**facts, why_not=f"The index {said}")
    removed = [delete_index(desired.name, name) for name in names]
    built = [create_index(desired.name, desired.index(n), desired.key_types) for n in names]
    loss = f"the index {', '.join(names)} until it is built anew"
    return Difference(**facts, fix=(*removed, *built), takes_away=loss)
