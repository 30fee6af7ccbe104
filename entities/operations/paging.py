"""Pages of a list, forward and back, that lose and double nothing.

A mark is where a page starts. The next page starts after the last item *shown*, the page before
ends ahead of the first item shown, both by the whole key of the path (index keys and table keys).
One item more than shown is asked for, so that “next” never leads to an empty page. A query goes
back by reading in reverse; a scan cannot, so its marks carry a bounded trail of earlier starts.
"""

from dataclasses import dataclass
from decimal import Decimal

from entities.schema.access import AccessPath
from entities.schema.entity import Entity
from entities.schema.values import Item

TRAIL = 24


@dataclass(frozen=True)
class Budget:
    """What one list may spend: data calls, and read units."""

    calls: int = 4
    units: Decimal = Decimal(400)


@dataclass(frozen=True)
class Mark:
    """Where a page starts: after `start` (None is the end it comes from), forward or `back`.

    `before` counts the items ahead of the page, for “items 51 to 100”; None when unknown.
    """

    start: Item | None = None
    back: bool = False
    trail: tuple[Item | None, ...] = ()
    before: int | None = 0


FIRST = Mark()
BUDGET = Budget()
LAST = Mark(back=True, before=None)


@dataclass(frozen=True)
class Slice:
    """One page: its items in the order of the list, its neighbours, and what it cost."""

    items: list[Item]
    next: Mark | None
    previous: Mark | None
    calls: int
    scanned: int
    units: Decimal
    exhausted: bool = False


def read_slice(
    store,
    entity: Entity,
    path: AccessPath,
    mark: Mark,
    *,
    size: int,
    descending: bool = False,
    strong: bool = False,
    attributes: tuple[str, ...] = (),
    budget: Budget = BUDGET,
) -> Slice:
    """One page of at most `size` items: one call, more only while the service cut it short."""
    reverse = descending != mark.back
    filtered = bool(path.rest) or entity.kind is not None
    found, cursor, calls, scanned, units = [], mark.start, 0, 0, Decimal(0)
    while True:
        page = store.page(
            entity,
            path,
            limit=None if filtered else size + 1 - len(found),
            after=cursor,
            backward=reverse,
            consistent=strong,
            attributes=attributes,
        )
        found += page.items
        cursor, calls = page.cursor, calls + 1
        scanned, units = scanned + page.scanned, units + page.units
        spent = calls >= budget.calls or units >= budget.units
        if len(found) > size or cursor is None or spent:
            break
    shown, full = found[:size], len(found) > size
    # Where nothing was left over, what was read in vain is not read again.
    onward = _place(path, shown[-1]) if full else cursor
    neighbours = _back if mark.back else _forward
    after, before = neighbours(path, mark, shown, cursor, onward)
    items = shown[::-1] if mark.back else shown
    exhausted = cursor is not None and not full
    return Slice(items, after, before, calls, scanned, units, exhausted)


def _forward(path: AccessPath, mark: Mark, shown: list[Item], cursor, onward: Item | None):
    count = None if mark.before is None else mark.before + len(shown)
    if path.how == "scan":
        trail = (*mark.trail, mark.start)[-TRAIL:]
        after = Mark(onward, trail=trail, before=count) if onward else None
        return after, _scan_back(mark)
    after = Mark(onward, before=count) if onward else None
    if mark.start is None:
        return after, None
    edge = _place(path, shown[0]) if shown else cursor
    return after, Mark(edge, back=True, before=mark.before)


def _scan_back(mark: Mark) -> Mark | None:
    if mark.start is None:
        return None
    if not mark.trail:
        return FIRST
    return Mark(mark.trail[-1], trail=mark.trail[:-1], before=None if mark.trail[-1] else 0)


def _back(path: AccessPath, mark: Mark, shown: list[Item], cursor, onward: Item | None):
    """`shown` is in reading order here: its first item is the last of the page."""
    count = None if mark.before is None else max(0, mark.before - len(shown))
    before = Mark(onward, back=True, before=count) if onward else None
    if mark.start is None and shown:
        return None, before
    edge = _place(path, shown[0]) if shown else cursor
    after = Mark(edge, before=mark.before if onward else len(shown)) if edge else None
    return after or FIRST, before


def _place(path: AccessPath, item: Item) -> Item:
    return {name: item[name] for name in path.order_attributes if name in item}
