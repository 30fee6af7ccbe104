"""Filters mean what staff mean: aliases and spellings included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.operations.browsing import Query, list_items
from entities.operations.widening import widen
from entities.schema.conditions import (
    AnyOf,
    BeginsWith,
    Equals,
    Exists,
    In,
    Missing,
    NotEquals,
    holds,
)
from tests.operations.making import NOW, STAFF, entity, item_of, put

WORKS = entity("works")
COMPANIES = entity("companies")


def means(declared, condition, item) -> bool:
    (widened,) = widen(declared, (condition,))
    return holds(widened, item)


names = st.sampled_from(("workName", "WorkName", "name"))


@given(names)
def test_a_field_is_found_under_each_of_its_names(name):
    item = {name: "Roof"}

    assert means(WORKS, Equals("workName", "Roof"), item)
    assert means(WORKS, BeginsWith("workName", "Ro"), item)
    assert means(WORKS, Exists("workName"), item)
    assert not means(WORKS, Missing("workName"), item)
    assert not means(WORKS, NotEquals("workName", "Roof"), item)
    assert means(WORKS, NotEquals("workName", "Floor"), item)


def test_an_attribute_asked_for_by_its_alias_is_that_attribute_only():
    assert not means(WORKS, Equals("WorkName", "Roof"), {"workName": "Roof"})


def test_an_absent_field_is_missing_and_unequal():
    assert means(WORKS, Missing("workName"), {})
    assert means(WORKS, NotEquals("workName", "Roof"), {})


casings = st.sampled_from(("past_due", "PAST_DUE", "Past_due"))


@given(casings, casings)
def test_a_choice_is_found_in_the_casings_that_are_stored_whatever_was_typed(typed, stored):
    item = {"subscriptionStatus": stored}

    assert means(COMPANIES, Equals("subscriptionStatus", typed), item)
    assert means(COMPANIES, In("subscriptionStatus", ("active", typed)), item)
    assert not means(COMPANIES, NotEquals("subscriptionStatus", typed), item)


def test_a_spelling_of_nobody_else_is_found_as_it_was_typed():
    assert means(
        COMPANIES, Equals("subscriptionStatus", "pAuSeD"), {"subscriptionStatus": "pAuSeD"}
    )


def test_an_old_word_is_found_by_the_choice_it_stands_for():
    users = entity("company-users")

    assert means(users, Equals("role", "editor"), {"role": "User"})
    assert not means(users, NotEquals("role", "editor"), {"role": "User"})
    assert not means(users, Equals("role", "user"), {"role": "editor"})


@pytest.mark.parametrize("value", [None, b"x", {}, True])
def test_a_value_that_is_no_text_is_looked_for_as_it_is(value):
    assert means(COMPANIES, Equals("subscriptionStatus", value), {"subscriptionStatus": value})
    assert means(COMPANIES, In("subscriptionStatus", (value,)), {"subscriptionStatus": value})


def test_what_is_widened_already_stays_and_so_does_a_plain_condition():
    conditions = (AnyOf((Exists("a"), Exists("b"))), Equals("companyId", "C1"))

    assert widen(WORKS, conditions) == conditions


def test_an_old_word_is_found_where_a_composite_index_knows_only_the_new_one(store):
    works = [
        item_of(entity("multi-works"), n, userId="u1", projectId="p1", status=status)
        for n, status in enumerate(("in-progress", "active", "planned"))
    ]
    put(store, "multi-works", *works)
    conditions = (
        Equals("userId", "u1"),
        Equals("projectId", "p1"),
        Equals("status", "in-progress"),
    )

    listing = list_items(
        store,
        catalogue,
        entity("multi-works"),
        Query(conditions, columns=("status",)),
        viewer=STAFF,
        now=NOW,
    )

    assert listing.path.index.name == "project-status-index"
    assert {row.values["status"].value for row in listing.rows} == {"in-progress", "active"}
