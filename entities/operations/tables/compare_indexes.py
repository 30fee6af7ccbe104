"""Indexes: missing, extra, with other keys or another projection.

Nothing that is there goes by itself: an index nobody declared may be read by a program outside.
"""

from collections.abc import Iterator

from entities.dynamodb.description import IndexDescription
from entities.dynamodb.inspection import LiveTable
from entities.dynamodb.table_calls import create_index, delete_index
from entities.operations.tables.compare_keys import MIGRATE, is_fixed
from entities.operations.tables.desired import Desired
from entities.operations.tables.difference import Difference
from entities.schema.entity import Index

NONE = "none"


def global_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    for index, held in _pairs(desired, live, local=False):
        if held is None:
            yield _missing(desired, live, index)
        elif held.status == "DELETING":
            yield from _going(desired, index)
        elif index is None:
            yield _extra(desired, held.index)
        elif index.shape != held.index.shape:
            yield _other(desired, index, held.index)


def local_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    for index, held in _pairs(desired, live, local=True):
        there = held.index if held else None
        if index is None or there is None or index.shape != there.shape:
            yield _difference(desired, index, there, "local index", why_not=MIGRATE)


def _pairs(
    desired: Desired, live: LiveTable, *, local: bool
) -> Iterator[tuple[Index | None, IndexDescription | None]]:
    """The declared and the live index of each name; never None both."""
    declared = {index.name: index for index in desired.indexes if index.local == local}
    there = {h.index.name: h for h in live.description.indexes if h.index.local == local}
    for name in {**declared, **there}:
        yield declared.get(name), there.get(name)


def _missing(desired: Desired, live: LiveTable, index: Index) -> Difference:
    types, declared = dict(live.description.key_types), desired.key_types
    wrong = [key for key in index.keys if types.get(key, declared[key]) != declared[key]]
    if any(is_fixed(key, live) for key in wrong):
        return _difference(desired, index, None, why_not=MIGRATE)
    if wrong:
        said = f"The type of {' and '.join(wrong)} has to be mended first."
        return _difference(desired, index, None, why_not=said)
    fix = (create_index(desired.name, index, declared),)
    return _difference(desired, index, None, fix=fix)


def _going(desired: Desired, index: Index | None) -> Iterator[Difference]:
    if index is not None:
        said = "One of this name is being removed: look again when it is gone."
        yield _difference(desired, index, None, why_not=said)


def _extra(desired: Desired, there: Index) -> Difference:
    loss = "the index from whatever reads it outside"
    fix = (delete_index(desired.name, there.name),)
    return _difference(desired, None, there, fix=fix, takes_away=loss)


def _other(desired: Desired, index: Index, there: Index) -> Difference:
    fix = (
        delete_index(desired.name, index.name),
        create_index(desired.name, index, desired.key_types),
    )
    loss = "the index until it is built anew"
    return _difference(desired, index, there, fix=fix, takes_away=loss)


def _difference(
    desired: Desired,
    declared: Index | None,
    there: Index | None,
    kind: str = "global index",
    **remedy,
) -> Difference:
    name = (declared or there).name
    said = [f"{name} {_spoken(index)}" if index else NONE for index in (declared, there)]
    if there is None:
        said[1] = "missing"
    return Difference(kind, desired.name, f"index/{name}", *said, **remedy)


def _spoken(index: Index) -> str:
    """Keys and projection, such as “(email; ALL)”."""
    projection = index.projection
    held = projection if isinstance(projection, str) else f"with {', '.join(sorted(projection))}"
    return f"({' / '.join(index.keys)}; {held})"
