"""Companies and the limits of their tiers."""

from decimal import Decimal

import pytest

from entities.catalogue.construction.tiers import TIERS, UNLIMITED, is_near, is_over, limits_of


def company(tier=None, **counters) -> dict:
    counted = {f"current{name}": Decimal(count) for name, count in counters.items()}
    return counted | ({"subscriptionTier": tier} if tier else {})


def test_a_company_without_a_tier_is_on_trial():
    assert limits_of({}) == TIERS["trial"]


@pytest.mark.parametrize("tier", ["basic", "platinum", {}])
def test_a_company_of_an_unknown_tier_has_the_limits_of_starter(tier):
    assert limits_of({"subscriptionTier": tier}) == TIERS["starter"]


def test_the_casing_of_a_tier_does_not_matter():
    assert limits_of({"subscriptionTier": "ENTERPRISE"}).projects == UNLIMITED


def test_a_trial_company_with_six_projects_is_over_its_limit():
    assert is_over(company("trial", Projects=6))
    assert not is_near(company("trial", Projects=6))


def test_a_company_at_its_limit_is_near_it():
    assert is_near(company("trial", Users=1, Projects=3))
    assert not is_over(company("trial", Users=1, Projects=3))


def test_the_only_user_of_a_one_user_tier_is_nothing_to_report():
    assert not is_near(company("starter", Users=1, Projects=0))


def test_nothing_is_near_a_limit_that_does_not_exist():
    assert not is_near(company("enterprise", Users=2, Projects=900))
