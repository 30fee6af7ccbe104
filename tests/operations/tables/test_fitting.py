"""What an index would leave out, and why: told without any of the values."""

from decimal import Decimal

import pytest

from entities.operations.tables.indexing.fitting import (
    EMPTY,
    LACKING,
    LONG,
    NESTED,
    REASONS,
    TYPE,
    misfit,
)

KEYS, TYPES = ("mail", "at"), {"mail": "S", "at": "N"}
FITS = {"mail": "a@example.org", "at": Decimal(1)}


@pytest.mark.parametrize(
    ("changes", "reason", "said"),
    [
        ({"at": "2025-01-01"}, TYPE, "at is text, and the key is a number."),
        ({"mail": None}, TYPE, "mail is null, and the key is text."),
        ({"mail": True}, TYPE, "mail is yes or no, and the key is text."),
        ({"mail": b"x"}, TYPE, "mail is binary, and the key is text."),
        ({"mail": ""}, EMPTY, "mail is empty."),
        ({"mail": "é" * 1_025}, LONG, "mail takes 2,050 bytes, and a key takes 2,048."),
        ({"mail": {"S": "x"}}, NESTED, "mail is a map, and the key is text."),
        ({"at": [Decimal(1)]}, NESTED, "at is a list, and the key is a number."),
        ({"mail": frozenset({"x"})}, NESTED, "mail is a set of texts, and the key is text."),
        ({"mail": "", "at": "x"}, TYPE, "at is text, and the key is a number."),
    ],
)
def test_what_could_be_no_key_is_told_by_its_worst_problem(changes, reason, said):
    found = misfit({**FITS, **changes}, KEYS, TYPES)

    assert (found.reason, found.said) == (reason, said)


def test_what_lacks_a_key_is_told_apart_from_what_holds_a_wrong_one():
    assert misfit({"mail": "a"}, KEYS, TYPES).said == "It has no at."
    assert misfit({"mail": "a"}, KEYS, TYPES).reason == LACKING
    assert misfit({"at": "x"}, KEYS, TYPES).reason == TYPE


@pytest.mark.parametrize(
    "fits",
    [
        FITS,
        {"mail": "é" * 1_024, "at": Decimal("-1E-130")},
        {"mail": " ", "at": Decimal(0), "other": [""]},
    ],
)
def test_what_the_index_would_hold_is_no_misfit(fits):
    assert misfit(fits, KEYS, TYPES) is None


def test_a_sort_key_is_half_as_long_as_a_partition_key():
    types = {"mail": "S", "name": "S"}

    assert misfit({"mail": "m" * 2_048, "name": "n" * 1_024}, ("mail", "name"), types) is None
    found = misfit({"mail": "m", "name": "n" * 1_025}, ("mail", "name"), types)
    assert found.said == "name takes 1,025 bytes, and a key takes 1,024."


def test_an_empty_binary_is_empty_too():
    assert misfit({"digest": b""}, ("digest",), {"digest": "B"}).reason == EMPTY


def test_every_reason_has_words():
    assert set(REASONS) == {LACKING, NESTED, TYPE, EMPTY, LONG}
