"""Clicks that come twice, and those that never get their turn."""

from dataclasses import replace

import pytest

from entities.dynamodb.errors import AlreadySent, Contended
from entities.errors import ChainMoved, Stale
from entities.operations import writing
from tests.operations.making import put
from tests.operations.writing.desk import C1, expense

EXPENSE = (C1, "exp_1")


def test_a_token_that_comes_again_with_another_wish_is_told_what_it_did(desk):
    act = desk.act(token="click")
    first = desk.save("expenses", EXPENSE, act, description="Gravel")

    second = desk.save("expenses", EXPENSE, act, description="Stone")

    assert second.item == first.item
    assert desk.item("expenses", EXPENSE)["description"] == "Gravel"


def test_the_same_token_of_another_person_is_another_click(desk):
    desk.save("expenses", EXPENSE, desk.act(token="click"), description="Gravel")

    other = desk.another()
    other.save("expenses", EXPENSE, other.act(token="click"), description="Stone")

    assert desk.item("expenses", EXPENSE)["description"] == "Stone"


def test_of_two_clicks_at_one_moment_the_second_is_told_what_the_first_did(desk, at_the_write):
    act = desk.act(token="click")
    desk.open("expenses", EXPENSE)
    at_the_write(lambda: desk.save("expenses", EXPENSE, act, description="Gravel"))

    saved = desk.save("expenses", EXPENSE, replace(act, now=desk.act().now), description="Gravel")

    assert saved.item == desk.item("expenses", EXPENSE)
    assert len(desk.entries("expenses", EXPENSE)) == 1


def test_who_never_gets_a_turn_is_told_so(desk, monkeypatch):
    real, number = writing.commit, iter(range(99))

    def late(*arguments, **named):
        put(desk.store, "expenses", expense(1, updatedAt=f"touched {next(number)}"))
        return real(*arguments, **named)

    monkeypatch.setattr(writing, "commit", late)

    with pytest.raises(Stale):
        desk.save("expenses", EXPENSE, description="Gravel")


def test_a_chain_that_never_stands_still_is_said_to_be_busy(desk, monkeypatch):
    def moved(*arguments, **named):
        raise ChainMoved

    monkeypatch.setattr(writing, "commit", moved)

    with pytest.raises(Contended):
        desk.save("expenses", EXPENSE, description="Gravel")


def test_a_token_that_somebody_used_for_something_else_is_refused(desk, monkeypatch):
    def sent(*arguments, **named):
        raise AlreadySent

    monkeypatch.setattr(writing, "commit", sent)

    with pytest.raises(AlreadySent):
        desk.save("expenses", EXPENSE, desk.act(token="click"), description="Gravel")
