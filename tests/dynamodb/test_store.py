"""Reading items one by one and page by page."""

from entities.dynamodb.batches import put_all
from tests.samples import INVOICES, invoice


def test_an_item_is_found_by_its_key(sample_store):
    put_all(sample_store, INVOICES, [invoice(1)])

    assert sample_store.get(INVOICES, ("C1", "INV-0001")) == invoice(1)
