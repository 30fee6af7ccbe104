"""One odd item does not keep a filtered page of the embedded engine from answering."""

from tests.engine.tables import items, make_table, put


def test_begins_with_is_false_for_a_stored_value_of_another_type(launched):
    client = launched.client()
    make_table(client)
    put(client, "text", date={"S": "2025-01-31"})
    put(client, "map", date={"M": {}})
    put(client, "number", date={"N": "2025"})
    put(client, "absent")
    found = client.scan(
        TableName="jobs",
        FilterExpression="begins_with(#d, :d)",
        ExpressionAttributeNames={"#d": "date"},
        ExpressionAttributeValues={":d": {"S": "2025"}},
    )
    assert [item["id"]["S"] for item in found["Items"]] == ["text"]
    assert len(items(client)) == 4
