"""One anchor per finished day, made once, over all its entries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.operations.audit import anchors
from entities.operations.audit.anchors import anchor, digest_of, is_finished
from entities.operations.audit.chain import entry_hash
from tests.operations.audit.acting import AUDIT, created, do, entries_of, lived, project, stored
from tests.operations.making import NOW

DAY = date(2025, 6, 15)
NEXT = NOW + timedelta(days=1)


def test_an_anchor_counts_the_entries_of_its_day_and_is_chained_to_the_one_before(store):
    lived(store, edits=3)
    lived(store, 2, from_minute=60 * 24)

    first = anchor(store, catalogue, DAY, now=NEXT)
    second = anchor(store, catalogue, date(2025, 6, 16), now=NEXT + timedelta(days=1))

    assert (first["itemKey"], first["entryId"]) == ("anchor", "2025-06-15")
    assert (first["entries"], first["previousHash"]) == (Decimal(4), "")
    assert (second["entries"], second["previousHash"]) == (Decimal(3), first["hash"])
    assert first["hash"] == entry_hash(first)
    assert list(anchors.anchors(store, AUDIT)) == [first, second]


def test_an_anchor_is_made_once(store):
    lived(store)

    first = anchor(store, catalogue, DAY, now=NEXT)
    again = anchor(store, catalogue, DAY, now=NEXT + timedelta(days=3))

    assert first == again


def test_two_who_anchor_a_day_at_once_get_the_same_anchor(store, monkeypatch):
    lived(store)
    commit = anchors.commit

    def beaten(store, steps, *, proof):
        monkeypatch.setattr(anchors, "commit", commit)
        beaten.other = anchor(store, catalogue, DAY, now=NEXT + timedelta(hours=1))
        commit(store, steps, proof=proof)

    monkeypatch.setattr(anchors, "commit", beaten)

    assert anchor(store, catalogue, DAY, now=NEXT) == beaten.other


def test_a_day_is_finished_an_hour_after_midnight():
    assert not is_finished(DAY, NOW)
    assert not is_finished(DAY, NOW.replace(day=16, hour=0, minute=59))
    assert is_finished(DAY, NOW.replace(day=16, hour=1))


def test_neither_an_unfinished_day_nor_one_before_an_anchored_day_is_anchored(store):
    lived(store)
    with pytest.raises(ValueError, match="not finished"):
        anchor(store, catalogue, DAY, now=NOW)

    anchor(store, catalogue, DAY, now=NEXT)
    with pytest.raises(ValueError, match="later days"):
        anchor(store, catalogue, DAY - timedelta(days=1), now=NEXT)


def test_the_digest_follows_the_table_and_not_its_index(store, monkeypatch):
    lived(store)
    before = digest_of(store, AUDIT, "2025-06-15")
    do(store, created(project(2)))

    whole = digest_of(store, AUDIT, "2025-06-15")
    gone = AUDIT.key_of(entries_of(store)[-1])
    batch_get = store.batch_get

    def late_index(wanted, **options):
        found = batch_get(wanted, **options)
        found.pop(("audit", gone), None)
        return found

    monkeypatch.setattr(store, "batch_get", late_index)

    assert whole[0] == before[0] + 1
    assert digest_of(store, AUDIT, "2025-06-15") == before


def test_the_digest_holds_over_many_pages(cut_short):
    for number in range(1, 30):
        do(cut_short, created(project(number)))

    assert digest_of(cut_short, AUDIT, "2025-06-15")[0] == 29
    assert len(stored(cut_short)) == 58
