"""Search: by whole values and beginnings of words, never by a scan, never a stale answer."""

from dataclasses import replace

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.metering import metered
from entities.errors import ActionNotAllowed, LookupsMissing
from entities.operations.searching import HITS, too_short
from entities.schema.viewer import Viewer
from tests.operations.finding import C1, build, find, keys
from tests.operations.making import NOW, Declared, entity, item_of, put


@pytest.mark.parametrize("text", ["U1@ACME.il", " u1@acme.il ", "u1", "DANIEL  bar lev"])
def test_a_whole_value_finds_its_item(people, text):
    results = find(people, text)

    assert keys(results) == [("company-users", "C1", "u1")]
    assert (results.text, results.more, results.found_at) == (text, False, NOW)


def test_a_hit_says_what_it_is_and_by_which_field_it_was_found(people):
    (hit,) = find(people, "u2@acme.il").hits

    assert (hit.heading, hit.matched, hit.company) == ("Noa Cohen", "E-mail", "C1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dan", ["u0", "u1"]),
        ("dana", ["u0"]),
        ("lev", ["u0", "u1"]),
        ("levi dan", ["u0"]),
        ("dan cohen", []),
        ("da", []),
        ("le vi", []),
        ("anna", []),
        ("bar", ["u1"]),
    ],
)
def test_words_are_found_by_their_beginnings_and_all_of_them_must_match(people, text, found):
    assert sorted(key[-1] for key in keys(find(people, text))) == found


def test_finding_is_one_query_and_one_batch(people):
    with metered() as meter:
        find(people, "u1")
    assert meter.calls == {"Query": 1, "BatchGetItem": 1}

    with metered() as meter:
        find(people, "levi")
    assert meter.calls == {"Query": 2, "BatchGetItem": 1}

    with metered() as meter:
        find(people, "zz")
    assert meter.calls == {"Query": 1}


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_typed_finds_nothing_and_asks_nothing(people, text):
    with metered() as meter:
        assert find(people, text).hits == []
    assert not meter.calls


def test_an_item_is_shown_once_however_often_it_matches(store):
    put(
        store, "expenses", item_of(entity("expenses"), 1, **C1, expenseId="same", invoiceNum="Same")
    )
    build(store)

    assert keys(find(store, "same")) == [("expenses", "C1", "same")]


def test_one_term_finds_items_of_several_entities(store):
    put(store, "projects", item_of(entity("projects"), 1, **C1, projectId="p1", name="Roof"))
    put(
        store,
        "works",
        item_of(entity("works"), 1, **C1, workId="w1", workName=None, WorkName="roof"),
    )
    build(store)

    with metered() as meter:
        results = find(store, "ROOF")

    assert sorted(keys(results)) == [("projects", "C1", "p1"), ("works", "C1", "w1")]
    assert meter.calls["BatchGetItem"] == 1


def test_kinds_of_one_table_are_found_as_what_they_are(store):
    put(
        store,
        "single-works",
        item_of(entity("single-works"), 1, userId="u", expenseId="w", name="Roof"),
    )
    put(
        store,
        "single-projects",
        item_of(entity("single-projects"), 1, userId="u", expenseId="p", name="Roof"),
    )
    build(store)

    assert sorted(keys(find(store, "roof"))) == [
        ("single-projects", "u", "p"),
        ("single-works", "u", "w"),
    ]


def test_no_more_hits_are_shown_than_fit_and_it_is_said(store):
    users = [
        item_of(entity("company-users"), n, **C1, userId=f"u{n:02}", name="Dana")
        for n in range(HITS + 1)
    ]
    put(store, "company-users", *users)
    build(store)

    results = find(store, "dana")

    assert (len(results.hits), results.more) == (HITS, True)


def test_without_the_table_of_look_ups_search_says_how_to_build_them(store):
    with pytest.raises(LookupsMissing, match="not been built"):
        find(store, "x", known=Declared(replace(entity("lookups"), table="gone")))


def test_who_may_not_view_may_not_search(people):
    with pytest.raises(ActionNotAllowed):
        find(people, "dana", viewer=Viewer("nobody"))


def test_what_may_not_be_viewed_is_not_found(people):
    put(people, "audit", item_of(entity("audit"), 1, **C1))
    audit = {"entity": "audit", "key": ["x", "y"], "attribute": "actor", "foundAt": NOW.isoformat()}
    put_all(people, entity("lookups"), [audit | {"term": "dana", "target": "audit x y"}])
    viewer = Viewer("viewer", frozenset({"view"}), None)

    assert keys(find(people, "dana", viewer=viewer)) == [("company-users", "C1", "u0")]


@pytest.mark.parametrize(("text", "short"), [("ab", True), (" ab ", True), ("abc", False)])
def test_short_terms_match_whole_values_only(text, short):
    assert too_short(text) == short
