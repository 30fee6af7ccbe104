"""Images are whole, sealed, bound to their entry, and split where they are large."""

import secrets
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.errors import ItemNotFound, SealBroken
from entities.operations.audit.images import open_images, opened_images, sealed_images
from entities.schema.values import item_size, same
from entities.sealing import Sealer
from tests.operations.audit.acting import (
    AUDIT,
    SEALER,
    created,
    deleted,
    do,
    edited,
    entries_of,
    project,
    put_back,
    stored,
)
from tests.strategies import items

KEY = ("projects#C1,P1", "E1")


@given(st.none() | items, st.none() | items)
def test_images_come_out_as_they_went_in(before, after):
    sealed = sealed_images(before, after, KEY, SEALER)

    opened = opened_images(sealed, KEY, SEALER)

    for was, came in zip((before, after), opened, strict=True):
        assert (was is None) == (came is None)
        assert was is None or same(was, came)


@given(items, st.data())
def test_one_altered_byte_opens_nothing(item, data):
    sealed = bytearray(sealed_images(item, None, KEY, SEALER))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(SealBroken):
        opened_images(bytes(sealed), KEY, SEALER)


def test_images_open_for_their_own_entry_only():
    sealed = sealed_images(project(), None, KEY, SEALER)

    for other in (("projects#C1,P1", "E2"), ("projects#C1,P2", "E1")):
        with pytest.raises(SealBroken):
            opened_images(sealed, other, SEALER)


def test_images_open_after_a_rotation_and_not_without_their_secret():
    sealed = sealed_images(project(), None, KEY, Sealer("old"))

    assert opened_images(sealed, KEY, Sealer("new", "old")) == (project(), None)
    with pytest.raises(SealBroken):
        opened_images(sealed, KEY, Sealer("new"))


def test_what_stays_the_same_is_kept_once():
    receipt = secrets.token_hex(50_000)
    before = project(receipt=receipt)
    after = before | {"name": "Tower"}

    assert len(sealed_images(before, after, KEY, SEALER)) < 1.1 * len(
        sealed_images(before, None, KEY, SEALER)
    )


def test_nothing_hidden_is_stored_in_clear(store):
    item = project(apiKey="hunter2-hunter2", notes='{"password": "hunter2-hunter2"}')
    do(store, created(item))
    do(store, edited(item, apiKey="hunter3-hunter3"))

    assert "hunter" not in str(stored(store))
    assert not any(b"hunter" in held["images"] for held in entries_of(store))


def large(name: str = "House") -> dict:
    return project(name=name, receipt=secrets.token_bytes(250_000))


def test_large_images_lie_in_parts_of_the_same_transaction(store, sent):
    item = large()
    (recorded,) = do(store, created(item))

    assert [name for name, _ in sent].count("TransactWriteItems") == 1
    (entry,) = entries_of(store)
    parts = [held for held in stored(store) if held["entryId"].startswith("part#")]
    assert len(parts) == int(entry["parts"]) > 1
    assert "images" not in entry
    assert all(item_size(held) < 210_000 for held in stored(store))
    assert open_images(store, catalogue, recorded, SEALER) == (None, item)


def test_an_item_of_full_size_can_be_changed_and_deleted(store):
    item = project(receipt=secrets.token_bytes(390_000))
    after = item | {"name": "Tower"}
    do(store, created(item))

    (changed,) = do(store, edited(item, name="Tower"))
    (gone,) = do(store, deleted(after))

    assert open_images(store, catalogue, changed, SEALER) == (item, after)
    assert open_images(store, catalogue, gone, SEALER) == (after, None)


def test_small_images_lie_in_their_entry(store):
    (recorded,) = do(store, created(project()))

    assert len(stored(store)) == 2
    assert open_images(store, catalogue, recorded, SEALER) == (None, project())


def test_images_that_are_gone_or_altered_are_refused(store):
    (recorded,) = do(store, created(large()))
    entry, first = (
        next(held for held in stored(store) if held["entryId"].startswith(start))
        for start in ("2", "part#")
    )

    put_back(store, first | {"content": first["content"][::-1]})
    with pytest.raises(SealBroken, match="no longer be opened"):
        open_images(store, catalogue, recorded, SEALER)

    delete_all(store, AUDIT, [AUDIT.key_of(first)])
    with pytest.raises(SealBroken):
        open_images(store, catalogue, recorded, SEALER)

    put_back(store, entry | {"images": "text"})
    with pytest.raises(SealBroken):
        open_images(store, catalogue, recorded, SEALER)


def test_an_entry_that_is_not_there_is_not_found(store):
    with pytest.raises(ItemNotFound):
        open_images(store, catalogue, SimpleNamespace(item_key="x#1", entry_id="2"), SEALER)
