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


def is_active_membership(membership: Item, now: datetime | None = None) -> bool:
    """A membership without a status is active; removal is soft."""
    return str(membership.get("status", "active")).lower() == "active"


def is_own_project(project: Item, now: datetime) -> bool:
    """Not the system row that every company has."""
    return not project.get("isSystemProject")


def is_of_this_month(expense: Item, now: datetime) -> bool:
    """Created in the month of `now`, in UTC."""
    created = expense.get("createdAt")
    return isinstance(created, str) and created.startswith(now.strftime("%Y-%m"))


# What a company's counters count: by formula, the entity and the test of one item.
COUNTED: dict[str, tuple[str, Callable[[Item, datetime], bool]]] = {
    "active_memberships": ("company-users", is_active_membership),
    "projects_of_company": ("projects", is_own_project),
    "expenses_of_month": ("expenses", is_of_this_month),
}


def _counted(formula: str, facts: Facts, now: datetime) -> Value:
    source, counts = COUNTED[formula]
    return _count(facts.get(source), lambda item: counts(item, now))


def active_memberships(facts: Facts, now: datetime) -> Value:
    return _counted("active_memberships", facts, now)


def projects_of_company(facts: Facts, now: datetime) -> Value:
    return _counted("projects_of_company", facts, now)


def expenses_of_month(facts: Facts, now: datetime) -> Value:
    return _counted("expenses_of_month", facts, now)


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


DELETED_BY = ("status", "deletedAt")


def is_deleted(expense: Item) -> bool:
    """Whether the expense was softly deleted, so that it counts in no sum."""
    return expense.get("status") == "deleted" or "deletedAt" in expense


def total(items: Iterable[Item], attributes: tuple[str, ...]) -> Decimal:
    """The sum of a number over the items; other types and absent values count nothing."""
    numbers = (next((i[name] for name in attributes if name in i), None) for i in items)
    return sum((n for n in numbers if isinstance(n, Decimal)), Decimal(0))


def _count(items: list[Item] | None, test: Callable[[Item], bool]) -> Decimal | None:
    return None if items is None else Decimal(sum(1 for item in items if test(item)))


def _only(items: list[Item] | None, name: str) -> Value:
    return items[0].get(name) if items else None
