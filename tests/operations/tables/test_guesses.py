"""What an attribute is, guessed from its name and values."""

from decimal import Decimal

import pytest

from entities.operations.tables.guesses import guess

LONG = "x" * 300


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("createdAt", ["2025-01-01T10:00:00.000Z", ""], "Timestamp"),
        ("createdAt", ["2025-01-01T10:00:00+02:00"], "Timestamp"),
        ("createdAt", ["yesterday", "2025-01-01T10:00:00Z"], "Text"),
        ("date", ["2025-01-01"], "Date"),
        ("mail", ["a@example.com"], "Email"),
        ("phone", ["+972-50-1234567"], "Phone"),
        ("phone", ["ask Ann"], "Text"),
        ("url", ["https://example.com/a?b=c"], "Link"),
        ("payload", ['{"a": 1}', "[1]"], "JsonText"),
        ("payload", ["{not json"], "Text"),
        ("payload", ["[" * 100_000], "LongText"),
        ("status", ["paid", "open"], "Choice"),
        ("status", [f"state {letter}" for letter in "abcdefghi"], "Text"),
        ("status", ["a1@"], "Text"),
        ("status", [], "Text"),
        ("notes", [LONG], "LongText"),
        ("name", ["Ann"], "Text"),
        ("name", ["Ann"] * 20 + [LONG], "Text"),
        ("name", [""], "Text"),
        ("totalAmount", [Decimal("1.5")], "Money"),
        ("rate", [Decimal("1.5")], "Number"),
        ("open", [True, False], "Flag"),
        ("lines", [[Decimal(1)]], "List"),
        ("address", [{"city": "x"}], "Map"),
        ("photo", [{"name": "a", "type": "b", "data": "c", "size": Decimal(1)}], "Picture"),
        ("tags", [frozenset({"a"})], "TextSet"),
        ("sizes", [frozenset({Decimal(1)})], "NumberSet"),
        ("blob", [b"a"], "Binary"),
        ("blobs", [frozenset({b"a"})], "Anything"),
        ("gone", [None], "Text"),
    ],
)
def test_the_kind_follows_from_name_and_values(name, values, kind):
    assert guess(name, values).kind == kind


def test_whole_numbers_are_told():
    assert guess("count", [Decimal(3)]).arguments == ("whole=True",)


def test_what_most_items_hold_decides_and_the_rest_is_accepted():
    found = guess("code", ["a", "b", Decimal(1), None])

    assert found.kind == "Text"
    assert found.arguments == ('types=frozenset({"N", "NULL", "S"})',)


def test_a_key_is_what_the_schema_says():
    assert guess("amount", ["5"], key_type="N").kind == "Money"


def test_the_attribute_of_the_ttl_is_a_moment():
    assert guess("ttl", [Decimal(1_900_000_000)], expires=True).kind == "Epoch"


@pytest.mark.parametrize(
    ("name", "values"), [("apiKey", ["active"]), ("reference", ["0a" * 32]), ("ssn", [Decimal(1)])]
)
def test_what_looks_secret_is_masked_and_its_values_are_not_listed(name, values):
    found = guess(name, values)

    assert "mask=Mask.FULL" in found.arguments
    assert found.choices == ()


def test_values_of_a_choice_are_listed_in_order():
    assert guess("role", ["viewer", "admin", "viewer"]).choices == ("admin", "viewer")


def test_two_spellings_of_one_choice_are_one():
    found = guess("status", ["PENDING", "pending", "sent"])

    assert found.choices == ("pending", "sent")
    assert found.arguments == ("ignore_case=True", "open_ended=True")
