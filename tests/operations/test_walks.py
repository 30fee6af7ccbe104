"""Walking through lists: every table and every index, forward and back, losing nothing."""

import random
from dataclasses import dataclass

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.store import Store
from entities.operations.marks import packed, unpacked
from entities.operations.paging import FIRST, Budget, Mark, read_slice
from entities.schema.access import AccessPath
from entities.schema.conditions import Contains, Equals, NotEquals
from entities.schema.entity import Entity, Index
from tests.counts import count
from tests.operations.making import item_of, put

WALKS = count(1000, 15)
ITEMS = 13
PATIENT = Budget(calls=1000, units=10**6)

PLACES = [(e, None) for e in catalogue.entities] + [
    (e, index) for e in catalogue.entities for index in e.indexes
]


@dataclass
class Walk:
    """One list and how it is read."""

    store: Store
    entity: Entity
    path: AccessPath
    descending: bool = False
    budget: Budget = PATIENT

    def page(self, mark: Mark, size: int):
        assert unpacked(packed(mark)) == mark
        read = read_slice(
            self.store,
            self.entity,
            self.path,
            mark,
            size=size,
            descending=self.descending,
            attributes=self.path.order_attributes,
            budget=self.budget,
        )
        assert len(read.items) <= size
        return read

    def keys(self, read) -> list:
        return [self.entity.key_of(item) for item in read.items]

    def everything(self) -> list:
        """Every key in the order of the list, read without paging of ours."""
        pages = self.store.pages(self.entity, path=self.path, attributes=self.entity.keys)
        keys = [self.entity.key_of(item) for page in pages for item in page.items]
        return keys[::-1] if self.descending else keys


def fill(store, declared: Entity, index: Index | None) -> None:
    """Items of which most lie in one partition of the table or index, with equal sort values."""
    shared, unique = index.partition if index else declared.partition, own_key(declared, index)
    items = []
    for number in range(ITEMS):
        whole = item_of(declared, number)
        item = {name: whole[name] for name in needed(declared) if name in whole}
        item[unique] = f"{unique}-{number:03}"
        if shared != unique:
            item[shared] = "mine" if number % 5 else "other"
        items.append(item)
    put(store, declared.name, *items)


def needed(declared: Entity) -> set[str]:
    """The attributes that place an item and tell its kind; moto is slow with more."""
    kind = {*declared.kind.any_of} if declared.kind else set()
    return {*declared.keys, *kind, *(name for index in declared.indexes for name in index.keys)}


def own_key(declared: Entity, index: Index | None) -> str:
    """The key attribute of the table that no two items share here."""
    shared = index.partition if index else declared.partition
    return next((name for name in reversed(declared.keys) if name != shared), shared)


def paths(declared: Entity, index: Index | None):
    """A query of one partition, whole and filtered; for tables a scan as well."""
    name = index.partition if index else declared.partition
    rest = (NotEquals(declared.fields[-1].name, "x"), Contains(own_key(declared, index), "-00"))
    if index or declared.sort:
        mine = AccessPath("query", index, Equals(name, "mine"), keys=declared.keys)
        yield mine
        if not (index and index.partial):
            yield AccessPath("query", index, Equals(name, "mine"), rest=rest, keys=declared.keys)
    if index is None:
        yield AccessPath("scan", keys=declared.keys)
        yield AccessPath("scan", rest=rest, keys=declared.keys)


def named(place) -> str:
    return f"{place[0].name}-{place[1].name if place[1] else 'table'}"


@pytest.mark.conformance
@pytest.mark.parametrize("place", PLACES, ids=named)
def test_walking_to_the_end_and_back_loses_and_doubles_nothing(store, place):
    declared, index = place
    fill(store, declared, index)
    for path in [path for path in paths(declared, index) if not (index and path.rest)]:
        walk = Walk(store, declared, path, descending=path.how == "query" and not path.rest)
        every = walk.everything()
        assert len(every) > 3

        assert to_the_end_and_back(walk, 4) == (every, every)


def to_the_end_and_back(walk: Walk, size: int):
    """Every key that was seen on the way there, and on the way back."""
    there, mark = [], FIRST
    while mark:
        read = walk.page(mark, size)
        there += walk.keys(read)
        mark = read.next
    back = walk.keys(read)
    while read.previous:
        read = walk.page(read.previous, size)
        back = walk.keys(read) + back
    return there, back


@pytest.mark.conformance
@pytest.mark.parametrize("seed", range(WALKS))
def test_a_random_walk_meets_every_item_where_it_belongs(cut_short, seed):
    chance = random.Random(seed)
    declared, index = chance.choice(PLACES)
    fill(cut_short, declared, index)
    path = chance.choice(list(paths(declared, index)))
    walk = Walk(cut_short, declared, path, descending=path.how == "query" and chance.random() < 0.5)
    every, mark = walk.everything(), FIRST

    for _ in range(12):
        size = chance.randint(1, 6)
        read = walk.page(mark, size)

        start, end = bounds(walk, every, mark, size)
        assert walk.keys(read) == every[start:end]
        assert (read.previous is None, read.next is None) == (start == 0, end >= len(every))
        assert not read.exhausted
        mark = chance.choice([m for m in (read.next, read.previous) if m] or [FIRST])


def bounds(walk: Walk, every: list, mark: Mark, size: int) -> tuple[int, int]:
    """Where in the list the page of a mark lies; a mark stands on an item of the list."""
    at = every.index(walk.entity.key_of(mark.start)) if mark.start else None
    if mark.back:
        end = len(every) if at is None else at
        return max(0, end - size), end
    start = 0 if at is None else at + 1
    return start, start + size
