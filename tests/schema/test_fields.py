"""Fields: names, aliases, choices."""

import pytest

from entities.schema.fields import Anything, Choice, Text

STATUS = Choice(
    "status",
    choices=("active", "closed"),
    historic_choices=("old",),
    folds=(("פעיל", "active"),),
    tones=(("active", "ok"),),
    ignore_case=True,
)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("invoiceNum", "Invoice num"),
        ("WorkName", "Work name"),
        ("userId#projectId", "User id project id"),
        ("total_cost", "Total cost"),
        ("#", "#"),
        ("_", "_"),
    ],
)
def test_an_attribute_name_is_read_aloud_as_a_title(name, title):
    assert Text(name).title == title


def test_a_label_is_the_title():
    assert Text("x", label="The ex").title == "The ex"


def test_a_field_is_known_by_its_name_first_then_its_aliases():
    assert Text("workName", aliases=("WorkName",)).names == ("workName", "WorkName")


def test_other_spellings_are_folded_into_a_choice():
    assert STATUS.folded("ACTIVE") == "active"
    assert STATUS.folded("פעיל") == "active"
    assert STATUS.folded("strange") == "strange"
    assert STATUS.tone("Active") == "ok"
    assert STATUS.tone("closed") == ""


def test_every_stored_spelling_of_a_choice_is_known():
    assert STATUS.spellings("active") == ("active", "ACTIVE", "Active", "פעיל")
    assert Choice("s", choices=("a",), folds=(("b", "a"),)).spellings("a") == ("a", "b")


@pytest.mark.parametrize(
    ("value", "known"),
    [("Active", True), ("old", True), ("", True), (None, True), ("new", False), (1, False)],
)
def test_a_value_outside_its_choices_is_not_known(value, known):
    assert STATUS.knows(value) is known


def test_an_open_ended_choice_knows_everything():
    assert Choice("s", open_ended=True).knows("anything")


def test_an_undeclared_attribute_may_hold_any_type():
    assert len(Anything("x").types) == 10
