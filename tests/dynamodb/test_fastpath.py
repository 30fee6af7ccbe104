"""The short way from an answer to our values equals botocore's parser and our codec."""

import json
from decimal import Decimal

import pytest
from botocore.model import StructureShape
from botocore.parsers import create_parser
from botocore.session import Session
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.dynamodb.calls import call
from entities.dynamodb.client import connect
from entities.dynamodb.fastpath import DAMAGED, DECODED, FastParser, FastParserFactory
from entities.dynamodb.typed_json import to_typed_item
from entities.errors import ServiceRefused, Throttled
from entities.schema.access import AccessPath
from entities.schema.values import canonical
from tests.counts import count
from tests.samples import INVOICES, invoice
from tests.strategies import items

MODEL = Session().get_service_model("dynamodb")
CONSUMED = {"TableName": "t", "CapacityUnits": 0.5}
SCAN = AccessPath("scan", keys=INVOICES.keys)


def shape(operation: str) -> StructureShape:
    return MODEL.operation_model(operation).output_shape


def response(body: dict | bytes, status: int = 200, **headers) -> dict:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return {"status_code": status, "headers": headers, "body": raw, "context": {}}


def fast(operation: str, body: dict | bytes, status: int = 200, **headers) -> dict:
    answer = response(body, status, **headers)
    return FastParserFactory().create_parser("json").parse(answer, shape(operation))


def slow(operation: str, body: dict | bytes, status: int = 200, **headers) -> dict:
    return create_parser("json").parse(response(body, status, **headers), shape(operation))


def both(operation: str, body: dict) -> tuple[dict, dict]:
    """The answer as calls.py sees it, read the short way and by botocore and our codec."""

    class Client:
        def __init__(self, parse):
            for name in ("get_item", "query", "scan", "batch_get_item"):
                setattr(self, name, lambda parse=parse, **arguments: parse(operation, body))

    answers = [call(Client(parse), operation, "t", {}) for parse in (fast, slow)]
    for answer in answers:
        assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 200
        for consumed in [answer.pop("ConsumedCapacity", [])]:
            assert json.dumps(consumed, default=float) == json.dumps(
                body.get("ConsumedCapacity", [])
            )
    assert answers[0].pop(DECODED)
    return answers[0], answers[1]


def assert_same(left: dict, right: dict) -> None:
    assert left.keys() == right.keys()
    for name, value in left.items():
        assert plain(value) == plain(right[name]), name


def plain(value):
    """Comparable, with every type told apart; counts are whole numbers and not values."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value if type(value) is int else canonical(value)


@settings(max_examples=count(3_000, 50), deadline=None)
@given(st.lists(items, max_size=4), items)
def test_pages_of_any_items_are_read_as_botocore_reads_them(found, cursor):
    body = {
        "Items": [to_typed_item(item) for item in found],
        "Count": len(found),
        "ScannedCount": 7,
        "ConsumedCapacity": CONSUMED,
        **({"LastEvaluatedKey": to_typed_item(cursor)} if cursor else {}),
    }

    for operation in ("Query", "Scan"):
        assert_same(*both(operation, body))
    assert [canonical(item) for item in fast("Scan", body)["Items"]] == [*map(canonical, found)]


@given(items)
def test_single_items_are_read_as_botocore_reads_them(item):
    assert_same(*both("GetItem", {"Item": to_typed_item(item), "ConsumedCapacity": CONSUMED}))


@given(items, items)
def test_batches_and_their_leftovers_are_read_as_botocore_reads_them(item, key):
    left = {"t": {"Keys": [to_typed_item(key)], "ConsistentRead": True}}
    body = {
        "Responses": {"t": [to_typed_item(item)], "empty": []},
        "UnprocessedKeys": left,
        "ConsumedCapacity": [CONSUMED, CONSUMED],
    }

    assert_same(*both("BatchGetItem", body))


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("GetItem", {"ConsumedCapacity": CONSUMED}),
        ("Query", {"Items": [], "Count": 0, "ScannedCount": 0}),
        ("Query", {"Items": [{}], "Count": 1, "ScannedCount": 1}),
        (
            "Scan",
            {"Items": [], "Count": 0, "ScannedCount": 3, "LastEvaluatedKey": {"a": {"S": ""}}},
        ),
        ("BatchGetItem", {"Responses": {}, "UnprocessedKeys": {}}),
        ("BatchGetItem", {"Responses": {}}),
    ],
)
def test_missing_parts_stay_missing(operation, body):
    assert_same(*both(operation, body))


def test_numbers_are_made_from_their_text_exactly():
    text = "0." + "123456789" * 4 + "12E-50"
    body = {"Items": [{"n": {"N": text}, "set": {"NS": ["1.0"]}}], "Count": 1}

    (item,) = fast("Query", body)["Items"]

    assert item["n"].as_tuple() == Decimal(text).as_tuple()
    assert str(*item["set"]) == "1.0"


def test_capacity_never_becomes_a_float():
    assert fast("GetItem", {"ConsumedCapacity": CONSUMED})["ConsumedCapacity"][
        "CapacityUnits"
    ] == Decimal("0.5")


def test_a_map_that_looks_like_a_typed_value_stays_a_map():
    (item,) = fast("Query", {"Items": [{"m": {"M": {"S": {"S": "x"}}}}]})["Items"]

    assert item == {"m": {"S": "x"}}


ERROR = {"__type": "com.amazonaws#ThrottlingException", "message": "slow down"}


@pytest.mark.parametrize(
    ("operation", "body", "status"),
    [
        ("Query", ERROR, 400),
        ("Query", b"<html>down</html>", 503),
        ("DescribeTable", {"Table": {"TableName": "t", "TableStatus": "ACTIVE"}}, 200),
        ("PutItem", {}, 200),
        ("Query", b"not JSON", 200),
        ("Query", b"[]", 200),
        ("Query", b"", 200),
        ("Query", {"Items": [{"a": {"N": "many"}}]}, 200),
        ("Query", {"Items": [{"a": {"B": "a"}}]}, 200),
        ("Query", {"Items": [{"a": {}}]}, 200),
        ("Query", {"Items": 7}, 200),
    ],
)
def test_everything_else_goes_to_botocores_parser_unchanged(operation, body, status):
    try:
        expected = slow(operation, body, status)
    except Exception as error:  # noqa: BLE001
        expected = type(error)
        with pytest.raises(expected):
            fast(operation, body, status)
    else:
        assert fast(operation, body, status) == expected


def test_metadata_is_what_botocore_gives():
    headers = {"x-amzn-requestid": "R1", "Content-Type": "json"}

    metadata = fast("Scan", {"Items": []}, **headers)["ResponseMetadata"]

    assert metadata == slow("Scan", {"Items": []}, **headers)["ResponseMetadata"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [(b'{"Items": []}', {"x-amz-crc32": "1"}), (b'{"Items": [{"a": {"S": "\xff"}}]}', {})],
)
def test_a_damaged_answer_holds_no_items_and_says_so(body, headers):
    answer = fast("Query", body, **headers)

    assert answer[DAMAGED]
    assert "Items" not in answer


def test_the_client_uses_the_short_way():
    """Fails when botocore no longer asks the factory for a parser: then every page is slow."""
    client = connect()
    parser = client._endpoint._response_parser_factory.create_parser("json")

    assert isinstance(parser, FastParser)
    assert MODEL.resolved_protocol == "json"


def test_a_page_that_is_read_is_marked_as_read_the_short_way(sample_store):
    answer = connect().scan(TableName=sample_store.table(INVOICES))

    assert answer[DECODED]


def test_a_damaged_answer_is_asked_for_again(sample_store, faults):
    sample_store.client.put_item(
        TableName=sample_store.table(INVOICES), Item=to_typed_item(invoice(1))
    )
    faults.damage("Scan", times=2)

    page = sample_store.page(INVOICES, SCAN)

    assert page.items == [invoice(1)]
    assert faults.sent["Scan"] == 3


def test_an_answer_that_stays_damaged_is_refused_and_never_shown(sample_store, faults):
    faults.damage("Scan", times=9)

    with pytest.raises(ServiceRefused, match="could not be read"):
        sample_store.page(INVOICES, SCAN)
    assert faults.sent["Scan"] == 4


@pytest.mark.parametrize("body", [b"not JSON", {"Surprise": 1}])
def test_a_page_nobody_understands_does_not_look_like_no_items(sample_store, faults, body):
    faults.answer("Scan", body)

    with pytest.raises(ServiceRefused, match="could not be read"):
        sample_store.page(INVOICES, SCAN)


def test_an_item_nobody_understands_does_not_look_like_no_item(sample_store, faults):
    faults.answer("GetItem", b"not JSON")

    with pytest.raises(ServiceRefused, match="could not be read"):
        sample_store.find(INVOICES, ("C1", "I1"))


def test_throttling_is_waited_out_by_the_client(sample_store, faults):
    faults.throttle("Scan", times=2)

    assert sample_store.page(INVOICES, SCAN).items == []
    assert faults.sent["Scan"] == 3


def test_throttling_without_an_end_is_told(sample_store, faults):
    faults.throttle("Scan", times=9)

    with pytest.raises(Throttled, match="limiting requests to “samples-dev-invoices”"):
        sample_store.page(INVOICES, SCAN)
