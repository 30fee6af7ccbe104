"""Choosing how to read: the cheapest access path that answers a set of conditions.

A path is a whole key, a partition of the table or of an index with at most one condition on its
sort key, or a scan. What the path does not use is left as a filter. The live indexes decide, not
the declared ones: old tables have other keys than their design.
"""

from dataclasses import dataclass, replace

from entities.schema.conditions import (
    BeginsWith,
    Between,
    Compare,
    Condition,
    Equals,
    attributes_of,
)
from entities.schema.entity import Entity, Index
from entities.schema.fields import Composite
from entities.schema.values import Key, type_of

RANGES = (Equals, Between, BeginsWith, Compare)


@dataclass(frozen=True)
class KeySchema:
    """The keys and indexes of a table, declared or live."""

    partition: str
    sort: str | None
    indexes: tuple[Index, ...] = ()

    @classmethod
    def declared(cls, entity: Entity) -> "KeySchema":
        return cls(entity.partition, entity.sort, entity.indexes)

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.partition, self.sort) if self.sort else (self.partition,)


@dataclass(frozen=True)
class AccessPath:
    """`how` is get, query or scan; `index` None is the table itself.

    `rest` and `implied` become the filter; `implied` repeats what a composite key already says.
    """

    how: str
    index: Index | None = None
    partition: Equals | None = None
    sort: Condition | None = None
    rest: tuple[Condition, ...] = ()
    implied: tuple[Condition, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def filter(self) -> tuple[Condition, ...]:
        return (*self.rest, *self.implied)

    @property
    def key(self) -> Key:
        """The whole key of a get."""
        values = (self.partition.value,) if self.partition else ()
        return (*values, self.sort.value) if self.sort else values

    @property
    def order_attributes(self) -> tuple[str, ...]:
        """The key attributes that place an item on this path: the index's, then the table's."""
        index = self.index.keys if self.index else ()
        return tuple(dict.fromkeys((*index, *self.keys)))


def choose(
    entity: Entity,
    conditions: tuple[Condition, ...] = (),
    *,
    live: KeySchema | None = None,
    index: str | None = None,
    within: str = "",
) -> AccessPath:
    """The cheapest path.

    `index` asks for an index (or `table`) where its partition is known. `within` names an attribute
    (the company's) that the partition must be, wherever some path allows it.
    """
    live = live or KeySchema.declared(entity)
    known = (*conditions, *_composites(entity, conditions))
    indexes = tuple(index for index in live.indexes if _decides(index, entity, live, conditions))
    fitting = tuple(condition for condition in known if _fits_key(condition, entity))
    paths = [path for path in _paths(live, indexes, fitting) if path is not None]
    inside = [path for path in paths if path.partition and path.partition.attribute == within]
    paths = inside or paths
    wanted = [path for path in paths if index and path.how != "scan" and _place(path) == index]
    best = min(wanted or paths, key=lambda path: _cost(live, path))
    rest = _rest(best, conditions)
    implied = _implied(best, rest, entity)
    rest = tuple(condition for condition in rest if condition not in implied)
    return replace(best, rest=rest, implied=implied, keys=live.keys)


def _place(path: AccessPath) -> str:
    return path.index.name if path.index else "table"


def _decides(index: Index, entity: Entity, live: KeySchema, conditions) -> bool:
    """Whether the index holds all that is looked at: the service refuses a filter on more."""
    kind = (entity.kind.condition,) if entity.kind else ()
    looked_at = frozenset().union(*map(attributes_of, (*conditions, *kind)))
    return all(index.holds(attribute, live.keys) for attribute in looked_at)


def _paths(live: KeySchema, indexes: tuple[Index, ...], known: tuple[Condition, ...]):
    yield AccessPath("scan")
    yield _path(None, live.keys, known)
    for index in indexes:
        yield _path(index, index.keys, known)


def _path(index: Index | None, keys: tuple[str, ...], known) -> AccessPath | None:
    partition = next((c for c in known if isinstance(c, Equals) and c.attribute == keys[0]), None)
    if partition is None:
        return None
    sort = _narrowest(c for c in known if len(keys) > 1 and _on(c, keys[1]))
    whole = index is None and (len(keys) == 1 or isinstance(sort, Equals))
    return AccessPath("get" if whole else "query", index, partition, sort)


def _fits_key(condition: Condition, entity: Entity) -> bool:
    """Whether the condition could stand on a key: there the service refuses a wrong type."""
    match condition:
        case (
            Equals(name, value)
            | Compare(name, _, value)
            | BeginsWith(name, str() | bytes() as value)
        ):
            kind = type_of(value)
        case Between(name, low, _):
            kind = type_of(low)
        case _:
            return False
    wanted = (entity.key_type(name),) if name in entity.fields_by_name else ("S", "N", "B")
    return kind in wanted


def _on(condition: Condition, attribute: str) -> bool:
    return isinstance(condition, RANGES) and condition.attribute == attribute


def _narrowest(conditions) -> Condition | None:
    return min(conditions, key=lambda condition: RANGES.index(type(condition)), default=None)


def _cost(live: KeySchema, path: AccessPath) -> tuple[int, ...]:
    """Fewer items first, then whole projections, then the table before its indexes."""
    how = ("get", "query", "scan").index(path.how)
    narrow = len(RANGES) if path.sort is None else RANGES.index(type(path.sort))
    # Without a sort condition a partition of the table is the broadest thing short of a scan.
    broad = path.sort is None and path.partition and path.partition.attribute == live.partition
    crowded = bool(path.index) and path.partition.value in path.index.crowded
    partial = path.index is not None and path.index.partial
    return (how, crowded, narrow, bool(broad), partial, path.index is not None)


def _composites(entity: Entity, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Conditions on stored composites that follow from conditions on their parts."""
    derived = (
        _composite(declared, conditions)
        for declared in entity.fields
        if isinstance(declared, Composite)
    )
    return tuple(condition for condition in derived if condition is not None)


def _composite(declared: Composite, conditions: tuple[Condition, ...]) -> Condition | None:
    equal = {c.attribute: c.value for c in conditions if isinstance(c, Equals)}
    *heads, last = declared.parts
    if not all(isinstance(equal.get(head), str) for head in heads):
        return None
    start = "".join(f"{equal[head]}{declared.separator}" for head in heads)
    final = _narrowest(c for c in conditions if _on(c, last))
    match final:
        case Equals(_, str() as value):
            return Equals(declared.name, start + value)
        case BeginsWith(_, str() as prefix):
            return BeginsWith(declared.name, start + prefix)
        case Between(_, str() as low, str() as high):
            return Between(declared.name, start + low, start + high)
    return BeginsWith(declared.name, start)


def _rest(path: AccessPath, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple(c for c in conditions if c not in (path.partition, path.sort))


def _implied(path: AccessPath, rest: tuple[Condition, ...], entity: Entity):
    """What a composite key condition already carries; kept as a filter, since a composite is only
    as right as its last writer, but not expected to leave anything out."""
    parts = set()
    for condition in (path.partition, path.sort):
        declared = entity.fields_by_name.get(condition.attribute) if condition else None
        parts |= set(declared.parts) if isinstance(declared, Composite) else set()
    return tuple(c for c in rest if isinstance(c, RANGES) and c.attribute in parts)
