"""Every item of a list, page by page, in the order read: for what goes beyond one page."""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.operations.browsing import refuse_hidden
from entities.operations.live import live
from entities.operations.projection import is_partial
from entities.operations.scoping import Scope, kept_by_company, scope
from entities.operations.widening import widen
from entities.schema.access import AccessPath, choose
from entities.schema.conditions import Condition, holds
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.schema.viewer import Viewer


@dataclass(frozen=True)
class Asked:
    """What a list was asked for, without its page. `said` are its filters in words."""

    conditions: tuple[Condition, ...] = ()
    index: str = ""
    descending: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Walk:
    """How the items are read, before the first of them is.

    `own` are the conditions by which a company's own item is found where the viewer has a limit.
    """

    store: object
    entity: Entity
    viewer: Viewer
    path: AccessPath
    scope: Scope
    descending: bool
    own: tuple[Condition, ...] | None = None
    differences: tuple[str, ...] = ()

    def batches(
        self, *, limit: int | None = None, after: Item | None = None
    ) -> Iterator[tuple[list[Item], object]]:
        """The clear items of one page that the viewer may see, with what the page cost.

        `after` is the cursor of the page before the first of these.
        """
        if self.own is not None:
            yield self._own_companies(), None
            return
        while True:
            page = self.store.page(
                self.entity, self.path, limit=limit, after=after, backward=self.descending
            )
            found = self._whole(page.items)
            yield [item for item in found if self.viewer.sees(self.entity, item)], page
            after = page.cursor
            if after is None:
                return

    def items(self) -> Iterator[Item]:
        for found, _ in self.batches():
            yield from found

    def _whole(self, items: list[Item]) -> list[Item]:
        """An index that holds keys only names the items; they are read from the table."""
        if not is_partial(self.path) or not items:
            return items
        keys = [self.entity.key_of(item) for item in items]
        found = self.store.batch_get({self.entity: keys})
        name = self.entity.name
        return [found[name, key] for key in keys if (name, key) in found]

    def _own_companies(self) -> list[Item]:
        keys = [(company,) for company in self.scope.companies]
        found = self.store.batch_get({self.entity: keys})
        items = [item for _, item in sorted(found.items())]
        return [item for item in items if all(holds(part, item) for part in self.own)]


def walk(store, entity: Entity, asked: Asked, *, viewer: Viewer) -> Walk:
    """Decides everything that may be refused; nothing is read yet but the table's description.

    Raises what `scope` raises, FilterInvalid for a filter on a masked field, and the errors of a
    missing or unreachable table.
    """
    refuse_hidden(entity, asked.conditions, viewer)
    limited = scope(entity, asked.conditions, viewer)
    table = live(store, entity)
    fitted = table.entity
    within = fitted.company_attribute if viewer.limited and kept_by_company(fitted) else ""
    conditions = widen(fitted, limited.conditions)
    path = choose(fitted, conditions, live=table.keys, index=asked.index or None, within=within)
    own = widen(fitted, asked.conditions) if fitted.tenant and viewer.limited else None
    differs = table.differences
    return Walk(store, fitted, viewer, path, limited, asked.descending, own, differs)
