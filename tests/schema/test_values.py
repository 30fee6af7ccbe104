"""Values: types, equality, canonical form, size."""

from decimal import Decimal

import pytest
from hypothesis import given

from entities.schema.values import (
    canonical,
    content_hash,
    item_size,
    number_text,
    same,
    size,
    type_of,
)
from tests.strategies import items, values

EXAMPLES = {
    "S": "x",
    "N": Decimal(1),
    "B": b"x",
    "BOOL": True,
    "NULL": None,
    "L": [],
    "M": {},
    "SS": frozenset({"x"}),
    "NS": frozenset({Decimal(1)}),
    "BS": frozenset({b"x"}),
}


@pytest.mark.parametrize(("kind", "value"), EXAMPLES.items())
def test_each_of_the_ten_types_has_one_python_type(kind, value):
    assert type_of(value) == kind


@pytest.mark.parametrize("value", [1.5, 1, {"a"}, frozenset(), frozenset({"a", b"a"}), object()])
def test_what_dynamodb_cannot_hold_has_no_type(value):
    with pytest.raises(TypeError):
        type_of(value)


@pytest.mark.parametrize("left", EXAMPLES.values())
def test_values_of_different_types_are_never_the_same(left):
    assert [right for right in EXAMPLES.values() if same(left, right)] == [left]


@pytest.mark.parametrize("text", ["1", "1.0", "1E0", "10E-1", "1.000000000000000000000000000"])
def test_one_number_has_one_canonical_form_however_it_is_written(text):
    assert number_text(Decimal(text)) == "1"
    assert same(Decimal(text), Decimal(1))


def test_all_38_digits_count_when_numbers_are_compared():
    low = Decimal("1" * 37 + "1")
    high = Decimal("1" * 37 + "2")

    assert not same(low, high)
    assert number_text(low) == "1" * 38


def test_zero_is_zero_with_any_sign_or_exponent():
    assert {number_text(Decimal(text)) for text in ("0", "-0", "0E+9", "0.00")} == {"0"}


def test_sets_are_the_same_in_any_order_and_lists_are_not():
    assert same(frozenset({"a", "b"}), frozenset({"b", "a"}))
    assert same(frozenset({Decimal("1.0")}), frozenset({Decimal(1)}))
    assert not same(["a", "b"], ["b", "a"])
    assert same({"a": [None], "b": True}, {"b": True, "a": [None]})


def test_the_map_that_looks_like_a_typed_value_stays_a_map():
    assert not same({"S": "x"}, "x")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("é", 2),
        (b"abc", 3),
        (None, 1),
        (False, 1),
        (Decimal(0), 2),
        (Decimal(12), 2),
        (Decimal(-12), 3),
        (Decimal("123"), 3),
        (Decimal("9" * 38), 20),
        (Decimal("-" + "9" * 38), 21),
        ([], 3),
        ({}, 3),
        (["a", "b"], 3 + 2 + 2),
        ({"ab": "c"}, 3 + 2 + 1 + 1),
        (frozenset({"a", "bc"}), 3),
    ],
)
def test_the_size_of_a_value_follows_the_documented_formula(value, expected):
    assert size(value) == expected


def test_the_size_of_an_item_counts_its_attribute_names():
    assert item_size({"id": "abc", "é": True}) == 2 + 3 + 2 + 1


@given(values)
def test_every_value_is_the_same_as_itself(value):
    assert same(value, value)
    assert canonical(value)[0] == type_of(value)


@given(items)
def test_the_hash_of_an_item_does_not_depend_on_the_order_of_its_attributes(item):
    assert content_hash(item) == content_hash(dict(reversed(item.items())))
