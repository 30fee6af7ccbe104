"""Lists: which path answers the filters, one page of it, and what that cost."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import FilterInvalid
from entities.operations.headings import is_hidden, may_hide
from entities.operations.live import live
from entities.operations.paging import FIRST, Budget, Mark, Slice, read_slice
from entities.operations.projection import is_partial, projection
from entities.operations.references import label_keys, read_labels
from entities.operations.scoping import Scope, kept_by_company, scope
from entities.operations.showing import Showing, ShownItem
from entities.operations.widening import widen
from entities.schema.access import AccessPath, KeySchema, choose
from entities.schema.conditions import (
    BeginsWith,
    Between,
    Compare,
    Condition,
    Contains,
    Equals,
    attributes_of,
    holds,
)
from entities.schema.entity import Entity
from entities.schema.masking import is_secret_name
from entities.schema.viewer import Viewer

PAGE_SIZE = 50
BUDGET = Budget()
# With these a value that is not shown could be guessed letter by letter.
PROBES = (BeginsWith, Between, Compare, Contains)


@dataclass(frozen=True)
class Query:
    """What a list was asked for: `scan` allows a scan, `index` prefers an index."""

    conditions: tuple[Condition, ...] = ()
    columns: tuple[str, ...] = ()
    mark: Mark = FIRST
    index: str = ""
    descending: bool = False
    strong: bool = False
    scan: bool = False
    size: int = PAGE_SIZE


@dataclass(frozen=True)
class Cost:
    """How a page was read: data calls, items looked at, read units, and what was left out."""

    calls: int = 0
    scanned: int = 0
    units: Decimal = Decimal(0)
    exhausted: bool = False
    shown: bool = True


@dataclass(frozen=True)
class Listing:
    """One page of a list. `needs_scan` means nothing was read because a scan was not asked for."""

    entity: Entity
    query: Query
    path: AccessPath
    keys: KeySchema
    scope: Scope
    columns: tuple[str, ...]
    rows: list[ShownItem] = field(default_factory=list)
    next: Mark | None = None
    previous: Mark | None = None
    cost: Cost = Cost()
    needs_scan: bool = False
    differences: tuple[str, ...] = ()


def list_items(
    store,
    catalogue: Catalogue,
    entity: Entity,
    query: Query,
    *,
    viewer: Viewer,
    now: datetime,
    budget: Budget = BUDGET,
) -> Listing:
    """One page of the entity's items as the viewer sees them.

    Raises what `scope` raises, FilterInvalid for a filter on a masked field, and the errors of a
    missing or unreachable table.
    """
    refuse_hidden(entity, query.conditions, viewer)
    limited = scope(entity, query.conditions, viewer)
    table = live(store, entity)
    fitted = table.entity
    within = fitted.company_attribute if viewer.limited and kept_by_company(fitted) else ""
    conditions = widen(fitted, limited.conditions)
    path = choose(fitted, conditions, live=table.keys, index=query.index or None, within=within)
    columns = _columns(fitted, query.columns, limited.conditions)
    listing = Listing(
        fitted, query, path, table.keys, limited, columns, differences=table.differences
    )
    if fitted.tenant and viewer.limited:
        return _own_companies(store, catalogue, listing, viewer, now)
    if path.how == "scan" and not query.scan:
        return replace(listing, needs_scan=True)
    page = _read(store, catalogue, listing, budget)
    return _filled(store, catalogue, listing, page, viewer, now)


def refuse_hidden(entity: Entity, conditions: tuple[Condition, ...], viewer: Viewer) -> None:
    """Raises FilterInvalid for a filter with which a masked value could be guessed."""
    for condition in conditions:
        for name in sorted(attributes_of(condition)):
            declared = entity.field(name)
            if viewer.reveals_field(entity, declared.name):
                continue
            if is_hidden(declared) or is_secret_name(name):
                problem = f"“{declared.title}” is masked, so it cannot be filtered on."
                raise FilterInvalid(declared.name, problem)
            if isinstance(condition, PROBES) and may_hide(entity, declared):
                problem = f"“{declared.title}” may hold a secret: only whole values can be asked."
                raise FilterInvalid(declared.name, problem)


def _columns(
    entity: Entity, asked: tuple[str, ...], conditions: tuple[Condition, ...]
) -> tuple[str, ...]:
    """The asked columns that are fields, else the declared ones; the key always leads.

    A declared column that a filter fixes to one value would say the same in every row.
    """
    known = tuple(name for name in asked if name in entity.fields_by_name)
    fixed = {condition.attribute for condition in conditions if isinstance(condition, Equals)}
    chosen = known or tuple(name for name in entity.columns if name not in fixed)
    lead = entity.keys[-1]
    return chosen if lead in chosen else (lead, *chosen)


def _read(store, catalogue: Catalogue, listing: Listing, budget: Budget) -> Slice:
    query = listing.query
    page = read_slice(
        store,
        listing.entity,
        listing.path,
        query.mark,
        size=query.size,
        descending=query.descending,
        strong=query.strong,
        attributes=projection(catalogue, listing.entity, listing.path, listing.columns),
        budget=budget,
    )
    return _completed(store, listing, page)


def _completed(store, listing: Listing, page: Slice) -> Slice:
    """An index that holds keys only names the items; they are read from the table in one batch."""
    path, entity = listing.path, listing.entity
    if not is_partial(path) or not page.items:
        return page
    keys = [entity.key_of(item) for item in page.items]
    found = store.batch_get({entity: keys}, consistent=listing.query.strong)
    items = [found[entity.name, key] for key in keys if (entity.name, key) in found]
    return replace(page, items=items, calls=page.calls + 1)


def _filled(store, catalogue, listing: Listing, page: Slice, viewer, now) -> Listing:
    entity, columns = listing.entity, listing.columns
    items = [item for item in page.items if viewer.sees(entity, item)]
    wanted = label_keys(catalogue, entity, items, columns)
    showing = Showing(catalogue, viewer, now, read_labels(store, wanted, viewer))
    cost = Cost(page.calls, page.scanned, page.units, page.exhausted)
    if viewer.limited and not _stays_inside(listing):
        cost = Cost(exhausted=page.exhausted, shown=False)
    return replace(
        listing,
        rows=[showing.item(entity, item, columns) for item in items],
        next=page.next,
        previous=page.previous,
        cost=cost,
    )


def _stays_inside(listing: Listing) -> bool:
    """Whether the read touched the viewer's company only, so that its cost tells nothing else."""
    partition = listing.path.partition
    return partition is not None and partition.attribute == listing.entity.company_attribute


def _own_companies(store, catalogue, listing: Listing, viewer: Viewer, now) -> Listing:
    """The companies of a viewer with a limit, read by their keys: nobody else's is touched."""
    entity = listing.entity
    found = store.batch_get({entity: [(company,) for company in listing.scope.companies]})
    items = [item for _, item in sorted(found.items()) if _matches(listing, item)]
    wanted = label_keys(catalogue, entity, items, listing.columns)
    showing = Showing(catalogue, viewer, now, read_labels(store, wanted, viewer))
    rows = [showing.item(entity, item, listing.columns) for item in items]
    return replace(listing, rows=rows, cost=Cost(calls=1, scanned=len(found)))


def _matches(listing: Listing, item) -> bool:
    return all(
        holds(condition, item) for condition in widen(listing.entity, listing.query.conditions)
    )
