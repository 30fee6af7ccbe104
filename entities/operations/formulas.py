"""Derived values worked out from the items they follow from (domain rules, “Derived values”).

A formula gets the clear items of one company by entity name; None means it cannot tell, because
some of what it needs was not read in full.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from entities.schema.values import Item, Value

Facts: TypeAlias = Mapping[str, list[Item] | None]


def active_memberships(facts: Facts, now: datetime) -> Value:
    return _count(facts.get("company-users"), is_active_membership)


def projects_of_company(facts: Facts, now: datetime) -> Value:
    return _count(facts.get("projects"), lambda project: not project.get("isSystemProject"))


def expenses_of_month(facts: Facts, now: datetime) -> Value:
    month = now.strftime("%Y-%m")
    return _count(facts.get("expenses"), lambda expense: _starts(expense, "createdAt", month))


def subscription_plan(facts: Facts, now: datetime) -> Value:
    return _only(facts.get("paddle-subscriptions"), "currentPlan")


def subscription_status(facts: Facts, now: datetime) -> Value:
    return _only(facts.get("paddle-subscriptions"), "subscriptionStatus")


FORMULAS: dict[str, Callable[[Facts, datetime], Value]] = {
    formula.__name__: formula
    for formula in (
        active_memberships,
        projects_of_company,
        expenses_of_month,
        subscription_plan,
        subscription_status,
    )
}


def is_active_membership(membership: Item) -> bool:
    """A membership without a status is active; removal is soft."""
    return str(membership.get("status", "active")).lower() == "active"


def is_deleted(expense: Item) -> bool:
    """Whether the expense was softly deleted, so that it counts in no sum."""
    return expense.get("status") == "deleted" or "deletedAt" in expense


def total(items: Iterable[Item], attributes: tuple[str, ...]) -> Decimal:
    """The sum of a number over the items; other types and absent values count nothing."""
    numbers = (next((i[name] for name in attributes if name in i), None) for i in items)
    return sum((n for n in numbers if isinstance(n, Decimal)), Decimal(0))


def _count(items: list[Item] | None, test: Callable[[Item], bool]) -> Decimal | None:
    return None if items is None else Decimal(sum(1 for item in items if test(item)))


def _starts(item: Item, name: str, start: str) -> bool:
    held = item.get(name)
    return isinstance(held, str) and held.startswith(start)


def _only(items: list[Item] | None, name: str) -> Value:
    return items[0].get(name) if items else None
