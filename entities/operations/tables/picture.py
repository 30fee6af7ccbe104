"""A table drawn as the ways into it: its own keys and each index, with the questions that each
answers without a scan.

The questions follow from the declarations: what an index is for, which references somebody follows
backwards, which values must be unique.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from entities.dynamodb.description import IndexDescription, TableDescription
from entities.operations.tables.desired import Desired
from entities.operations.tables.difference import Difference
from entities.operations.tables.standing import Standing
from entities.schema.access import KeySchema, choose
from entities.schema.conditions import Equals
from entities.schema.entity import Entity, Index

TABLE, SCAN = "", "a scan"
HISTORY = "History"  # who made or changed an item is not how items are looked for
ANY = "?"  # a value of any key: which path is chosen does not depend on it


@dataclass(frozen=True)
class Way:
    """One way into a table; `index` None is the table itself.

    `keys` are attributes with S, N or B. `answers` are questions in words. `held` is the live
    index, None where it is not there; `declared` says whether it should be.
    """

    index: Index | None
    keys: tuple[tuple[str, str], ...]
    answers: tuple[str, ...] = ()
    held: IndexDescription | None = None
    declared: bool = True
    difference: Difference | None = None

    @property
    def name(self) -> str:
        return self.index.name if self.index else TABLE

    @property
    def state(self) -> str:
        """What is to be said of an index beside its name, if anything."""
        if self.index is None:
            return ""
        if self.held is None:
            return "missing"
        if self.held.status != "ACTIVE":
            return "being built" if self.held.status == "CREATING" else self.held.status.lower()
        if not self.declared:
            return "not declared"
        return "differs" if self.difference else ""

    @property
    def projection(self) -> str:
        """What a query of it sees of an item."""
        projection = self.index.projection if self.index else "ALL"
        if projection == "ALL":
            return "whole items"
        return "keys only" if projection == "KEYS_ONLY" else f"keys, {', '.join(projection)}"


@dataclass(frozen=True)
class Picture:
    """`scanned` are questions that no way answers without reading the whole table."""

    ways: tuple[Way, ...]
    scanned: tuple[str, ...]


def picture(standing: Standing) -> Picture:
    """Reads nothing."""
    desired, live = standing.desired, standing.description
    answers = _answers(desired)
    own = Way(None, _typed(desired.keys, desired, live), tuple(answers[TABLE]))
    ways = [_way(standing, index, answers) for index in _indexes(desired, live)]
    return Picture((own, *ways), tuple(answers[SCAN]))


def _indexes(desired: Desired, live: TableDescription | None) -> Iterable[Index]:
    """The declared ones, and after them those that are only there."""
    there = {held.index.name: held.index for held in live.indexes} if live else {}
    return (there | {index.name: index for index in desired.indexes}).values()


def _way(standing: Standing, index: Index, answers: dict[str, list[str]]) -> Way:
    desired, live = standing.desired, standing.description
    subject = f"index/{index.name}"
    return Way(
        index,
        _typed(index.keys, desired, live),
        tuple(answers[index.name]),
        live.index(index.name) if live else None,
        desired.index(index.name) is not None,
        next((d for d in standing.differences if d.subject == subject), None),
    )


def _typed(
    keys: tuple[str, ...], desired: Desired, live: TableDescription | None
) -> tuple[tuple[str, str], ...]:
    types = (dict(live.key_types) if live else {}) | desired.key_types
    return tuple((key, types.get(key, "S")) for key in keys)


def _answers(desired: Desired) -> dict[str, list[str]]:
    """Questions by the name of the index that answers them; the table's own under TABLE."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in desired.sharing:
        for place, words in (*_by_keys(entity), *_by_references(entity, desired)):
            if words not in found[place]:
                found[place].append(words)
    return found


def _by_keys(entity: Entity) -> Iterator[tuple[str, str]]:
    titles = entity.titles.lower()
    yield TABLE, f"one {entity.label.lower()} by its key"
    if entity.sort:
        yield TABLE, f"{titles} of one {_title(entity, entity.partition)}"
    for index in entity.indexes:
        keys = " and ".join(_title(entity, key) for key in index.keys)
        yield index.name, index.purpose or f"{titles} by {keys}"


def _by_references(entity: Entity, desired: Desired) -> Iterator[tuple[str, str]]:
    """Whatever refers to another item is looked for from there."""
    for reference in entity.references:
        if reference.group == HISTORY or reference.name == entity.partition:
            continue
        place, filtered = _place(entity, desired, reference.name)
        words = f"{entity.titles.lower()} of one {_title(entity, reference.name)}"
        yield place, f"{words}, filtered" if filtered else words


def _place(entity: Entity, desired: Desired, attribute: str) -> tuple[str, bool]:
    """Where items with a value of the attribute are found, and whether what is read there has still
    to be filtered by it. The company is known, or else the partition, where it holds many items."""
    wanted = Equals(attribute, ANY)
    within = entity.company_attribute or (entity.partition if entity.sort else attribute)
    conditions = {wanted: None, Equals(within, ANY): None}
    keys = KeySchema(entity.partition, entity.sort, desired.indexes)
    path = choose(entity, tuple(conditions), live=keys)
    if path.how == "scan":
        return SCAN, False
    return path.index.name if path.index else TABLE, wanted in path.rest


def _title(entity: Entity, attribute: str) -> str:
    return entity.field(attribute).title.lower()
