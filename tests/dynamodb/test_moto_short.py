"""The short way of moto answers as its long way does: the same status, body and checksum."""

import contextlib
import json
from binascii import crc32
from decimal import Decimal

import pytest
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import botocore_stubber
from moto.core.serialize import JSONSerializer, XFormedAttributePicker
from moto.dynamodb.models.dynamo_type import DynamoType

from entities.dynamodb.batches import put_all
from entities.errors import Refusal
from tests.dynamodb.test_codec import EVERYTHING
from tests.engines import Moto
from tests.samples import INVOICES, METERS, invoice

KEY = {"companyId": {"S": "C1"}, "invoiceId": {"S": "everything"}}
OF_C1 = {
    "KeyConditionExpression": "companyId = :c",
    "ExpressionAttributeValues": {":c": {"S": "C1"}},
}
FAILING = {"ConditionExpression": "attribute_not_exists(companyId)"}
WHOLE = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
CALLS = {
    "an item of every type": ("GetItem", {"Key": KEY}),
    "no item": ("GetItem", {"Key": KEY | {"invoiceId": {"S": "none"}}}),
    "a page": ("Query", OF_C1 | {"Limit": 3, "ReturnConsumedCapacity": "TOTAL"}),
    "an index": ("Query", OF_C1 | {"IndexName": "amount-index"}),
    "no index": ("Query", OF_C1 | {"IndexName": "unheard-of"}),
    "a scan": ("Scan", {"ProjectionExpression": "companyId, S, M"}),
    "a table": ("DescribeTable", {}),
    "a condition that fails": ("DeleteItem", {"Key": KEY} | FAILING | WHOLE),
}


@pytest.fixture
def filled_store(engine, sample_store):
    if not isinstance(engine, Moto):
        pytest.skip("about moto")
    nested = {"M": {"S": {"S": "x"}, "B": [b"\x00", {}]}}
    items = [{**EVERYTHING, **nested, "companyId": "C1", "invoiceId": "everything"}]
    put_all(sample_store, INVOICES, items + [invoice(number) for number in range(6)])
    return sample_store


@pytest.fixture
def long_way(monkeypatch):
    """Puts moto back as it is installed."""

    def put_back():
        process = BotocoreStubber.process_request.__wrapped__.__wrapped__
        monkeypatch.setattr(BotocoreStubber, "process_request", process)
        for owner, name in (
            (XFormedAttributePicker, "get_possible_keys"),
            (JSONSerializer, "_serialize_type_structure"),
        ):
            monkeypatch.setattr(owner, name, getattr(owner, name).__wrapped__)

    return put_back


def sent(store, entity, operation: str, arguments: dict) -> list:
    """The requests of one call as they went over the wire."""
    requests = []

    def keep(request, **_event):
        requests.append(request)

    store.client.meta.events.register_first("before-send.dynamodb", keep)
    with contextlib.suppress(Refusal):
        store.call(operation, store.table(entity), {"TableName": store.table(entity), **arguments})
    store.client.meta.events.unregister("before-send.dynamodb", keep)
    return requests


def answer(request) -> tuple:
    status, headers, body = botocore_stubber.process_request(request)
    assert int(headers["x-amz-crc32"]) == crc32(body.encode())
    return int(status), headers.get("Content-Type"), json.loads(body)


@pytest.mark.parametrize("case", CALLS)
def test_both_ways_answer_the_same(filled_store, long_way, case):
    request = sent(filled_store, INVOICES, *CALLS[case])[0]

    short = answer(request)
    long_way()

    assert short == answer(request)
    assert short[2] or case == "no item"


def test_items_are_in_the_order_of_their_keys_as_numbers(filled_store):
    meters = [{"meter": Decimal(7), "moment": Decimal(n), "place": "x"} for n in (10, 9, -1, 200)]
    put_all(filled_store, METERS, meters)

    (request,) = sent(filled_store, METERS, "Scan", {})

    moments = [item["moment"]["N"] for item in answer(request)[2]["Items"]]
    assert moments == ["-1", "9", "10", "200"]


@pytest.mark.parametrize("value", [{"S": "a"}, {"N": "1.0"}, {"BOOL": False}, {"NULL": True}])
def test_a_value_is_compared_as_moto_compares_it(value):
    ((kind, held),) = value.items()
    expected = {"S": held, "N": 1, "BOOL": held, "NULL": None}[kind]

    assert DynamoType(value).cast_value == expected
