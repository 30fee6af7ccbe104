"""Where the tests of forms happen: one company's items, their pages and addresses."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.schema.values import Item, content_hash
from entities.web.addresses import item_url
from tests.web.records import OURS, contractor, expense, house, project, put

EXPENSES = catalogue.entity("expenses")
PROJECTS = catalogue.entity("projects")
CONTRACTORS = catalogue.entity("contractors")
EXPENSE = (OURS, "exp_0001")
PROJECT = (OURS, "proj_1")
CONTRACTOR = (OURS, "contr_1")
PAGE = item_url(EXPENSES, EXPENSE)
EDIT = item_url(EXPENSES, EXPENSE, "edit")
PROJECT_EDIT = item_url(PROJECTS, PROJECT, "edit")
CONTRACTOR_EDIT = item_url(CONTRACTORS, CONTRACTOR, "edit")
SET_BY_US = {"updatedAt", "baseAmount", "vatAmount", "vatRate"}


@pytest.fixture
def ours(web):
    """A company with one project, one contractor, one work and five expenses."""
    house(web)
    return web


def have_expense(**more) -> None:
    """The first expense as the test wants it."""
    put(get_store(), "expenses", expense(1, **{"amount": Decimal(118), **more}))


def have_project(**more) -> None:
    put(get_store(), "projects", project(**more))


def have_contractor(**more) -> None:
    put(get_store(), "contractors", contractor(**more))


def stored(entity=EXPENSES, key=EXPENSE) -> Item:
    return get_store().get(entity, key, consistent=True)


def others(item: Item, *names: str) -> str:
    """What all attributes are, but these and the ones we set on every save."""
    left_out = SET_BY_US.union(names)
    return content_hash({name: value for name, value in item.items() if name not in left_out})
