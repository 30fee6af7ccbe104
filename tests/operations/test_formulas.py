"""Derived values from the items they follow from."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.operations.formulas import FORMULAS, is_active_membership, is_deleted, total
from tests.counts import count
from tests.operations.making import NOW
from tests.strategies import values

FACTS = {
    "company-users": [{"status": "ACTIVE"}, {}, {"status": "inactive"}, {"status": None}],
    "projects": [{}, {"isSystemProject": True}, {"isSystemProject": False}],
    "expenses": [
        {"createdAt": "2025-06-30T23:59:59.999Z"},
        {"createdAt": "2025-05-31T23:59:59.999Z"},
        {"createdAt": Decimal(1)},
        {},
    ],
    "paddle-subscriptions": [{"currentPlan": "starter", "subscriptionStatus": "active"}],
}


READ = ("status", "isSystemProject", "createdAt", "currentPlan", "subscriptionStatus")
odd_items = st.dictionaries(st.sampled_from(READ), values)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("active_memberships", 2),
        ("projects_of_company", 2),
        ("expenses_of_month", 1),
        ("subscription_plan", "starter"),
        ("subscription_status", "active"),
    ],
)
def test_a_value_follows_from_the_items_of_the_company(formula, value):
    assert FORMULAS[formula](FACTS, NOW) == value
    assert FORMULAS[formula](dict.fromkeys(FACTS), NOW) is None
    assert FORMULAS[formula]({}, NOW) is None


def test_every_formula_of_a_company_is_known():
    declared = {derived.formula for derived in catalogue.entity("companies").derived}

    assert declared <= set(FORMULAS)


@settings(max_examples=count(500, 30), deadline=None)
@given(st.lists(odd_items, max_size=2))
def test_no_items_are_too_odd_for_a_formula(odd):
    for formula in FORMULAS.values():
        formula(dict.fromkeys(FACTS, odd), NOW)


@given(values)
def test_a_membership_is_active_or_it_is_not_whatever_its_status(value):
    assert is_active_membership({"status": value}) in (True, False)


def test_what_was_deleted_softly_in_either_way_is_deleted():
    assert is_deleted({"status": "deleted"})
    assert is_deleted({"status": "paid", "deletedAt": "2025-06-01"})
    assert not is_deleted({"status": "paid"})


def test_a_sum_counts_numbers_under_the_first_name_that_is_there():
    held = [{"cost": Decimal("0.1")}, {"total": Decimal("0.2"), "cost": Decimal(9)}, {"cost": "5"}]

    assert total(held, ("total", "cost")) == Decimal("0.3")
    assert total([], ("total",)) == Decimal(0)
