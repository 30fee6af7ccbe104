"""One item: its references, what refers to it, and the price of its page."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.errors import ItemNotFound
from entities.operations.items import raw_item, show_item
from entities.schema.values import item_size
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, put
from tests.samples import NOWHERE, VISITS

C1 = {"companyId": "C1"}


def show(store, name: str, *key, known=catalogue):
    return show_item(store, known, known.entity(name), key, viewer=STAFF, now=NOW)


@pytest.mark.parametrize("value", ["", None, 5, {}])
def test_a_reference_that_cannot_be_followed_leads_nowhere(store, value):
    held = Decimal(value) if value == 5 else value
    expense = item_of(entity("expenses"), 1, **C1, expenseId="e1") | {"workId": held}
    put(store, "expenses", expense)

    assert show(store, "expenses", "C1", "e1").item.values["workId"].pointer is None


def test_an_item_that_is_not_there_is_not_found(store):
    with pytest.raises(ItemNotFound, match="Expense “e1” was not found"):
        show(store, "expenses", "C1", "e1")


@pytest.mark.parametrize("key", [("C1",), ("C1", "e1", "x"), ("C1", "")])
def test_a_key_that_is_no_key_of_the_table_is_not_found(store, key):
    with pytest.raises(ItemNotFound):
        show(store, "expenses", *key)


def test_an_item_of_another_kind_is_not_shown_as_this_one(store):
    put(store, "single-works", item_of(entity("single-works"), 1, userId="u1", expenseId="w1"))

    assert show(store, "single-works", "u1", "w1").item.heading == "name-001"
    with pytest.raises(ItemNotFound):
        show(store, "single-projects", "u1", "w1")
    with pytest.raises(ItemNotFound):
        raw_item(store, entity("single-unknown"), ("u1", "w1"), viewer=STAFF)


def test_the_size_of_an_item_is_told_in_bytes(store):
    item = item_of(entity("projects"), 1, **C1, projectId="p1")
    put(store, "projects", item)

    assert show(store, "projects", "C1", "p1").size == item_size(item)


def test_an_item_of_a_table_with_other_keys_is_shown_with_the_difference(sample_store):
    typed = {"userId": {"S": "u"}, "timestamp": {"S": "t"}, "zoneinfo": {"S": "Z"}}
    table = sample_store.table(VISITS)
    sample_store.call("PutItem", table, {"TableName": table, "Item": typed})

    page = show(sample_store, "visits", "u", "t", known=Declared(VISITS, NOWHERE))

    assert page.item.key == ("u", "t")
    assert "keyed by userId and timestamp" in page.differences[0]
