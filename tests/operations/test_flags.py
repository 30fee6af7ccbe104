"""What is remarkable about a stored value: said beside it, never in its way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.operations.flags import flag, moment
from entities.schema.fields import JsonText
from tests.operations.looking import shown
from tests.operations.making import NOW, entity


@pytest.mark.parametrize(
    ("name", "attribute", "value", "remark"),
    [
        ("expenses", "amount", "12.50", "stored as text, expected number"),
        ("expenses", "date", {}, "stored as map, expected text"),
        ("expenses", "date", "2025-02-30", "not a date of the calendar"),
        ("expenses", "date", "yesterday", "not a date of the calendar"),
        ("expenses", "date", "2025-02-28T10:00:00Z", ""),
        ("expenses", "createdAt", "soon", "not a moment in ISO 8601"),
        ("expenses", "createdAt", "2025-02-28T10:00:00.123Z", ""),
        ("expenses", "status", "frozen", "not one of the declared values"),
        ("expenses", "status", "processed", ""),
        ("expenses", "amount", Decimal(-1), "not above 0"),
        ("expenses", "amount", Decimal("1E+9"), "above 100,000,000"),
        ("expenses", "invoiceNum", "", "“Invoice number” should not be empty"),
        ("expenses", "invoiceNum", None, "“Invoice number” should not be empty"),
        ("expenses", "description", None, ""),
        ("expenses", "description", frozenset({"a"}), "stored as set of texts, expected text"),
        ("projects", "budget", "5", "stored as text, expected number or null"),
        ("projects", "budget", None, ""),
        (
            "projects",
            "startDate",
            frozenset({Decimal(1)}),
            "stored as set of numbers, expected text",
        ),
        ("projects", "name", b"x", "stored as binary, expected text"),
        ("projects", "isSystemProject", "yes", "stored as text, expected yes or no"),
        ("paddle-payments", "amount", "4900", ""),
        ("paddle-payments", "amount", Decimal(-49), ""),
        ("paddle-webhooks", "payload", "{broken", "not readable as JSON"),
        ("paddle-webhooks", "payload", "[" * 9999, "not readable as JSON"),
        ("paddle-webhooks", "payload", '{"a": 1}', ""),
        ("paddle-webhooks", "ttl", Decimal(1), "expired; DynamoDB removes it within days"),
        ("paddle-webhooks", "ttl", Decimal(1_900_000_000), ""),
        (
            "paddle-webhooks",
            "ttl",
            Decimal(1_900_000_000_000),
            "milliseconds: DynamoDB expects seconds and will not remove the item in time",
        ),
        ("paddle-webhooks", "ttl", "2025-01-01", "stored as text, expected number"),
        ("company-users", "role", "ADMIN", ""),
        ("companies", "subscriptionStatus", "something new", ""),
        ("projects", "surprise", {"S": "x"}, ""),
    ],
)
def test_a_value_is_shown_as_it_is_with_a_remark(name, attribute, value, remark):
    found = shown(name, attribute, value)

    assert found.flag == remark
    assert found.value == value


odd_texts = st.sampled_from(("²", "٢٠٢٥-٠١-٠١", "9" * 5000, "0001-01-01T00:00:00+23:59", "\0", "{"))


@given(odd_texts, st.sampled_from([f for e in catalogue.entities for f in e.fields]))
def test_no_text_is_too_odd_for_a_flag(text, field):
    if field.types >= {"S"} or isinstance(field, JsonText):
        assert isinstance(flag(entity("projects"), field, text, now=NOW), str)


def test_a_moment_is_aware_or_none():
    assert moment("2025-06-15T12:00:00Z") == NOW
    assert moment("2025-06-15T12:00:00") == NOW
    assert moment("soon") is None
