"""Any sequence of faults, a crash included: item and proof are both written, or both not."""

from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from entities.dynamodb import transactions
from entities.dynamodb.batches import delete_all, put_all
from entities.dynamodb.client import TRIES
from entities.errors import OutcomeUnknown, Refusal
from tests.counts import count
from tests.dynamodb.saving import add, amount, is_proved, save
from tests.samples import INVOICES, invoice

WRITE, READ = "TransactWriteItems", "GetItem"
REPEATS = transactions.UNANSWERED_TRIES * TRIES  # of one request that never is answered
OFTEN = settings(
    max_examples=count(1000, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
REFUSALS = {
    "access": "AccessDeniedException",
    "in progress": "TransactionInProgressException",
    "mismatch": "IdempotentParameterMismatchException",
    "throttled": "ProvisionedThroughputExceededException",
    "expired": "ExpiredTokenException",
    "invalid": "ValidationException",
}
REASONS = {
    "conflict": ("TransactionConflict", "None"),
    "busy": ("None", "ThrottlingError"),
    "capacity": ("ProvisionedThroughputExceeded", "ProvisionedThroughputExceeded"),
    "condition": ("ConditionalCheckFailed", "None"),
    "large": ("ItemCollectionSizeLimitExceeded", "None"),
    "wrong": ("ValidationError", "None"),
    "double": ("None", "DuplicateItem"),
}
METHODS = (
    *("time_out_before", "connect_time_out", "unreachable"),
    *("time_out_after", "hang_up_after", "fail_after"),
)
PASSING = (*METHODS, "in progress", "throttled", "conflict", "busy", "capacity")
read_faults = st.sampled_from(["", "throttled", "unreachable", "access"])


class Crashed(Exception):
    """The process ends between two calls."""


def arm(faults, fault: str, operation: str, times: int) -> None:
    if fault in METHODS:
        getattr(faults, fault)(operation, times=times)
    elif fault in REFUSALS:
        faults.refuse(operation, REFUSALS[fault], times=times)
    elif fault:
        faults.cancel(*REASONS[fault], times=times)


def start_anew(store, faults) -> None:
    faults.disarm()
    put_all(store, INVOICES, [invoice(1)])
    delete_all(store, INVOICES, [("entries", "E1")])


def crash_at(sleeps: int):
    """A `sleep` that ends the process the so-manyeth time; 0 is never."""
    left = [sleeps]

    def sleep(seconds: float) -> None:
        left[0] -= 1
        if not left[0]:
            raise Crashed

    return sleep


@pytest.mark.conformance
@OFTEN
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*METHODS, *REFUSALS, *REASONS]),
            st.sampled_from([1, 1, 2, TRIES, REPEATS]),
        ),
        max_size=6,
    ),
    read_faults,
    st.integers(0, 4),
)
@example([("time_out_after", 1), ("access", 1)], "", 0)
@example([("fail_after", TRIES), ("expired", 1)], "access", 0)
@example([("hang_up_after", TRIES)], "", 1)
def test_item_and_proof_are_both_written_or_both_not(
    sample_store, faults, monkeypatch, sequence, reading, crash
):
    start_anew(sample_store, faults)
    monkeypatch.setattr(sample_store, "sleep", crash_at(crash))
    for fault, times in sequence:
        arm(faults, fault, WRITE, times)
    arm(faults, reading, READ, TRIES)

    told = None
    try:
        save(sample_store, add())
    except (Refusal, Crashed) as error:
        told = error

    faults.disarm()
    assert (amount(sample_store) == 11) is is_proved(sample_store)
    assert amount(sample_store) in (10, 11)
    if not isinstance(told, OutcomeUnknown | Crashed):
        assert is_proved(sample_store) is (told is None)


@pytest.mark.conformance
@OFTEN
@given(st.lists(st.sampled_from(PASSING), max_size=7))
def test_what_passes_is_never_seen(sample_store, faults, sequence):
    start_anew(sample_store, faults)
    for fault in sequence:
        arm(faults, fault, WRITE, 1)

    save(sample_store, add())

    faults.disarm()
    assert amount(sample_store) == 11
    assert is_proved(sample_store)


@pytest.mark.conformance
@OFTEN
@given(st.lists(st.sampled_from([*METHODS, *REFUSALS, *REASONS]), max_size=6), st.integers(1, 3))
def test_a_click_repeated_after_a_crash_is_applied_once(
    sample_store, faults, monkeypatch, sequence, crash
):
    start_anew(sample_store, faults)
    monkeypatch.setattr(sample_store, "sleep", crash_at(crash))
    for fault in sequence:
        arm(faults, fault, WRITE, 1)
    token = uuid4().hex
    with suppress(Refusal, Crashed):
        save(sample_store, add(), token=token)

    faults.disarm()
    save(sample_store, add(), token=token)

    assert amount(sample_store) == 11
