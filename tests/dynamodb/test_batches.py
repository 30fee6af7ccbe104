"""Writing in batches: counted, leftovers sent again, and an end to trying."""

from decimal import Decimal

import pytest

from entities.dynamodb import backoff
from entities.dynamodb.batches import Written, delete_all, put_all
from entities.dynamodb.client import connect
from entities.dynamodb.errors import LeftoverItems
from entities.dynamodb.store import Store
from entities.errors import AccessRefused, LeftoversRemain, ValueInvalid
from tests.samples import INVOICES, METERS, OLD_VISITS, VISITS, invoice

ITEMS = [invoice(number) for number in range(60)]
KEYS = [INVOICES.key_of(item) for item in ITEMS]


def stored(store) -> int:
    return sum(len(page.items) for page in store.pages(INVOICES))


@pytest.mark.conformance
def test_items_are_put_and_deleted_25_at_a_time(sample_store, faults):
    assert put_all(sample_store, INVOICES, iter(ITEMS)) == Written(60)
    assert stored(sample_store) == 60
    assert delete_all(sample_store, INVOICES, iter(KEYS[:30])) == Written(30)
    assert stored(sample_store) == 30
    assert faults.sent["BatchWriteItem"] == 3 + 2


def test_nothing_to_write_is_no_call(sample_store, faults):
    assert put_all(sample_store, INVOICES, []) == Written(0)
    assert delete_all(sample_store, INVOICES, []) == Written(0)
    assert not faults.sent


def test_big_items_go_in_batches_of_16_megabytes(sample_store, faults):
    big = [{"meter": Decimal(n), "moment": Decimal(0), "place": "x" * 390_000} for n in range(25)]

    assert put_all(sample_store, METERS, [*big, *({**item, "moment": Decimal(1)} for item in big)])
    assert faults.sent["BatchWriteItem"] == 2


def test_only_leftovers_are_sent_again_and_only_what_is_accepted_counts(sample_store, faults):
    faults.leave_over("BatchWriteItem", accepted=20)
    faults.leave_over("BatchWriteItem", accepted=0)

    assert put_all(sample_store, INVOICES, ITEMS[:25]) == Written(25)
    assert stored(sample_store) == 25
    assert faults.sent["BatchWriteItem"] == 3


def test_a_throttled_batch_is_sent_again(sample_store, faults):
    faults.throttle("BatchWriteItem", times=9)

    assert put_all(sample_store, INVOICES, ITEMS[:3]) == Written(3)


def test_leftovers_that_are_never_accepted_are_handed_back(sample_store, faults):
    faults.leave_over("BatchWriteItem", accepted=25)
    faults.leave_over("BatchWriteItem", accepted=20)
    faults.leave_over("BatchWriteItem", accepted=0, times=99)

    with pytest.raises(LeftoversRemain, match="^5 items of “samples-dev-invoices”") as left:
        put_all(sample_store, INVOICES, ITEMS)

    assert isinstance(left.value, LeftoverItems)
    assert left.value.leftovers == ITEMS[45:50]
    assert left.value.accepted == 45 == stored(sample_store)


def test_keys_that_are_never_deleted_are_handed_back(sample_store, faults):
    faults.leave_over("BatchWriteItem", accepted=1)
    faults.leave_over("BatchWriteItem", accepted=0, times=99)

    with pytest.raises(LeftoverItems) as left:
        delete_all(sample_store, INVOICES, KEYS[:3])

    assert left.value.leftovers == KEYS[1:3]
    assert left.value.accepted == 1


def test_a_lost_answer_is_asked_for_again(sample_store, faults):
    faults.time_out_after("BatchWriteItem")

    assert put_all(sample_store, INVOICES, ITEMS[:3]) == Written(3)


def test_a_batch_with_an_item_the_service_would_refuse_is_not_sent(sample_store, faults):
    with pytest.raises(ValueInvalid, match="companyId, invoiceId: the same key stands twice"):
        put_all(sample_store, INVOICES, [ITEMS[0], ITEMS[1], ITEMS[0]])
    with pytest.raises(ValueInvalid, match="same key stands twice"):
        delete_all(sample_store, INVOICES, [KEYS[0], KEYS[0]])
    with pytest.raises(ValueInvalid, match="amount: as a key this must be a number"):
        put_all(sample_store, INVOICES, [ITEMS[0], invoice(2, amount="12")])
    with pytest.raises(ValueInvalid, match="invoiceId: as a key this must not be empty"):
        delete_all(sample_store, INVOICES, [("C1", "")])
    assert not faults.sent


def test_a_refusal_of_the_whole_batch_is_told_at_once(sample_store, faults):
    faults.refuse("BatchWriteItem", "AccessDeniedException")

    with pytest.raises(AccessRefused, match="refused BatchWriteItem on “samples-dev-invoices”"):
        put_all(sample_store, INVOICES, ITEMS)


def test_items_of_an_old_table_are_deleted_under_its_live_key_names(sample_store):
    put_all(sample_store, OLD_VISITS, [{"userId": "u", "timestamp": "t"}])

    delete_all(sample_store, VISITS, [("u", "t")])

    assert sample_store.find(VISITS, ("u", "t")) is None


def test_waits_grow_with_each_try_and_are_never_alike(sample_tables, faults):
    waits = []
    store = Store(connect(), sleep=waits.append)
    faults.leave_over("BatchWriteItem", accepted=0, times=99)

    with pytest.raises(LeftoverItems):
        put_all(store, INVOICES, ITEMS[:2])

    assert len(waits) == backoff.FRUITLESS - 1
    assert len(set(waits)) == len(waits)
    ceilings = [min(backoff.LONGEST, backoff.FIRST * 2**n) for n in range(len(waits))]
    assert all(0 <= wait <= ceiling for wait, ceiling in zip(waits, ceilings, strict=True))


def test_a_wait_never_passes_its_ceiling():
    assert max(backoff.wait_before(50) for _ in range(200)) <= backoff.LONGEST
