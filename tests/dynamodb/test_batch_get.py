"""Many items by key in few calls."""

from decimal import Decimal

import pytest

from entities.dynamodb.batch_get import existing_keys
from entities.dynamodb.batches import put_all
from entities.errors import LeftoversRemain, TableMissing
from tests.samples import BLOBS, CATS, DOGS, INVOICES, METERS, NOWHERE, invoice

KEYS = [("C1", f"INV-{number:04}") for number in range(12)]


@pytest.mark.conformance
def test_items_of_several_tables_come_in_one_call(sample_store, invoices, pets, faults):
    put_all(sample_store, METERS, [{"meter": Decimal(7), "moment": Decimal(1)}])
    put_all(sample_store, BLOBS, [{"digest": b"x"}])
    wanted = {
        INVOICES: KEYS[:2],
        METERS: [(Decimal(7), Decimal(1))],
        BLOBS: [(b"x",)],
        DOGS: [("A", "2")],
    }

    found = sample_store.batch_get(wanted, consistent=True)

    assert found == {
        ("invoices", KEYS[0]): invoices[0],
        ("invoices", KEYS[1]): invoices[1],
        ("meters", (Decimal(7), Decimal(1))): {"meter": Decimal(7), "moment": Decimal(1)},
        ("blobs", (b"x",)): {"digest": b"x"},
        ("dogs", ("A", "2")): {"owner": "A", "id": "2", "bark": "loud", "name": "Rex"},
    }
    assert faults.sent["BatchGetItem"] == 1


def test_every_key_is_asked_for_once_however_often_it_is_wanted(sample_store, invoices, faults):
    found = sample_store.batch_get({INVOICES: iter([*KEYS, *KEYS, ("C1", "none")])})

    assert len(found) == 12
    assert faults.sent["BatchGetItem"] == 1


def test_more_than_100_keys_take_more_calls(sample_store, faults):
    put_all(sample_store, INVOICES, [invoice(number) for number in range(201)])

    found = sample_store.batch_get({INVOICES: [("C1", f"INV-{n:04}") for n in range(201)]})

    assert len(found) == 201
    assert faults.sent["BatchGetItem"] == 3


def test_entities_that_share_a_table_share_the_call_and_get_their_own_kind(
    sample_store, pets, faults
):
    both = [("A", "1"), ("A", "2")]

    found = sample_store.batch_get({CATS: both, DOGS: both})

    assert set(found) == {("cats", ("A", "1")), ("dogs", ("A", "2"))}
    assert faults.sent["BatchGetItem"] == 1


def test_only_wanted_attributes_are_read_and_what_tells_the_kind(sample_store, pets, invoices):
    found = sample_store.batch_get(
        {DOGS: [("A", "2")], INVOICES: KEYS[:1]},
        attributes={DOGS: ("name",), INVOICES: ("userId#projectId",)},
    )

    assert found[("dogs", ("A", "2"))] == {"owner": "A", "id": "2", "name": "Rex", "bark": "loud"}
    assert found[("invoices", KEYS[0])] == {
        **{"companyId": "C1", "invoiceId": "INV-0000", "userId#projectId": "u1#p0"}
    }


def test_who_wants_all_attributes_gets_them_even_beside_one_who_wants_few(sample_store, pets):
    found = sample_store.batch_get(
        {CATS: [("A", "1")], DOGS: [("A", "2")]}, attributes={CATS: ("purr",)}
    )

    assert found[("dogs", ("A", "2"))]["name"] == "Rex"


def test_nothing_wanted_is_nothing_asked(sample_store, faults):
    assert sample_store.batch_get({}) == {}
    assert sample_store.batch_get({INVOICES: [], DOGS: [("", "1")]}) == {}
    assert not faults.sent


def test_leftovers_alone_are_asked_for_again(sample_store, invoices, faults):
    faults.leave_over("BatchGetItem", accepted=5)
    faults.leave_over("BatchGetItem", accepted=4)

    assert len(sample_store.batch_get({INVOICES: KEYS})) == 12
    assert faults.sent["BatchGetItem"] == 3


def test_throttling_of_a_whole_batch_is_waited_out(sample_store, invoices, faults):
    faults.throttle("BatchGetItem", times=6)

    assert len(sample_store.batch_get({INVOICES: KEYS})) == 12


def test_leftovers_that_never_come_are_told(sample_store, invoices, faults):
    faults.leave_over("BatchGetItem", accepted=0, times=99)

    with pytest.raises(LeftoversRemain, match="^12 items of “samples-dev-invoices” were not"):
        sample_store.batch_get({INVOICES: KEYS})
    assert faults.sent["BatchGetItem"] == 8


def test_a_table_that_is_not_there_is_named(sample_store):
    with pytest.raises(TableMissing, match="samples-dev-nowhere"):
        sample_store.batch_get({NOWHERE: [("x",)]})


def test_existing_keys_are_those_of_any_kind(sample_store, pets):
    assert existing_keys(sample_store, DOGS, [("A", "1"), ("A", "2"), ("A", "3")]) == {
        ("A", "1"),
        ("A", "2"),
    }
