"""What the embedded engine says a read cost is what DynamoDB would count."""

import pytest

from tests.engine.tables import make_table, put

LARGE = {"S": "x" * 8000}  # two units of 4,096 bytes, strongly read


@pytest.fixture
def client(launched):
    client = launched.client()
    make_table(client)
    for number in range(10):
        put(client, f"job-{number}", text=LARGE, kind={"S": "odd" if number % 2 else "even"})
    return client


def units(answer) -> float:
    return answer["ConsumedCapacity"]["CapacityUnits"]


def test_a_read_costs_by_the_size_of_the_item_and_half_when_it_need_not_be_strong(client):
    asked = {"TableName": "jobs", "Key": {"id": {"S": "job-1"}}, "ReturnConsumedCapacity": "TOTAL"}
    assert units(client.get_item(**asked)) == 1.0
    assert units(client.get_item(**asked, ConsistentRead=True)) == 2.0
    assert units(client.get_item(**{**asked, "Key": {"id": {"S": "nobody"}}})) == 0.5


def test_a_scan_costs_what_it_looked_at_and_not_what_it_returned(client):
    everything = client.scan(TableName="jobs", ReturnConsumedCapacity="TOTAL")
    asked = {"TableName": "jobs", "ReturnConsumedCapacity": "INDEXES"}
    names = {"ExpressionAttributeNames": {"#k": "kind", "#i": "id"}}
    filtered = {"FilterExpression": "#k = :k", "ProjectionExpression": "#i", **asked, **names}
    half = client.scan(**filtered, ExpressionAttributeValues={":k": {"S": "odd"}})
    none = client.scan(**filtered, ExpressionAttributeValues={":k": {"S": "neither"}})
    assert units(everything) == units(half) == units(none) == 10.0
    assert half["ConsumedCapacity"]["Table"]["CapacityUnits"] == 10.0
