"""Hiding values: by declared mask, by the name of a key at any depth, inside JSON and addresses."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.schema.masking import (
    DOTS,
    Mask,
    Masked,
    is_secret_name,
    mask_deep,
    mask_text,
    mask_value,
)

TOKEN = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("value", "mask", "shown"),
    [
        ("054-1234567", Mask.PARTIAL, f"{DOTS}-4567"),
        ("12345", Mask.PARTIAL, f"{DOTS}-45"),
        ("1234", Mask.PARTIAL, DOTS),
        ("anna@example.com", Mask.PARTIAL, f"a{DOTS}@example.com"),
        (Decimal("123456789"), Mask.PARTIAL, f"{DOTS}-6789"),
        (b"secret", Mask.PARTIAL, DOTS),
        ("anything", Mask.FULL, DOTS),
        (["anything"], Mask.FULL, DOTS),
        (["anything"], Mask.QUERY, DOTS),
    ],
)
def test_a_masked_value_leaves_as_its_mask_and_never_as_itself(value, mask, shown):
    masked = mask_value(value, mask)

    assert masked == Masked(shown)
    assert str(masked) == shown


@pytest.mark.parametrize("value", ["", None])
@pytest.mark.parametrize("mask", Mask)
def test_an_empty_value_has_nothing_to_hide(value, mask):
    assert mask_value(value, mask) == value


def test_an_unmasked_value_is_shown_as_it_is():
    assert mask_value("054-1234567", Mask.NONE) == "054-1234567"


def test_an_address_keeps_its_place_and_loses_its_query():
    masked = mask_value("see https://bucket/a.pdf?X-Amz-Signature=abc#top", Mask.QUERY)

    assert masked == f"see https://bucket/a.pdf?{DOTS}#top"


@pytest.mark.parametrize(
    "name",
    [
        *("ssn", "SSN", "applicantSSN", "co_ssn", "ssNumber", "APPLICANT_SS_NUMBER", "spouseSsn"),
        *("password", "passwordHash", "client_secret", "accessToken", "api-key", "signature"),
        *("accountNumber", "routingNumber", "IBAN", "cardNumber", "cvv", "privateKey"),
    ],
)
def test_a_key_of_such_a_name_holds_a_secret(name):
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("businessName", "business_name", "BUSINESS NAME", "className", "addressNumber"),
        *("tokensCount", "signatureCount", "name", "status"),
    ],
)
def test_a_key_of_such_a_name_holds_no_secret(name):
    assert not is_secret_name(name)


def test_secrets_are_masked_at_any_depth():
    value = {
        "person": [{"ssn": "123-45-6789", "name": "Anna", "hasPassword": True, "token": ""}],
        "bankRecords": [{"accountNumber": Decimal(123), "bankName": "B"}],
        "loginUrl": "https://x/y",
        "count": Decimal(3),
    }

    assert mask_deep(value) == {
        "person": [{"ssn": Masked(DOTS), "name": "Anna", "hasPassword": True, "token": ""}],
        "bankRecords": [{"accountNumber": Masked(DOTS), "bankName": "B"}],
        "loginUrl": Masked(DOTS),
        "count": Decimal(3),
    }


def test_secrets_are_masked_inside_sets_of_texts():
    assert mask_deep(frozenset({TOKEN, "x"})) == frozenset({DOTS, "x"})
    assert mask_deep(frozenset({b"x"})) == frozenset({b"x"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"ssn": "1", "n": 1.50}', f'{{"ssn": "{DOTS}", "n": 1.50}}'),
        ('{"a": [{"apiKey": 12}]}', f'{{"a": [{{"apiKey": "{DOTS}"}}]}}'),
        ('{"name":  "Anna"}', '{"name":  "Anna"}'),
        ('"\\u00e9"', '"\\u00e9"'),
        (
            json.dumps(json.dumps({"token": "t"})),
            json.dumps(f'{{"token": "{DOTS}"}}', ensure_ascii=False),
        ),
        ('{"checkoutUrl": "https://pay"}', f'{{"checkoutUrl": "{DOTS}"}}'),
    ],
)
def test_json_held_in_text_is_masked_and_otherwise_left_as_it_was(text, shown):
    assert mask_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        '{"ssn": "123-45',
        '{"ssn": 12345, "a',
        '[{\\"token\\": \\"abc\\", ',
        '{"loginUrl": "https://x',
    ],
)
def test_secrets_in_broken_json_are_masked_too(text):
    shown = mask_text(text)

    assert DOTS in shown
    assert not any(secret in shown for secret in ("123", "abc", "https"))


def test_broken_json_without_secrets_stays_readable():
    assert mask_text('{"name": "Anna", "ag') == '{"name": "Anna", "ag'


@pytest.mark.parametrize("depth", [400, 5000])
def test_json_nested_too_deep_to_read_is_masked_as_text(depth):
    text = '{"ssn": "123-45-6789", "a": ' + "[" * depth + "]" * depth + "}"

    assert "123-45" not in mask_text(text)


def test_a_long_token_is_hidden_in_any_text_but_a_hash():
    assert mask_text(f"invited with {TOKEN}.") == f"invited with {DOTS}."
    assert mask_text(TOKEN, "migratedHash") == TOKEN


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
def test_no_json_text_makes_masking_fail(value):
    assert isinstance(mask_text(json.dumps(value)), str)
