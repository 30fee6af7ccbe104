"""The names of chains, the ids of entries, and the hash that binds them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.dynamodb.typed_json import from_typed_item, to_typed_item
from entities.operations.audit.chain import (
    Head,
    entry_hash,
    entry_id,
    item_key,
    item_keys,
    opened_key,
    sealed_key,
)
from entities.schema.entity import Entity
from entities.schema.fields import Anything, Binary, Number, Text
from entities.schema.system import System
from entities.sealing import Sealer
from tests.operations.audit.acting import PROJECTS, SEALER
from tests.operations.making import NOW
from tests.strategies import items, texts

INVITATIONS = catalogue.entity("invitations")
TOKEN = "5f" * 32
MEASURES = Entity(
    "measures",
    system=System("test", "Test"),
    generation="test",
    table="measures",
    label="Measure",
    partition="at",
    sort="raw",
    fields=(Number("at"), Binary("raw"), Text("unit"), Anything("rest")),
    columns=("at",),
)


@pytest.mark.parametrize(
    ("entity", "key", "name"),
    [
        (PROJECTS, ("C1", "P1"), "projects#C1,P1"),
        (PROJECTS, ("בית", "a b/%"), "projects#בית,a b/%"),
        (PROJECTS, ("a,b", "c#d~e"), "projects#a~2cb,c~23d~7ee"),
        (MEASURES, (Decimal("1.50"), b"\x00\xff"), "measures#1.5,00ff"),
    ],
)
def test_a_chain_is_named_by_entity_and_key(entity, key, name):
    assert item_key(entity, key, SEALER) == name
    assert opened_key(entity, sealed_key(entity, key, SEALER), SEALER) == key


keys = st.tuples(texts.filter(bool), texts.filter(bool))


@given(keys, keys)
def test_two_keys_never_share_a_chain(one, other):
    assert (item_key(PROJECTS, one, SEALER) == item_key(PROJECTS, other, SEALER)) == (one == other)


def test_the_longest_keys_have_chains_of_their_own():
    names = {item_key(PROJECTS, ("א" * 1024, "~" * 1023 + end), SEALER) for end in "ab"}

    assert len(names) == 2
    assert all(len(name.encode()) < 2048 for name in names)


def test_a_key_that_is_a_secret_stands_in_no_name_and_is_opened_again():
    key = ("C1", TOKEN)

    name, held = item_key(INVITATIONS, key, SEALER), sealed_key(INVITATIONS, key, SEALER)

    assert TOKEN not in f"{name} {held}"
    assert held[0] == "C1"
    assert opened_key(INVITATIONS, held, SEALER) == key
    assert item_key(INVITATIONS, key, SEALER) == name


def test_after_a_rotation_the_chain_under_the_earlier_secret_is_known():
    before = item_key(INVITATIONS, ("C1", TOKEN), Sealer("old"))

    today, earlier = item_keys(INVITATIONS, ("C1", TOKEN), Sealer("new", "old"))

    assert earlier == before != today
    assert item_keys(PROJECTS, ("C1", "P1"), Sealer("new", "old")) == ["projects#C1,P1"]


@pytest.mark.parametrize("held", [None, "C1", ["C1"], ["C1", None], ["C1", "P1", "x"]])
def test_what_is_no_key_is_none(held):
    assert opened_key(PROJECTS, held, SEALER) is None


def test_a_key_that_merely_begins_like_a_handle_is_itself():
    assert opened_key(PROJECTS, ["C1", "~~x"], SEALER) == ("C1", "~~x")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1)), st.integers(-5, 5))
def test_an_id_sorts_after_the_newest_entry_whatever_the_clock_says(moment, seconds):
    first = entry_id(moment.replace(tzinfo=UTC), "")
    ids = [first]
    for _ in range(3):
        ids.append(entry_id(moment.replace(tzinfo=UTC, microsecond=0), ids[-1]))

    assert ids == sorted(set(ids))
    assert all(one < "head" < "part#" for one in ids)


@pytest.mark.parametrize("last", ["", "head", "2025-13-45T99:00:00.000000Z-0123456789abcdef"])
def test_an_id_follows_the_clock_where_the_head_names_no_moment(last):
    assert entry_id(NOW, last).startswith("2025-06-15T12:00:00.000000Z-") or last > "2025-07"


@given(items)
def test_the_hash_covers_every_attribute_and_nothing_else(item):
    item = {name: value for name, value in item.items() if name != "hash"}

    hashed = entry_hash(item)

    assert entry_hash(item | {"hash": "anything"}) == hashed
    assert entry_hash(from_typed_item(to_typed_item(item))) == hashed
    assert entry_hash(item | {"one more": None}) != hashed
    for name in item:
        assert entry_hash({n: v for n, v in item.items() if n != name}) != hashed
        assert entry_hash(item | {name: [item[name]]}) != hashed


def test_a_head_with_anything_odd_counts_from_nothing():
    head = Head("x#1", {"itemKey": "x#1", "entryId": "head", "hash": Decimal(1)})

    assert (head.entries, head.hash, head.last) == (0, "", "")
