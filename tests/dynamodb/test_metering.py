"""What calls cost is counted per context."""

from collections import Counter
from decimal import Decimal
from threading import Thread

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.calls import units_of
from entities.dynamodb.metering import Meter, metered
from entities.errors import Throttled
from entities.schema.access import AccessPath
from tests.samples import INVOICES, METERS, invoice

SCAN = AccessPath("scan", keys=INVOICES.keys)


def test_a_meter_counts_calls_units_and_seconds(sample_store, faults):
    consumed = {"TableName": "t", "CapacityUnits": 2.5}
    faults.answer(
        "Scan", {"Items": [], "Count": 0, "ScannedCount": 0, "ConsumedCapacity": consumed}
    )
    faults.answer("BatchWriteItem", {"ConsumedCapacity": [consumed, consumed]})

    with metered() as meter:
        page = sample_store.page(INVOICES, SCAN)
        put_all(sample_store, INVOICES, [invoice(1)])

    assert meter.calls == {"Scan": 1, "BatchWriteItem": 1}
    assert (meter.read_units, meter.write_units) == (Decimal("2.5"), Decimal(5))
    assert page.units == Decimal("2.5")
    assert meter.seconds > 0
    assert (meter.retries, meter.throttles) == (0, 0)


def test_what_the_client_repeats_by_itself_is_counted(sample_store, faults):
    faults.throttle("Scan", times=2)

    with metered() as meter:
        sample_store.page(INVOICES, SCAN)

    assert (meter.calls, meter.retries, meter.throttles) == (Counter(Scan=1), 2, 2)


def test_a_refused_call_is_counted_too(sample_store, faults):
    faults.throttle("Scan", times=9)

    with metered() as meter, pytest.raises(Throttled):
        sample_store.page(INVOICES, SCAN)

    assert (meter.calls, meter.retries, meter.throttles) == (Counter(Scan=1), 3, 4)


def test_a_connection_that_fails_is_counted_as_a_retry_and_no_throttle(sample_store, faults):
    faults.unreachable("Scan", times=1)

    with metered() as meter:
        sample_store.page(INVOICES, SCAN)

    assert (meter.retries, meter.throttles) == (1, 0)


def test_a_meter_inside_another_counts_for_both(sample_store):
    with metered() as outer:
        sample_store.page(INVOICES, SCAN)
        with metered() as inner:
            sample_store.page(METERS, AccessPath("scan"))

    assert (inner.calls["Scan"], outer.calls["Scan"]) == (1, 2)


def test_without_a_meter_nothing_is_counted_and_nothing_fails(sample_store):
    with metered() as meter:
        pass
    sample_store.page(INVOICES, SCAN)

    assert meter == Meter()


def test_every_thread_has_a_meter_of_its_own(sample_store):
    counts = {}

    def read(times: int) -> None:
        with metered() as meter:
            for _ in range(times):
                sample_store.page(INVOICES, SCAN)
        counts[times] = meter.calls["Scan"]

    with metered() as here:
        threads = [Thread(target=read, args=(times,)) for times in (1, 2, 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert counts == {1: 1, 2: 2, 3: 3}
    assert here.calls == {}


@pytest.mark.parametrize(
    ("answer", "units"),
    [
        ({}, 0),
        ({"ConsumedCapacity": None}, 0),
        ({"ConsumedCapacity": {"TableName": "t"}}, 0),
        ({"ConsumedCapacity": {"CapacityUnits": 0.1}}, Decimal("0.1")),
        (
            {"ConsumedCapacity": [{"CapacityUnits": 1}, {"CapacityUnits": Decimal("0.5")}]},
            Decimal("1.5"),
        ),
    ],
)
def test_units_are_summed_over_all_tables_exactly(answer, units):
    assert units_of(answer) == units
