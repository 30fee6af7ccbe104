"""Seats: what the application counts before it is there, an invited person as a user.

Its counter then says more than the formula does. When such an item is called off, its seat is given
back, but never one that the formula accounts for.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Step
from entities.operations.deeds import Act, Deed
from entities.operations.formulas import COUNTED
from entities.operations.sums import Sum, moved
from entities.schema.access import AccessPath
from entities.schema.conditions import Equals
from entities.schema.entity import Entity
from entities.schema.values import Item


def seat_steps(store, catalogue: Catalogue, deeds: Sequence[Deed], act: Act) -> Iterator[Step]:
    for deed in deeds:
        tenant = catalogue.tenant_of(deed.entity)
        soft = deed.entity.deletion.soft
        if tenant is None or soft is None or not soft.seat or None in (deed.before, deed.after):
            continue
        gives_back = soft.holds_seat(deed.before) and not soft.holds_seat(deed.after)
        of = Sum(tenant, (deed.company,), soft.seat)
        if gives_back and _is_over(store, catalogue, of, act):
            yield from moved(store, of, Decimal(-1))


def _is_over(store, catalogue: Catalogue, of: Sum, act: Act) -> bool:
    """Whether the counter says more than there are."""
    formula = next(rule.formula for rule in of.entity.derived if rule.attribute == of.name)
    source, counts = COUNTED[formula]
    stated = (store.find(of.entity, of.key, consistent=True) or {}).get(of.name)
    there = sum(counts(item, act.now) for item in _items(store, catalogue.entity(source), of))
    return isinstance(stated, Decimal) and stated > there


def _items(store, entity: Entity, of: Sum) -> Iterator[Item]:
    path = AccessPath("query", None, Equals(entity.partition, of.key[0]), keys=entity.keys)
    for page in store.pages(entity, path=path, consistent=True):
        yield from page.items
