"""Which items a bulk change is about: those that were ticked, or all that a list's filters find."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from entities.errors import Invalid
from entities.operations.editing import must_be_writable
from entities.operations.live import live
from entities.operations.paging import Budget
from entities.operations.transfer.walking import Asked, walk
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer

MOST = 500  # items on one page
BUDGET = Budget(calls=40, units=Decimal(4_000))


class NothingChosen(Invalid):
    def __init__(self):
        super().__init__("No item was chosen.")
        self.hint = "Tick some rows, or choose all that the filters find."


class TooManyChosen(Invalid):
    def __init__(self, most: int):
        super().__init__(f"At most {most:,} items are changed at once.")
        self.hint = "Narrow the list by a filter, and do it in parts."


@dataclass(frozen=True)
class Selection:
    """`entity` is fitted to its table. `exact` is False where the list holds more than these."""

    entity: Entity
    items: list[Item]
    exact: bool = True


def ticked(store, entity: Entity, keys: Sequence[Key], *, viewer: Viewer) -> Selection:
    """The items of these keys, in their order; what is gone, or not theirs, is left out.

    Raises ActionNotAllowed, ReadOnly, NothingChosen, TooManyChosen.
    """
    fitted = _fitted(store, entity, viewer)
    keys = list(dict.fromkeys(keys))
    if len(keys) > MOST:
        raise TooManyChosen(MOST)
    found = store.batch_get({fitted: keys}, consistent=True) if keys else {}
    items = [found[fitted.name, key] for key in keys if (fitted.name, key) in found]
    return _chosen(fitted, [item for item in items if viewer.sees(fitted, item)], exact=True)


def matching(
    store, entity: Entity, asked: Asked, *, viewer: Viewer, budget: Budget = BUDGET
) -> Selection:
    """All that the filters find, as far as the budget lasts and 500 at most.

    Raises what `ticked` and `walk` raise.
    """
    _fitted(store, entity, viewer)
    found = walk(store, entity, asked, viewer=viewer)
    items: list[Item] = []
    calls, units, exact = 0, Decimal(0), True
    for batch, page in found.batches():
        items += batch
        calls, units = calls + 1, units + (page.units if page else 0)
        if len(items) > MOST:
            items, exact = items[:MOST], False
            break
        if page and page.cursor and (calls >= budget.calls or units >= budget.units):
            exact = False
            break
    return _chosen(found.entity, items, exact=exact)


def _fitted(store, entity: Entity, viewer: Viewer) -> Entity:
    viewer.must("bulk")
    viewer.must_browse(entity)
    table = live(store, entity)
    must_be_writable(table)
    return table.entity


def _chosen(entity: Entity, items: list[Item], *, exact: bool) -> Selection:
    if not items:
        raise NothingChosen
    return Selection(entity, items, exact)
