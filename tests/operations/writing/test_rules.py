"""What a typed value must be, by the kind of its field; only what changed is judged."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.operations.rules import misfits, problems
from entities.schema.entity import CompanyFrom
from entities.schema.fields import (
    Choice,
    Date,
    Email,
    Epoch,
    Flag,
    LongText,
    Money,
    Number,
    Phone,
    Reference,
    Text,
    TextSet,
    Timestamp,
)
from tests.samples import entity_of

THING = entity_of(
    "things",
    "companyId",
    fields=(
        Text("id", pattern="[A-Za-z0-9_-]{1,100}"),
        Text("name", required=True, min_length=2, max_length=10, aliases=("Name",)),
        LongText("notes", max_length=20),
        Email("email", max_length=20),
        Phone("phone", max_length=12),
        Date("start"),
        Date("end"),
        Timestamp("at"),
        Epoch("ttl"),
        Number("rating", whole=True, minimum=1, maximum=5, types=frozenset({"N", "NULL"})),
        Money("amount", above=0, maximum=100, types=frozenset({"N", "S"})),
        Flag("paid"),
        TextSet("tags"),
        Reference("other", to="things", required=True, max_length=5),
        Choice("status", ("open", "shut"), moves=(("shut", ()),), folds=(("SHUT", "shut"),)),
        Choice("method", ("cash",), open_ended=True),
    ),
    partition="companyId",
    sort="id",
    company_from=CompanyFrom("companyId"),
    merge_groups=(("start", "end"), ("name", "notes"), ("amount", "paid", "tags")),
)
AN_ID = "An id has letters, digits, _ and - only, at most 100 of them."
A_PHONE = "A phone number has digits, spaces and + - ( ) . only."
SECONDS = "This counts whole seconds since 1970, not milliseconds."
D = Decimal


def said(name, value, **before) -> str:
    return problems(THING, before, before | {name: value}, [name]).get(name, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "contr_1762500000000_a1b2c3d4e"),
        ("name", "דיקלה"),
        ("notes", ""),
        ("email", "a@b.co"),
        ("phone", "+972 (50) 1."),
        ("start", "2024-02-29"),
        ("at", "2025-01-31T09:30:00.000Z"),
        ("at", "2025-01-31T09:30+02:00"),
        ("ttl", D(1_900_000_000)),
        ("rating", D(5)),
        ("rating", None),
        ("amount", D("0.01")),
        ("amount", "118000"),
        ("paid", False),
        ("tags", frozenset({"a"})),
        ("status", "open"),
        ("method", "barter"),
        ("nobody declared this", [{"a": None}]),
    ],
)
def test_a_good_value_is_not_remarked_upon(name, value):
    assert said(name, value) == ""


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("id", "a b", AN_ID),
        ("id", "a" * 101, AN_ID),
        ("name", "", "This must not be empty."),
        ("name", None, "This must not be empty."),
        ("name", " \t", "This must not be empty."),
        ("other", "", "This must not be empty."),
        ("name", "x", "This needs at least 2 characters."),
        ("name", "x" * 11, "This has 11 characters; 10 are allowed."),
        ("notes", "x" * 21, "This has 21 characters; 20 are allowed."),
        ("other", "x" * 6, "This has 6 characters; 5 are allowed."),
        ("email", "a@b", "This is not an e-mail address."),
        ("email", "a b@c.de", "This is not an e-mail address."),
        ("email", "a" * 20 + "@b.co", "This has 25 characters; 20 are allowed."),
        ("phone", "050-ABC", A_PHONE),
        ("phone", "1" * 13, "This has 13 characters; 12 are allowed."),
        ("start", "15/01/2025", "“15/01/2025” is no date; write it like 2025-01-31."),
        ("start", "2025-02-30", "“2025-02-30” is no date; write it like 2025-01-31."),
        ("start", "2025-W05-1", "“2025-W05-1” is no date; write it like 2025-01-31."),
        ("start", "20250131", "“20250131” is no date; write it like 2025-01-31."),
        ("start", "٢٠٢٥-٠١-٣١", "“٢٠٢٥-٠١-٣١” is no date; write it like 2025-01-31."),
        ("at", "2025-01-31", "“2025-01-31” is no moment; write it like 2025-01-31T09:30:00.000Z."),
        ("ttl", D(1_900_000_000_000), SECONDS),
        ("ttl", D("1.5"), SECONDS),
        ("rating", D("1.5"), "This must be a whole number."),
        ("rating", D(0), "This must be 1 or more."),
        ("rating", D(6), "This must be 5 or less."),
        ("amount", D(0), "This must be more than 0."),
        ("amount", D(101), "This must be 100 or less."),
        ("rating", "5", "This is of type text; it must be number or null."),
        ("paid", "yes", "This is of type text; it must be yes or no."),
        ("status", "ajar", "“ajar” is not one of open, shut."),
        ("tags", frozenset(), "A set is never empty; remove the attribute instead."),
    ],
)
def test_a_wrong_value_has_its_sentence(name, value, sentence):
    assert said(name, value) == sentence


def test_only_what_changed_is_judged():
    item = {"name": "", "amount": D(-5), "notes": "dry"}

    assert problems(THING, {}, item, ["notes"]) == {}


def test_a_field_that_moves_from_its_alias_is_judged_by_what_it_is_now():
    assert problems(THING, {"Name": "x"}, {"name": "Roof"}, ["name", "Name"]) == {}
    assert problems(THING, {"Name": "Roof"}, {"Name": "x"}, ["Name"]).keys() == {"name"}


def test_a_required_field_is_not_removed():
    assert problems(THING, {"name": "Roof"}, {}, ["name"]) == {"name": "This must not be empty."}


def test_a_choice_moves_only_where_it_may_go_but_may_be_spelt_anew():
    assert said("status", "open", status="SHUT") == "From shut it can become nothing else."
    assert said("status", "shut", status="SHUT") == ""
    assert said("status", "open", status=D(1)) == ""


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2025-02-01", "2025-01-31", True),
        ("2025-02-01", "2025-02-01", False),
        ("01/02/2025", "2025-01-31", False),
        (None, "2025-01-31", False),
    ],
)
def test_an_end_does_not_lie_before_a_start_that_can_be_read(start, end, wrong):
    found = problems(THING, {}, {"start": start, "end": end}, ["end"])

    assert found == ({"end": "This lies before “Start”."} if wrong else {})


def test_dates_that_nobody_changed_are_not_compared():
    assert problems(THING, {}, {"start": "2025-02-01", "end": "2025-01-01"}, ["notes"]) == {}


def test_what_no_table_could_hold_does_not_fit():
    assert misfits(THING, {"companyId": "C1", "id": "1"}) == {}
    assert misfits(THING, {"companyId": "C1", "id": "x" * 1025}).keys() == {"id"}


def test_the_rules_of_every_declared_choice_and_number_hold_for_their_own_defaults():
    for entity in catalogue.entities:
        for declared in entity.fields:
            if isinstance(declared.default, str):
                item = {declared.name: declared.default}
                assert problems(entity, {}, item, [declared.name]) == {}, declared.name
