"""The proof finds every alteration and every removal, and says where."""

import secrets
from datetime import timedelta
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.operations.audit import images
from entities.operations.audit.chain import entry_hash
from entities.operations.audit.verification import verify
from tests.counts import count
from tests.operations.audit.acting import (
    AUDIT,
    SEALER,
    act,
    created,
    do,
    edited,
    entries_of,
    lived,
    problems,
    project,
    proof,
    put_back,
    stored,
)
from tests.operations.making import NOW

NEXT = NOW + timedelta(days=1)


@pytest.fixture
def log(store, monkeypatch):
    """Three items with their entries of one day, one with parts, and the anchor of the day."""
    monkeypatch.setattr(images, "WHOLE_BYTES", 1_200)
    lived(store, 1, edits=1)
    lived(store, 2, edits=0, company="C2")
    do(store, created(project(3, receipt=secrets.token_bytes(2_000))))
    assert problems(store, now=NEXT) == []
    return store


def one(store, start: str, name: str = "projects#C1,P1"):
    """The last item of the partition whose sort key begins so."""
    return [h for h in stored(store) if h["itemKey"] == name and h["entryId"].startswith(start)][-1]


def remove(store, *items) -> None:
    delete_all(store, AUDIT, [AUDIT.key_of(item) for item in items])


def altered(value):
    """The value with one byte, digit or member changed."""
    match value:
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:]
        case str():
            return (chr(ord(value[0]) ^ 1) + value[1:]) if value else "x"
        case Decimal():
            return value + 1
        case list():
            return [altered(value[0]), *value[1:]] if value else ["x"]
        case dict():
            name = min(value)
            return value | {name: altered(value[name])}
    raise AssertionError(type(value))


def test_a_whole_log_is_proved_and_its_days_are_anchored(store):
    lived(store, 1)
    lived(store, 2)

    today = proof(store)
    later = proof(store, now=NEXT)
    again = proof(store, now=NEXT)

    assert (today.chains, today.entries, today.anchors, today.breaks) == (2, 6, 0, [])
    assert (today.made, today.last) == ([], None)
    assert (later.made, later.breaks) == (["2025-06-15"], [])
    assert later.last["entryId"] == "2025-06-15"
    assert (again.made, again.anchors, again.breaks) == ([], 1, [])


def test_an_empty_log_is_whole(store):
    assert problems(store, now=NEXT) == []


def test_days_are_anchored_in_their_order(store):
    for day in (0, 3, 1):
        do(store, created(project(day + 1)), by=act(day * 60 * 24))

    found = proof(store, now=NOW + timedelta(days=3))

    assert found.made == ["2025-06-15", "2025-06-16"]


def test_one_altered_byte_in_any_attribute_of_anything_is_found(log):
    for item in stored(log):
        for name in item.keys() - set(AUDIT.keys):
            put_back(log, item | {name: altered(item[name])})
            assert problems(log, now=NEXT), f"{item['entryId']} {name}"
            put_back(log, item)
    assert problems(log, now=NEXT) == []


def test_one_attribute_more_or_less_in_anything_is_found(log):
    for item in stored(log):
        put_back(log, item | {"note": "x"})
        assert problems(log, now=NEXT), item["entryId"]
        for name in sorted(item.keys() - set(AUDIT.keys))[:: count(1, 3)]:
            put_back(log, {n: v for n, v in item.items() if n != name})
            assert problems(log, now=NEXT), f"{item['entryId']} without {name}"
        put_back(log, item)
    assert problems(log, now=NEXT) == []


def test_any_one_item_removed_is_found(log):
    for item in stored(log):
        if item["itemKey"] == "anchor":
            continue
        remove(log, item)
        assert problems(log, now=NEXT), item["entryId"]
        put_back(log, item)


def test_anything_moved_to_another_place_is_found(log):
    for item in stored(log):
        moved = item | {"entryId": item["entryId"] + "0"}
        remove(log, item)
        put_back(log, moved)
        assert problems(log, now=NEXT), item["entryId"]
        remove(log, moved)
        put_back(log, item)
    assert problems(log, now=NEXT) == []


def rehashed(item, **changes):
    changed = item | changes
    return changed | {"hash": entry_hash(changed)}


def test_an_altered_entry_with_a_hash_to_match_is_found_by_the_next_one(store):
    lived(store)
    first = entries_of(store)[0]

    put_back(store, rehashed(first, actor="noa"))

    (problem,) = problems(store)
    assert "is not chained to the entry before it" in problem


def rewrite(store, name: str = "projects#C1,P1", **changes) -> None:
    """A whole chain written anew with hashes to match, as somebody would who knows how."""
    previous = ""
    for entry in [held for held in entries_of(store) if held["itemKey"] == name]:
        entry = rehashed(entry, previousHash=previous, **changes)
        put_back(store, entry)
        previous = entry["hash"]
    put_back(store, one(store, "head", name) | {"hash": previous})


def test_a_chain_rewritten_with_all_its_hashes_is_found_by_the_anchor(log):
    rewrite(log, actor="noa")

    (problem,) = problems(log, now=NEXT)
    assert "an entry of its day is not the one that was anchored" in problem


def test_a_removed_last_entry_with_a_rolled_back_head_is_found_by_the_anchor(log):
    entries = [held for held in entries_of(log) if held["itemKey"] == "projects#C1,P1"]
    remove(log, entries[-1])
    rolled_back = {"entries": Decimal(1), "hash": entries[-2]["hash"]}
    put_back(log, one(log, "head") | rolled_back | {"last": entries[-2]["entryId"]})

    (problem,) = problems(log, now=NEXT)
    assert "it counts 4 entries of its day; there are 3" in problem


def test_a_removed_head_is_found(store):
    lived(store)
    remove(store, one(store, "head"))

    assert problems(store) == ["projects#C1,P1 head: the head is missing"]


def test_a_chain_begun_anew_after_its_head_was_removed_is_found(store):
    item = lived(store)
    remove(store, one(store, "head"))
    do(store, edited(item, name="Tower"), by=act(9))

    assert any("number 1 where 4 belongs" in problem for problem in problems(store))


def test_a_removed_chain_is_found_by_the_anchor(log):
    remove(log, *(held for held in stored(log) if held["itemKey"] == "projects#C2,P2"))

    (problem,) = problems(log, now=NEXT)
    assert "it counts 4 entries of its day; there are 3" in problem


def test_removed_parts_are_found_and_parts_of_no_entry_too(log):
    name = "projects#C1,P3"
    parts = [h for h in stored(log) if h["itemKey"] == name and h["entryId"].startswith("part#")]
    assert len(parts) > 1
    remove(log, *parts)
    assert any("parts with its images are missing" in p for p in problems(log, now=NEXT))

    for part in parts:
        put_back(log, part)
    put_back(log, parts[0] | {"entryId": "part#2020#001"})
    assert any("2020, which is no entry with parts" in p for p in problems(log, now=NEXT))


def test_an_item_that_belongs_to_no_chain_is_found(store):
    put_back(store, {"itemKey": "stray", "entryId": "1999", "day": "never"})
    put_back(store, {"itemKey": "stray", "entryId": "zzz"})

    found = " ".join(problems(store))

    assert "its hash is not that" in found
    assert "the head is missing" in found
    assert "which is no entry" in found


def anchored(store, days: int) -> None:
    for day in range(days):
        do(store, created(project(day + 1)), by=act(day * 60 * 24))
    assert problems(store, now=NOW + timedelta(days=days)) == []


def test_a_removed_anchor_between_others_is_found(store):
    anchored(store, 3)
    remove(store, one(store, "2025-06-16", "anchor"))

    found = " ".join(problems(store, now=NOW + timedelta(days=3)))

    assert "not chained to the anchor before it" in found
    assert "the day has entries and no anchor, though later days have theirs" in found


def test_an_altered_anchor_with_a_hash_to_match_is_found(store):
    anchored(store, 2)
    first = one(store, "2025-06-15", "anchor")
    put_back(store, rehashed(first, entries=Decimal(7)))

    found = " ".join(problems(store, now=NOW + timedelta(days=2)))

    assert "it counts 7 entries of its day; there are 1" in found
    assert "not chained to the anchor before it" in found


def test_anchors_rewritten_to_match_are_found_by_a_hash_kept_elsewhere(store):
    anchored(store, 1)
    kept = proof(store, now=NEXT).last["hash"]
    assert problems(store, now=NEXT, expected=kept) == []

    remove(store, one(store, "2025-06-15", "anchor"))
    rewrite(store, actor="noa")
    assert problems(store, now=NEXT) == []

    assert problems(store, now=NEXT, expected=kept) == ["anchor : no anchor has the expected hash"]


def test_a_walk_over_many_short_pages_finds_the_same(cut_short):
    for number in range(1, 12):
        lived(cut_short, number, edits=4)

    found = proof(cut_short, now=NEXT)
    assert (found.chains, found.entries, found.breaks) == (11, 55, [])

    remove(cut_short, entries_of(cut_short)[17])
    assert problems(cut_short, now=NEXT)


def test_progress_is_told_chain_by_chain(store):
    lived(store, 1)
    lived(store, 2)
    told = []

    def tell(found):
        told.append((found.chains, found.entries))

    verify(store, catalogue, sealer=SEALER, now=NOW, progress=tell)

    assert told == [(1, 3), (2, 6)]
