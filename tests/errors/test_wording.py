"""Sentences of refusals read as English."""

import pytest

from entities.catalogue import catalogue
from entities.errors import AlreadyThere
from entities.errors.wording import a


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("Expense", "an expense"),
        ("Entry", "an entry"),
        ("Item", "an item"),
        ("User", "a user"),
        ("Work", "a work"),
        ("Unknown item", "an unknown item"),
        ("Unit", "a unit"),
    ],
)
def test_a_noun_has_the_article_it_is_spoken_with(noun, said):
    assert a(noun) == said


def test_what_is_there_already_is_named_with_its_article():
    assert str(AlreadyThere(catalogue.entity("expenses").label)).startswith(
        "There is already an expense"
    )
