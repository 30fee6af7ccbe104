"""Loading what may be there already."""

from decimal import Decimal

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.errors import LeftoverItems
from entities.dynamodb.limits import SERVICE_LIMIT
from entities.dynamodb.loading import Loaded, put_if_absent
from entities.dynamodb.metering import metered
from entities.dynamodb.steps import Check
from entities.errors import LeaseLost, ServiceRefused, ValueInvalid
from entities.schema.conditions import Equals, Exists
from tests.samples import INVOICES, METERS, invoice

ITEMS = [invoice(number) for number in range(250)]


@pytest.mark.conformance
def test_a_second_load_writes_nothing(sample_store):
    with metered() as first:
        assert put_if_absent(sample_store, INVOICES, iter(ITEMS)) == Loaded(250, 0)
    with metered() as second:
        assert put_if_absent(sample_store, INVOICES, iter(ITEMS)) == Loaded(0, 250)

    assert first.calls == {"BatchGetItem": 1, "TransactWriteItems": 3}
    assert second.calls == {"BatchGetItem": 3}


@pytest.mark.conformance
def test_what_is_there_is_never_overwritten(sample_store):
    edited = [invoice(number, note="edited") for number in (0, 120, 121, 249)]
    put_all(sample_store, INVOICES, edited)

    assert put_if_absent(sample_store, INVOICES, ITEMS) == Loaded(246, 4)
    for item in edited:
        assert sample_store.get(INVOICES, INVOICES.key_of(item)) == item


@pytest.mark.conformance
def test_an_item_somebody_writes_meanwhile_is_left_as_it_is(sample_store, monkeypatch):
    mine, theirs = ITEMS[:3], invoice(1, note="theirs")
    real = sample_store.call

    def call(operation, table, arguments):
        answer = real(operation, table, arguments)
        if operation == "BatchGetItem":
            put_all(sample_store, INVOICES, [theirs])
        return answer

    monkeypatch.setattr(sample_store, "call", call)

    assert put_if_absent(sample_store, INVOICES, mine) == Loaded(2, 1)
    assert sample_store.get(INVOICES, ("C1", "INV-0001")) == theirs


def test_conflicts_and_throttling_inside_a_transaction_are_tried_again(sample_store, faults):
    faults.cancel("None", "TransactionConflict")
    faults.cancel("ThrottlingError", "ProvisionedThroughputExceeded")

    assert put_if_absent(sample_store, INVOICES, ITEMS[:2]) == Loaded(2, 0)


def test_throttling_of_the_whole_transaction_is_tried_again(sample_store, faults):
    faults.throttle("TransactWriteItems", times=6)

    assert put_if_absent(sample_store, INVOICES, ITEMS[:2]) == Loaded(2, 0)


def test_a_lost_answer_loses_and_overwrites_nothing(sample_store, faults):
    faults.time_out_after("TransactWriteItems")

    loaded = put_if_absent(sample_store, INVOICES, ITEMS[:5])

    assert loaded.written + loaded.present == 5
    assert sum(len(page.items) for page in sample_store.pages(INVOICES)) == 5


def test_what_is_refused_to_the_last_is_handed_back(sample_store, faults):
    faults.cancel("None", "TransactionConflict", times=99)

    with pytest.raises(LeftoverItems, match="^2 items") as left:
        put_if_absent(sample_store, INVOICES, ITEMS[:2])
    assert left.value.leftovers == ITEMS[:2]
    assert left.value.accepted == 0


@pytest.mark.parametrize(
    ("reasons", "code"),
    [(("None", "ValidationError"), "ValidationError"), (("None",), "no reasons given")],
)
def test_a_reason_that_trying_again_cannot_mend_is_told(sample_store, faults, reasons, code):
    faults.cancel(*reasons)

    with pytest.raises(ServiceRefused, match=f"TransactWriteItems .{code}."):
        put_if_absent(sample_store, INVOICES, ITEMS[:2])


def test_a_key_that_stands_twice_is_refused_before_anything_is_written(sample_store, faults):
    with pytest.raises(ValueInvalid, match="the same key stands twice"):
        put_if_absent(sample_store, INVOICES, [ITEMS[0], ITEMS[0]])
    assert not faults.sent


def test_transactions_stay_below_4_megabytes(sample_store, faults):
    big = [invoice(number, text="x" * 390_000) for number in range(21)]

    assert put_if_absent(sample_store, INVOICES, big) == Loaded(21, 0)
    assert faults.sent["TransactWriteItems"] == 3


def guard(conditions) -> Check:
    return Check(METERS, (Decimal(1), Decimal(1)), conditions, LeaseLost())


def test_a_load_is_refused_as_a_whole_where_its_guard_does_not_hold(sample_store):
    put_all(sample_store, METERS, [{"meter": Decimal(1), "moment": Decimal(1), "place": "here"}])
    ours, lost = guard((Equals("place", "here"),)), guard((Equals("place", "there"),))

    with pytest.raises(LeaseLost):
        put_if_absent(sample_store, INVOICES, ITEMS[:150], guard=lost)
    assert sample_store.call("Scan", "", {"TableName": sample_store.table(INVOICES)})["Items"] == []
    assert put_if_absent(sample_store, INVOICES, ITEMS[:150], guard=ours) == Loaded(150, 0)
    assert put_if_absent(sample_store, INVOICES, ITEMS[100:200], guard=ours) == Loaded(50, 50)


def test_a_guarded_load_has_room_for_its_guard(sample_store):
    put_all(sample_store, METERS, [{"meter": Decimal(1), "moment": Decimal(1), "place": "here"}])
    with metered() as meter:
        put_if_absent(sample_store, INVOICES, ITEMS[:100], guard=guard((Exists("place"),)))

    assert meter.calls["TransactWriteItems"] == 2


def test_an_item_that_the_service_holds_can_be_loaded_whatever_we_would_accept(sample_store):
    large = invoice(1, note="x" * 403_000)

    with pytest.raises(ValueInvalid):
        put_if_absent(sample_store, INVOICES, [large])
    assert put_if_absent(sample_store, INVOICES, [large], largest=SERVICE_LIMIT) == Loaded(1, 0)
