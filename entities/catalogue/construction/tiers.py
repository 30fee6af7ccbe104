"""What each subscription tier allows, and which companies are near or over it."""

from dataclasses import dataclass
from decimal import Decimal

from entities.schema.values import Item

UNLIMITED = -1
NEAR = Decimal("0.8")


@dataclass(frozen=True)
class Limits:
    """The most a company may have of each; UNLIMITED has no end."""

    users: int
    projects: int
    expenses_per_month: int


TIERS = {
    "trial": Limits(1, 3, 50),
    "starter": Limits(1, 3, 50),
    "professional": Limits(3, 10, UNLIMITED),
    "enterprise": Limits(10, UNLIMITED, UNLIMITED),
}
COUNTED = (
    ("currentUsers", "users"),
    ("currentProjects", "projects"),
    ("currentMonthExpenses", "expenses_per_month"),
)


def limits_of(company: Item) -> Limits:
    """A missing tier counts as trial, an unknown one as starter."""
    tier = company.get("subscriptionTier") or "trial"
    return TIERS.get(tier.lower() if isinstance(tier, str) else "", TIERS["starter"])


def shares(company: Item):
    """(counter, used share of its limit) for every counter that has a limit."""
    limits = limits_of(company)
    for counter, limit_name in COUNTED:
        used, limit = company.get(counter), getattr(limits, limit_name)
        if limit != UNLIMITED and isinstance(used, Decimal):
            yield counter, used / limit


def is_over(company: Item) -> bool:
    return any(share > 1 for _, share in shares(company))


def is_near(company: Item) -> bool:
    """At 80 % of a limit or at it, and over none. One user of one allowed is nothing to report."""
    reached = any(share >= NEAR and company[counter] > 1 for counter, share in shares(company))
    return reached and not is_over(company)
