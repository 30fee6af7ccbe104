"""Items to attribute values and back, in the wire form and as typed JSON, without any loss."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings

from entities.dynamodb.codec import from_wire, to_wire, wire_value
from entities.dynamodb.typed_json import (
    from_typed_item,
    from_typed_json,
    to_typed_item,
    to_typed_json,
)
from entities.errors import ValueInvalid
from entities.schema.values import canonical, same
from tests.counts import count
from tests.strategies import items

EVERYTHING = {
    "S": "שלום",
    "N": Decimal("-1.50"),
    "B": b"\x00\xff",
    "BOOL": False,
    "NULL": None,
    "L": ["a", [Decimal(1)], {}],
    "M": {"S": {"S": "x"}, "": []},
    "SS": frozenset({"b", "a"}),
    "NS": frozenset({Decimal(2), Decimal("1.0")}),
    "BS": frozenset({b"b", b"a"}),
}
TYPED = {
    "S": {"S": "שלום"},
    "N": {"N": "-1.50"},
    "B": {"B": "AP8="},
    "BOOL": {"BOOL": False},
    "NULL": {"NULL": True},
    "L": {"L": [{"S": "a"}, {"L": [{"N": "1"}]}, {"M": {}}]},
    "M": {"M": {"S": {"M": {"S": {"S": "x"}}}, "": {"L": []}}},
    "SS": {"SS": ["a", "b"]},
    "NS": {"NS": ["1.0", "2"]},
    "BS": {"BS": ["YQ==", "Yg=="]},
}


def test_all_ten_types_have_their_typed_json():
    assert to_typed_item(EVERYTHING) == TYPED


def test_typed_json_is_read_back_to_the_same_item():
    assert same(from_typed_item(json.loads(json.dumps(TYPED))), EVERYTHING)


@settings(max_examples=count(10_000, 300))
@given(items)
def test_any_item_survives_the_wire_and_its_typed_json(item):
    text = json.dumps(to_typed_item(item))

    assert canonical(from_wire(to_wire(item))) == canonical(item)
    assert canonical(from_typed_item(json.loads(text))) == canonical(item)
    assert json.dumps(to_typed_item(from_typed_item(json.loads(text)))) == text


@given(items)
def test_the_text_of_a_number_is_kept_as_it_was_written(item):
    again = from_wire(to_wire(item))

    for name, value in item.items():
        if isinstance(value, Decimal):
            assert again[name].as_tuple() == value.as_tuple()


def test_whole_python_numbers_are_taken_exactly():
    assert wire_value(10**37 + 1) == {"N": "1" + "0" * 36 + "1"}
    assert wire_value(True) == {"BOOL": True}


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"a": [1.5]}, "price.a[0]: a floating-point number would be rounded"),
        ([{"b": object()}], "price[0].b: DynamoDB holds no object"),
        ({"x"}, "price: DynamoDB holds no set"),
        (frozenset(), "price: a set holds one or more"),
        (frozenset({"a", b"a"}), "price: a set holds one or more"),
        (frozenset({None}), "price: a set holds one or more"),
    ],
)
def test_what_dynamodb_cannot_hold_is_refused_with_its_path(value, problem):
    with pytest.raises(ValueInvalid) as refused:
        to_wire({"price": value})

    assert str(refused.value).startswith(problem)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("x", "x: a value is an object with one type"),
        ({}, "x: a value is an object with one type"),
        ({"S": "a", "N": "1"}, "x: a value is an object with one type"),
        ({"X": "a"}, "x: “X” is not one of S, N, B,"),
        ({"S": 1}, "x: S holds a text"),
        ({"N": 1}, "x: N holds a number in quotes"),
        ({"N": "one"}, "x: “one” is not a number"),
        ({"N": ""}, "x: “” is not a number"),
        ({"N": "NaN"}, "x: “NaN” is not a number"),
        ({"N": "Infinity"}, "x: “Infinity” is not a number"),
        ({"N": "1_000"}, "x: “1_000” is not a number"),
        ({"N": " 1"}, "x: “ 1” is not a number"),
        ({"N": "١"}, "x: “١” is not a number"),
        ({"B": 1}, "x: B holds base64 text"),
        ({"B": "a"}, "x: B holds base64 text, and this is not base64"),
        ({"B": "é"}, "x: B holds base64 text, and this is not base64"),
        ({"BOOL": "true"}, "x: BOOL holds true or false"),
        ({"NULL": False}, "x: NULL holds true"),
        ({"L": {}}, "x: L holds a list"),
        ({"L": [{"S": "a"}, {"N": "b"}]}, "x[1]: “b” is not a number"),
        ({"M": []}, "x: M holds an object"),
        ({"M": {"a": {"M": {"b": {"S": 2}}}}}, "x.a.b: S holds a text"),
        ({"SS": "a"}, "x: SS holds a list"),
        ({"SS": []}, "x: a set is never empty"),
        ({"SS": ["a", "a"]}, "x: a set holds every member once"),
        ({"NS": ["1", "1.0"]}, "x: a set holds every member once"),
        ({"NS": ["1", 2]}, "x[1]: N holds a number"),
        ({"BS": ["?"]}, "x[0]: B holds base64 text"),
    ],
)
def test_wrong_typed_json_is_refused_with_path_and_sentence(typed, problem):
    with pytest.raises(ValueInvalid) as refused:
        from_typed_item({"x": typed})

    assert str(refused.value).startswith(problem)


def test_an_item_is_an_object():
    with pytest.raises(ValueInvalid, match="An item is an object of attributes"):
        from_typed_item([])


def test_single_values_have_typed_json_too():
    assert to_typed_json([b"a"]) == {"L": [{"B": "YQ=="}]}
    assert from_typed_json({"L": [{"B": "YQ=="}]}) == [b"a"]
