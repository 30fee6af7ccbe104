"""Why a transaction was cancelled: the step that is to blame, or the reason of the service."""

from decimal import Decimal

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.steps import Change
from entities.errors import (
    AlreadyThere,
    ChainMoved,
    ItemNotFound,
    ServiceRefused,
    Stale,
)
from entities.schema.conditions import Compare, Equals, Exists, Missing
from tests.dynamodb.saving import (
    KEY,
    ONE,
    OTHER,
    add,
    check,
    edit,
    gone,
    is_proved,
    save,
)
from tests.samples import INVOICES, invoice

WRITE = "TransactWriteItems"
STALE = Stale("Invoice")
FINE, FAILED = "None", "ConditionalCheckFailed"


@pytest.fixture
def store(sample_store):
    """Three invoices; number 2 is paid."""
    put_all(sample_store, INVOICES, [invoice(1), invoice(2), invoice(3)])
    return sample_store


@pytest.mark.conformance
@pytest.mark.parametrize("first", ["check", "edit", "limit"])
def test_of_several_conditions_on_one_item_the_failing_step_is_told(store, first):
    steps = {
        "check": check(Exists("nothing"), refused=gone()),
        "edit": edit(status="paid", was="late"),
        "limit": Change(
            INVOICES, KEY, (Compare("amount", ">", Decimal(10)),), STALE, add={"n": ONE}
        ),
    }
    holding = {
        "check": check(Exists("companyId")),
        "edit": edit(status="paid"),
        "limit": add(),
    }
    mixed = [(steps if name == first else holding)[name] for name in steps]

    with pytest.raises(type(steps[first].refused)) as error:
        save(store, *mixed)

    assert error.value is steps[first].refused


@pytest.mark.conformance
def test_of_several_failing_steps_the_first_is_told_whatever_is_folded(store):
    first, second = STALE, AlreadyThere("Invoice")
    steps = [
        check(Exists("companyId")),
        check(Exists("nothing"), key=OTHER, refused=first),
        edit(status="paid", was="late", refused=second),  # joins the first, and fails too
    ]

    with pytest.raises(Stale) as error:
        save(store, *steps)

    assert error.value is first


@pytest.mark.conformance
def test_a_moved_chain_is_told_only_if_nothing_else_failed(store):
    moved = ChainMoved()
    head = Change(INVOICES, OTHER, (Equals("number", ONE),), moved, set={"number": ONE + ONE})

    with pytest.raises(Stale):
        save(store, head, edit(status="paid", was="late"))
    with pytest.raises(ChainMoved) as error:
        save(store, head, edit(status="paid"))
    assert error.value is moved


@pytest.mark.conformance
def test_a_step_on_an_item_that_is_gone_is_told_among_several(store):
    key = ("C1", "INV-0009")

    with pytest.raises(ItemNotFound):
        save(store, check(Missing("nothing"), key=key, refused=STALE), add(key=key))


def test_an_engine_that_tells_no_items_is_asked_for_them(store, faults):
    faults.withhold_items()

    with pytest.raises(Stale):
        save(store, check(Exists("companyId")), edit(status="paid", was="late"))
    assert faults.sent["GetItem"] == 2  # the item, and the proof


def test_where_the_item_cannot_be_read_the_first_step_on_it_is_told(store, faults):
    faults.withhold_items()
    faults.refuse("GetItem", "AccessDeniedException", times=2)

    with pytest.raises(ItemNotFound):
        save(store, check(Exists("companyId")), edit(status="paid", was="late"))


def test_an_item_that_was_put_right_meanwhile_is_still_told_of(store, faults):
    faults.cancel(FAILED, FINE)

    with pytest.raises(ItemNotFound):
        save(store, check(Exists("companyId")), edit(status="paid"))


@pytest.mark.parametrize(
    "code", ["ItemCollectionSizeLimitExceeded", "ValidationError", "DuplicateItem"]
)
def test_a_reason_that_trying_again_cannot_mend_is_told(store, faults, code):
    faults.cancel("TransactionConflict", code)

    with pytest.raises(ServiceRefused, match=f"refused TransactWriteItems .{code}."):
        save(store, add())
    assert faults.sent[WRITE] == 1


def test_a_failed_condition_goes_before_such_a_reason_and_a_moved_chain_after_it(store, faults):
    faults.cancel("ValidationError", FAILED, FINE, times=2)

    with pytest.raises(Stale):
        save(store, add(), edit(status="x", key=OTHER))
    with pytest.raises(ServiceRefused):
        save(store, add(), edit(status="x", key=OTHER, refused=ChainMoved()))


@pytest.mark.parametrize(
    ("reasons", "told"), [((), "no reasons given"), ((FAILED, FINE), "ConditionalCheckFailed")]
)
def test_reasons_that_explain_nothing_are_told_as_they_are(store, faults, reasons, told):
    faults.cancel(*reasons)

    with pytest.raises(ServiceRefused, match=told):
        save(store, Change(INVOICES, KEY, (), STALE, set={"a": "x"}))


def test_a_condition_on_the_proof_is_told_in_its_own_words(store, faults):
    faults.cancel(FINE, FAILED)

    with pytest.raises(AlreadyThere, match="already an entry"):
        save(store, add())


@pytest.mark.conformance
def test_adding_to_a_text_is_refused_by_the_service(store):
    put_all(store, INVOICES, [invoice(1, note="text")])

    with pytest.raises(ServiceRefused):
        save(store, Change(INVOICES, KEY, (), STALE, add={"note": ONE}))
    assert not is_proved(store)
