"""Whatever goes wrong at whichever call: item and audit entry are both there, or neither is."""

import pytest

from entities.dynamodb.batches import delete_all
from entities.errors import (
    ChainMoved,
    OutcomeUnknown,
    Refusal,
    ServiceRefused,
    Throttled,
    Unreachable,
)
from entities.schema.deletion import Way
from tests.counts import SOAKING
from tests.operations.writing.desk import C1, furnish

pytestmark = pytest.mark.soak
EXPENSE, PROJECT = (C1, "exp_1"), (C1, "proj_1")
PASSING = ("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded")
HOPELESS = ("ValidationError", "ItemCollectionSizeLimitExceeded", "AccessDenied")


class Crash(BaseException):
    """The process is gone."""


def wished(desk, click="click"):
    """A save that touches as much as one can: sums of two projects, a reference, a unique value."""
    return desk.save(
        "expenses", EXPENSE, desk.act(token=click), projectId="proj_2", invoiceNum="INV-5"
    )


def is_whole(desk) -> bool:
    """Whether all of it is there. Fails where only a part of it is."""
    item = desk.item("expenses", EXPENSE)
    spent = [desk.item("projects", (C1, f"proj_{n}"))["spentAmount"] for n in (1, 2)]
    told = (
        item["projectId"] == "proj_2",
        item["invoiceNum"] == "INV-5",
        spent == [0, 1180],
        len(desk.entries("expenses", EXPENSE)) == 1,
        len(desk.claims("unique")) == 1,
        len(desk.claims("act")) == 1,
    )
    assert len(set(told)) == 1, told
    return told[0]


def calls_of(desk, monkeypatch, act=None, at=None, happen=None, after=False):
    """How many calls a save makes; at call number `at` something happens, before or after it."""
    real, made = desk.store.call, []

    def call(operation, table, arguments):
        made.append(operation)
        mine = len(made) == at
        if mine and not after:
            happen()
        answer = real(operation, table, arguments)
        if mine and after:
            happen()
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "call", call)
        try:
            (act or wished)(desk)
        except (Crash, Refusal) as error:
            return made, error
    return made, None


def raising(error):
    def happen():
        raise error

    return happen


@pytest.mark.parametrize("after", [False, True], ids=["before it", "after it"])
def test_the_process_may_be_gone_at_any_call_of_a_save(desk, monkeypatch, after):
    for number in range(1, 40):
        made, error = calls_of(desk, monkeypatch, at=number, happen=raising(Crash()), after=after)
        if made[-1] == "TransactWriteItems":
            break
        assert isinstance(error, Crash)
        assert not is_whole(desk)

    assert isinstance(error, Crash)
    assert is_whole(desk) is after
    wished(desk)  # the same click again
    assert is_whole(desk)


@pytest.mark.parametrize(
    ("error", "after"),
    [(Throttled("t"), False), (Unreachable(), False), (Unreachable(), True)],
    ids=["throttled", "not reached", "done, and not answered"],
)
def test_any_call_of_a_save_may_be_throttled_or_not_answered_once(desk, monkeypatch, error, after):
    for number in range(1, 40):
        made, refused = calls_of(desk, monkeypatch, at=number, happen=raising(error), after=after)
        assert is_whole(desk) is (refused is None)
        if number > len(made):
            break
        if refused is None:
            # What is tried again by itself goes through; nothing is sent twice but that.
            assert made[number] == made[number - 1]
            start_over(desk)
    assert number > 10


def start_over(desk):
    for name in ("claims", "audit"):
        entity = desk.entity(name)
        delete_all(desk.store, entity, [entity.key_of(item) for item in desk.all(name)])
    furnish(desk.store)


@pytest.mark.parametrize("lose", ["time_out_after", "hang_up_after", "fail_after"])
@pytest.mark.parametrize("times", [1, 4], ids=["once", "and again"])
def test_an_answer_that_is_lost_is_found_out(desk, faults, lose, times):
    """Done, and the answer lost on its way: more often than the client tries by itself, even."""
    getattr(faults, lose)("TransactWriteItems", times=times)

    wished(desk)

    assert is_whole(desk)


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", "ValidationError"])
def test_an_answer_that_is_lost_is_found_out_whatever_the_next_try_is_told(
    desk, faults, sent, code
):
    actions = actions_of(desk, sent)
    entries = len(desk.entries("expenses", EXPENSE))
    faults.time_out_after("TransactWriteItems")
    faults.cancel(*["None"] * (actions - 1), code)

    wished(desk)

    assert desk.item("expenses", EXPENSE)["projectId"] == "proj_2"
    assert len(desk.entries("expenses", EXPENSE)) == entries + 1


def test_a_service_that_never_answers_leaves_all_or_nothing_and_the_same_click_is_safe(
    desk, faults
):
    faults.unreachable("TransactWriteItems", times=12)

    with pytest.raises(OutcomeUnknown):
        wished(desk)
    assert not is_whole(desk)

    wished(desk)
    assert is_whole(desk)


def test_a_throttled_save_goes_through(desk, faults):
    faults.throttle("TransactWriteItems", times=6)

    wished(desk)

    assert is_whole(desk)


def actions_of(desk, sent) -> int:
    """How many actions the transaction of this save has, now and after it was undone."""
    for rehearsal in ("one", "two"):  # after the first undo there is one claim more
        del sent[:]
        done = wished(desk, click=rehearsal)
        (transaction,) = [asked for name, asked in sent if name == "TransactWriteItems"]
        desk.undo(done)
    return len(transaction["TransactItems"])


@pytest.mark.parametrize("code", [*PASSING, *HOPELESS])
def test_a_cancellation_for_any_reason_at_any_action_leaves_all_or_nothing(
    desk, faults, sent, code
):
    actions = actions_of(desk, sent)
    before = {name: len(desk.claims(name)) for name in ("unique", "act")}
    entries = len(desk.entries("expenses", EXPENSE))

    places = range(actions) if SOAKING or code == PASSING[0] else (0, actions - 1)
    for place in places:
        codes = ["None"] * actions
        codes[place] = code
        faults.cancel(*codes)
        if code in HOPELESS:
            with pytest.raises(ServiceRefused):
                wished(desk, click=f"click {place}")
        else:
            desk.undo(wished(desk, click=f"click {place}"))

    done = 0 if code in HOPELESS else len(places)
    assert desk.item("expenses", EXPENSE)["projectId"] == "proj_1"
    assert len(desk.entries("expenses", EXPENSE)) == entries + 2 * done
    assert len(desk.claims("act")) == before["act"] + done
    assert len(desk.claims("unique")) == before["unique"]


def test_a_condition_that_fails_without_a_cause_is_looked_at_again(desk, faults, sent):
    actions = actions_of(desk, sent)
    for place in range(1, actions):
        codes = ["None"] * actions
        codes[place] = "ConditionalCheckFailed"
        faults.cancel(*codes)
        try:
            desk.undo(wished(desk, click=f"click {place}"))
        except Refusal as refusal:
            assert not isinstance(refusal, ChainMoved)
        assert desk.item("expenses", EXPENSE)["projectId"] == "proj_1"


def test_a_cascade_is_there_as_a_whole_or_not_at_all(desk, monkeypatch):
    def cascade(desk):
        return desk.delete("projects", PROJECT, Way.CASCADE, desk.act(token="click"))

    for number in range(1, 60):
        made, error = calls_of(
            desk, monkeypatch, cascade, at=number, happen=raising(Crash()), after=True
        )
        gone = [desk.item(*of) is None for of in (("projects", PROJECT), ("expenses", EXPENSE))]
        assert len(set(gone)) == 1
        desk.minutes += 5  # the claim of the crashed attempt has passed
        if gone[0]:
            break

    assert error is not None
    again = cascade(desk)
    assert len(again.entries) == 3
