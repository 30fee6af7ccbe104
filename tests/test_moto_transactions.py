"""The engine of the tests rolls back what a refused transaction did."""

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.codec import to_wire
from entities.dynamodb.errors import TransactionRefused
from tests.samples import INVOICES, invoice


@pytest.mark.conformance
def test_a_refused_transaction_leaves_no_trace(sample_store):
    put_all(sample_store, INVOICES, [invoice(1), invoice(2)])
    table = sample_store.table(INVOICES)
    update = {
        "TableName": table,
        "Key": to_wire({"companyId": "C1", "invoiceId": "INV-0001"}),
        "UpdateExpression": "SET #s = :s",
        "ExpressionAttributeNames": {"#s": "status"},
        "ExpressionAttributeValues": to_wire({":s": "changed"}),
    }
    put = {"TableName": table, "Item": to_wire(invoice(3))}
    refused = {
        "TableName": table,
        "Item": to_wire(invoice(2, note="new")),
        "ConditionExpression": "attribute_not_exists(companyId)",
    }
    actions = [{"Update": update}, {"Put": put}, {"Put": refused}]

    with pytest.raises(TransactionRefused) as cancelled:
        sample_store.call("TransactWriteItems", table, {"TransactItems": actions})

    assert cancelled.value.reasons == ("None", "None", "ConditionalCheckFailed")
    found = sample_store.batch_get({INVOICES: [("C1", f"INV-000{n}") for n in (1, 2, 3)]})
    assert sorted(found.values(), key=str) == [invoice(1), invoice(2)]
