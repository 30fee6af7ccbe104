"""What was applied is applied once and told so, whatever becomes of the answers."""

from uuid import uuid4

import pytest

from entities.dynamodb import transactions
from entities.dynamodb.batches import put_all
from entities.dynamodb.client import TRIES
from entities.dynamodb.errors import AlreadySent, Contended
from entities.dynamodb.transactions import commit
from entities.errors import AccessRefused, CredentialsMissing, OutcomeUnknown, Stale
from tests.dynamodb.saving import ONE, add, amount, edit, entry, proof, save
from tests.samples import INVOICES, invoice

WRITE, READ = "TransactWriteItems", "GetItem"
REPEATS = transactions.UNANSWERED_TRIES * TRIES  # of one request that never is answered
AFTER = ("time_out_after", "hang_up_after", "fail_after")


@pytest.fixture
def store(sample_store):
    put_all(sample_store, INVOICES, [invoice(1)])
    return sample_store


# ---- applied, and the answer lost -------------------------------------------------------------


@pytest.mark.conformance
@pytest.mark.parametrize("fault", AFTER)
@pytest.mark.parametrize("times", [1, TRIES, REPEATS])
def test_what_was_applied_without_an_answer_is_applied_once(store, faults, fault, times):
    getattr(faults, fault)(WRITE, times=times)

    save(store, add())

    assert amount(store) == 11
    assert faults.sent[WRITE] == min(times + 1, REPEATS)


@pytest.mark.conformance
def test_a_second_application_is_recognised_where_another_step_fails_as_well(store, faults):
    faults.time_out_after(WRITE)

    save(store, edit(status="paid"))

    assert store.get(INVOICES, ("C1", "INV-0001"))["status"] == "paid"


@pytest.mark.conformance
def test_what_the_service_still_carries_out_is_asked_for_again(store, faults):
    faults.refuse(WRITE, "TransactionInProgressException", times=TRIES + 1)

    save(store, add())

    assert amount(store) == 11


# ---- not applied ------------------------------------------------------------------------------


@pytest.mark.conformance
@pytest.mark.parametrize("fault", ["time_out_before", "connect_time_out", "unreachable"])
def test_a_request_that_never_arrives_leaves_the_outcome_unknown(store, faults, fault):
    getattr(faults, fault)(WRITE, times=REPEATS)

    with pytest.raises(OutcomeUnknown, match="not known whether this was saved"):
        save(store, add())
    assert faults.sent[WRITE] == REPEATS
    assert faults.sent[READ] == 1
    assert amount(store) == 10


@pytest.mark.conformance
@pytest.mark.parametrize("fault", ["time_out_before", "unreachable"])
def test_a_request_that_arrives_at_last_is_applied(store, faults, fault):
    getattr(faults, fault)(WRITE, times=REPEATS - 1)

    save(store, add())

    assert amount(store) == 11


@pytest.mark.conformance
def test_a_failed_condition_after_a_lost_request_is_told(store, faults):
    faults.time_out_before(WRITE, times=TRIES + 1)

    with pytest.raises(Stale):
        save(store, edit(status="paid", was="late"))


@pytest.mark.conformance
def test_contention_after_a_lost_request_may_be_our_own(store, faults):
    faults.time_out_before(WRITE)
    faults.cancel("TransactionConflict", "None", times=transactions.TRIES)

    with pytest.raises(OutcomeUnknown) as unknown:
        save(store, add())
    assert isinstance(unknown.value.__cause__, Contended)


# ---- the proof cannot be read -----------------------------------------------------------------


@pytest.mark.conformance
def test_where_the_proof_cannot_be_read_after_a_lost_answer_the_outcome_is_unknown(store, faults):
    faults.time_out_after(WRITE, times=REPEATS)
    faults.refuse(READ, "AccessDeniedException")

    with pytest.raises(OutcomeUnknown) as unknown:
        save(store, add())
    assert isinstance(unknown.value.__cause__, AccessRefused)


@pytest.mark.conformance
def test_where_the_proof_cannot_be_read_a_clear_refusal_stays_as_it_is(store, faults):
    faults.refuse(WRITE, "ExpiredTokenException")
    faults.refuse(READ, "AccessDeniedException")

    with pytest.raises(CredentialsMissing):
        save(store, add())


# ---- the same click ---------------------------------------------------------------------------


@pytest.fixture(params=["at once", "when the service has forgotten the first"])
def tokens(request):
    """Of two tries of one click: the service knows a token for ten minutes, we know the proof."""
    first, second = uuid4().hex, uuid4().hex
    return (first, first) if request.param == "at once" else (first, second)


@pytest.mark.conformance
def test_the_same_click_with_the_same_content_is_applied_once(store, tokens):
    for token in tokens:
        save(store, add(), token=token)

    assert amount(store) == 11


@pytest.mark.conformance
def test_the_same_click_with_other_content_is_refused(store, tokens):
    commit(store, [add(), entry(asked="1")], proof=proof(), token=tokens[0])

    with pytest.raises(AlreadySent, match="already sent with other content, so it was not saved"):
        commit(store, [add(ONE + ONE), entry(asked="2")], proof=proof(), token=tokens[1])
    assert amount(store) == 11


@pytest.mark.conformance
def test_the_proof_may_tell_by_some_attributes_what_was_asked_for(store, tokens):
    told = proof("E1", "asked", "nothing")
    commit(store, [add(), entry(asked="1", at="10:00:00")], proof=told, token=tokens[0])
    commit(store, [add(), entry(asked="1", at="10:00:01")], proof=told, token=tokens[1])

    with pytest.raises(AlreadySent):
        commit(store, [add(), entry(asked="2", at="10:00:02")], proof=told, token=tokens[1])
    assert amount(store) == 11


@pytest.mark.conformance
def test_a_token_that_belongs_to_another_request_is_refused(store, faults):
    faults.refuse(WRITE, "IdempotentParameterMismatchException")

    with pytest.raises(AlreadySent) as error:
        save(store, add())
    assert isinstance(error.value, Stale)
    assert amount(store) == 10
