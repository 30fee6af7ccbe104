"""What may stand on a key: nothing that the service would refuse."""

from decimal import Decimal

import pytest

from entities.dynamodb.key_conditions import is_possible_key, key_conditions, split_filter
from entities.schema.access import AccessPath, choose
from entities.schema.conditions import (
    AllOf,
    AnyOf,
    BeginsWith,
    Between,
    Compare,
    Equals,
    Exists,
    Missing,
)
from tests.samples import INVOICES

PARTITION = Equals("a", "x")
LONG = "x" * 1025


def path_of(sort) -> AccessPath:
    return AccessPath("query", partition=PARTITION, sort=sort, keys=("a", "b"))


@pytest.mark.parametrize(
    ("sort", "kept"),
    [
        (None, ()),
        (Equals("b", "y"), (Equals("b", "y"),)),
        (BeginsWith("b", ""), ()),
        (BeginsWith("b", b""), ()),
        (BeginsWith("b", "y"), (BeginsWith("b", "y"),)),
        (Compare("b", ">", ""), ()),
        (Compare("b", ">=", ""), ()),
        (Compare("b", "<", "y"), (Compare("b", "<", "y"),)),
        (Between("b", "", "y"), (Compare("b", "<=", "y"),)),
        (Between("b", Decimal(1), Decimal(1)), (Between("b", Decimal(1), Decimal(1)),)),
    ],
)
def test_a_condition_on_the_sort_key_is_one_the_service_takes(sort, kept):
    assert key_conditions(path_of(sort)) == (PARTITION, *kept)


@pytest.mark.parametrize(
    "sort",
    [
        Equals("b", ""),
        Equals("b", LONG),
        BeginsWith("b", LONG),
        Compare("b", "<", ""),
        Compare("b", "<=", b""),
        Between("b", "y", "x"),
        Between("b", "", ""),
        Between("b", "", LONG),
        Between("b", "x", LONG),
    ],
)
def test_a_condition_no_key_can_meet_is_not_asked(sort):
    assert key_conditions(path_of(sort)) is None


@pytest.mark.parametrize("value", ["", b"", "x" * 2049])
def test_a_partition_no_item_can_have_is_not_asked_for(value):
    path = AccessPath("query", partition=Equals("a", value))

    assert key_conditions(path) is None


@pytest.mark.parametrize(
    ("key", "possible"),
    [
        (("x",), True),
        (("x" * 2048, "y" * 1024), True),
        ((Decimal(0), b"x"), True),
        (("",), False),
        (("x", b""), False),
        (("x" * 2049,), False),
        (("x", "y" * 1025), False),
    ],
)
def test_a_key_is_possible_if_an_item_could_have_it(key, possible):
    assert is_possible_key(key) is possible


def test_a_filter_on_the_keys_of_a_query_is_decided_here():
    path = choose(INVOICES, (Equals("companyId", "C1"),))
    on_key, other = Exists("invoiceId"), Exists("note")
    mixed = AnyOf((Missing("invoiceId"), Missing("note")))

    assert split_filter(path, (AllOf((on_key, other)), mixed)) == ((other,), (on_key, mixed))


def test_a_filter_on_table_keys_is_fine_in_a_query_of_an_index():
    path = choose(INVOICES, (Equals("status", "paid"),))
    conditions = (Exists("invoiceId"), Exists("amount"))

    assert split_filter(path, conditions) == (conditions[:1], conditions[1:])


def test_a_scan_may_filter_on_anything():
    conditions = (Exists("companyId"),)

    assert split_filter(AccessPath("scan", keys=INVOICES.keys), conditions) == (conditions, ())
