"""Conditions decided in Python, with the service's semantics."""

from decimal import Decimal

import pytest

from entities.schema.conditions import (
    AllOf,
    AnyOf,
    BeginsWith,
    Between,
    Compare,
    Condition,
    Contains,
    Equals,
    Exists,
    In,
    Missing,
    NotEquals,
    attributes_of,
    holds,
)

ITEM = {
    "name": "Anna",
    "amount": Decimal("10.0"),
    "data": b"abc",
    "nothing": None,
    "flag": True,
    "tags": frozenset({"a", "b"}),
    "list": ["x", Decimal(1), None],
}
TRUE = [
    Equals("amount", Decimal(10)),
    Equals("nothing", None),
    NotEquals("amount", "10"),
    NotEquals("absent", "x"),
    In("name", ("Ben", "Anna")),
    Compare("amount", "<", Decimal(11)),
    Compare("amount", "<=", Decimal(10)),
    Compare("name", ">", "Ann"),
    Compare("data", ">=", b"abc"),
    Between("amount", Decimal(10), Decimal(10)),
    BeginsWith("name", "An"),
    BeginsWith("data", b"a"),
    Contains("name", "nn"),
    Contains("data", b"bc"),
    Contains("tags", "a"),
    Contains("list", Decimal("1.0")),
    Exists("nothing"),
    Missing("absent"),
    AllOf(()),
    AllOf((Exists("name"), Missing("absent"))),
    AnyOf((Exists("absent"), Exists("name"))),
]
FALSE = [
    Equals("absent", None),
    Equals("flag", Decimal(1)),
    NotEquals("amount", Decimal("10.00")),
    In("name", ()),
    Compare("amount", "<", "11"),
    Compare("absent", "<", Decimal(1)),
    Compare("flag", ">", False),
    Between("amount", Decimal(11), Decimal(9)),
    BeginsWith("amount", "1"),
    BeginsWith("amount", Decimal(1)),
    BeginsWith("data", "a"),
    Contains("name", b"nn"),
    Contains("amount", Decimal(1)),
    Contains("absent", "x"),
    Exists("absent"),
    Missing("nothing"),
    AnyOf(()),
    AllOf((Exists("name"), Exists("absent"))),
]


@pytest.mark.parametrize("condition", TRUE, ids=str)
def test_the_condition_holds(condition):
    assert holds(condition, ITEM)


@pytest.mark.parametrize("condition", FALSE, ids=str)
def test_the_condition_does_not_hold(condition):
    assert not holds(condition, ITEM)


def test_text_is_ordered_by_its_bytes():
    assert holds(Compare("name", ">", "\uffff"), {"name": "\U0001f600"})


def test_a_condition_knows_every_attribute_it_looks_at():
    nested = AllOf((Equals("a", "x"), AnyOf((Exists("b"), Missing("c"))), AnyOf(())))

    assert attributes_of(nested) == {"a", "b", "c"}


def test_an_unknown_kind_of_condition_is_a_bug_and_says_so():
    with pytest.raises(NotImplementedError, match="Condition"):
        holds(Condition(), {})
