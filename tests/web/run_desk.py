"""A desk for the pages of runs: works of the tests' own, and a run as the pages' hands keep it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entities.operations.runs.driving import Driver
from entities.web.hands import own_hands
from tests.operations.runs.shop import Shop, stock
from tests.web.cast import sign_in


@pytest.fixture
def dana(db):
    """An operator, in whose name the shop's runs are."""
    return sign_in("dana", role="operator", every_company=True)


@pytest.fixture
def shop(web, monkeypatch, dana) -> Shop:
    """Of which the clock stood a minute ago: what it starts has been lying for a while."""
    shop = stock(web, monkeypatch)
    shop.moment = timezone.now() - timedelta(minutes=1)
    shop.hands = replace(own_hands(), clock=shop.clock)
    return shop


def at_once(shop: Shop) -> Shop:
    """From now on the clock is the real one."""
    shop.hands, shop.moment = own_hands(), timezone.now()
    return shop


def drive(run):
    """To its end, as a worker does."""
    return Driver(own_hands(), "worker 1").drive(run.run_id)


def url(run, part: str = "") -> str:
    return f"/runs/{run.run_id}/{part}"
