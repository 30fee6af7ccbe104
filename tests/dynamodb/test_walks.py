"""Walking to and fro over pages loses nothing and doubles nothing."""

import random
from decimal import Decimal

import pytest

from entities.dynamodb.batches import put_all
from entities.schema.access import choose
from entities.schema.conditions import Contains, Equals
from tests.counts import count
from tests.samples import INVOICES, invoice

OPEN = Equals("status", "open")
PATHS = {
    "table": choose(INVOICES, (Equals("companyId", "C1"),)),
    "global index": choose(INVOICES, (OPEN,)),
    "local index": choose(INVOICES, (Equals("companyId", "C1"),), index="amount-index"),
    "filtered": choose(INVOICES, (Equals("companyId", "C1"), Contains("invoiceId", "1"))),
}


@pytest.fixture
def many(sample_store):
    """Sixty invoices; every third amount is shared, so that index keys repeat."""
    items = [invoice(n, status="open", amount=Decimal(n // 3)) for n in range(60)]
    put_all(sample_store, INVOICES, items)


def in_order(store, path) -> list[str]:
    return [item["invoiceId"] for page in store.pages(INVOICES, path=path) for item in page.items]


def mark(path, item) -> dict:
    """The cursor that stands at an item."""
    return {name: item[name] for name in path.order_attributes}


@pytest.mark.conformance
@pytest.mark.parametrize("where", PATHS)
def test_a_random_walk_sees_every_item_in_its_place(sample_store, many, where):
    path = PATHS[where]
    order = in_order(sample_store, path)
    chance = random.Random(where)
    for _ in range(count(250, 5)):
        position, cursor, backward = -1, None, False
        for _ in range(chance.randint(1, 12)):
            backward = cursor is not None and chance.random() < 0.45
            page = sample_store.page(
                INVOICES, path, limit=chance.randint(1, 9), after=cursor, backward=backward
            )
            for item in page.items:
                position += -1 if backward else 1
                assert item["invoiceId"] == order[position]
            if page.items:
                cursor = mark(path, page.items[-1])
            if page.cursor is None and not backward:
                assert position == len(order) - 1


@pytest.mark.conformance
@pytest.mark.parametrize("where", PATHS)
@pytest.mark.parametrize("backward", [False, True])
def test_a_walk_to_the_end_sees_everything_once(sample_store, many, where, backward):
    path = PATHS[where]
    order = in_order(sample_store, path)
    seen, cursor = [], None
    while True:
        page = sample_store.page(INVOICES, path, limit=7, after=cursor, backward=backward)
        seen += [item["invoiceId"] for item in page.items]
        cursor = page.cursor
        if cursor is None:
            break

    assert seen == (order[::-1] if backward else order)
    assert len(order) == (15 if where == "filtered" else 60)
