"""Sums and counters that other items state, moved along in the same transaction.

They drift by design of the live system, so a wrong one never stands in staff's way: it is added to
where it exists, taken from only as far as it goes, and recomputing is offered elsewhere.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Change, Step
from entities.errors import Stale
from entities.operations.deeds import Act, Deed
from entities.operations.formulas import COUNTED, is_deleted
from entities.schema.conditions import Compare, Exists
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value

NOTHING = Decimal(0)


def sum_steps(store, catalogue: Catalogue, deed: Deed, act: Act) -> Iterator[Step]:
    yield from _spend_steps(store, catalogue, deed)
    yield from _counter_steps(store, catalogue, deed, act)


def _spend_steps(store, catalogue: Catalogue, deed: Deed) -> Iterator[Step]:
    """The stated spend of the project an expense belongs to, or belonged to."""
    for projects in catalogue.of_system(deed.entity.system.name):
        board = projects.dashboard
        if board is None or board.expenses != deed.entity.name or not board.stated:
            continue
        moved: dict[Key, Decimal] = {}
        for item, sign in ((deed.before, -1), (deed.after, 1)):
            key, amount = _project_key(projects, item), _counted_amount(item, board.amount)
            if key is not None and amount:
                moved[key] = moved.get(key, NOTHING) + sign * amount
        for key, amount in moved.items():
            yield from _moved(store, projects, key, board.stated, amount)


def _project_key(projects: Entity, item: Item | None) -> Key | None:
    board = projects.dashboard
    parts = ((item or {}).get(projects.partition), (item or {}).get(board.by))
    known = board.match == projects.sort and all(isinstance(p, str) and p for p in parts)
    return parts if known else None


def _counted_amount(item: Item | None, name: str) -> Decimal:
    """What an expense counts for; a softly deleted one counts nothing."""
    if item is None or is_deleted(item):
        return NOTHING
    held: Value = item.get(name)
    return held if isinstance(held, Decimal) else NOTHING


def _counter_steps(store, catalogue: Catalogue, deed: Deed, act: Act) -> Iterator[Step]:
    """The counters of the company that count items such as this one."""
    tenant = catalogue.tenant_of(deed.entity)
    company = deed.company
    if tenant is None or company is None or deed.entity is tenant:
        return
    for rule in tenant.derived:
        source, counts = COUNTED.get(rule.formula, ("", None))
        if source == deed.entity.name:
            amount = _one(counts, deed.after, act) - _one(counts, deed.before, act)
            yield from _moved(store, tenant, (company,), rule.attribute, amount)


def _one(counts: Callable[[Item, object], bool], item: Item | None, act: Act) -> Decimal:
    return Decimal(1) if item is not None and counts(item, act.now) else NOTHING


def _moved(store, entity: Entity, key: Key, name: str, amount: Decimal) -> Iterator[Step]:
    """Add to a number that exists; take no more than there is."""
    if not amount:
        return
    item = store.find(entity, key, consistent=True)
    held_name = entity.held_name(entity.fields_by_name[name], item or {})
    held = (item or {}).get(held_name) if held_name else None
    if not isinstance(held, Decimal) or held + amount < 0:
        return
    enough = (Compare(held_name, ">=", -amount),) if amount < 0 else (Exists(held_name),)
    conditions = (Exists(entity.partition), *enough)
    yield Change(entity, key, conditions, Stale(entity.label), add={held_name: amount})
