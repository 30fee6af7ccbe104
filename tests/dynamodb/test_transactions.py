"""Committing: all or none, and the right sentence when it was none."""

from decimal import Decimal

import pytest

from entities.dynamodb import backoff, transactions
from entities.dynamodb.batches import put_all
from entities.dynamodb.client import connect
from entities.dynamodb.errors import Contended, TransactionRefused
from entities.dynamodb.metering import metered
from entities.dynamodb.steps import Change, Delete, Put
from entities.dynamodb.store import Store
from entities.dynamodb.transactions import commit
from entities.errors import (
    AlreadyThere,
    ChainMoved,
    ItemNotFound,
    ServiceRefused,
    Stale,
    TableMissing,
    TableNotReady,
    Throttled,
)
from entities.schema.conditions import Compare, Equals, Exists, Missing
from tests.dynamodb.saving import (
    KEY,
    ONE,
    OTHER,
    add,
    amount,
    check,
    edit,
    entry,
    gone,
    is_proved,
    proof,
    put,
    save,
)
from tests.samples import CATS, INVOICES, NOWHERE, TOKENS, invoice

OPERATION = "TransactWriteItems"
STALE = Stale("Invoice")
FINE, FAILED = "None", "ConditionalCheckFailed"


@pytest.fixture
def store(sample_store):
    """Three invoices; number 2 is paid."""
    put_all(sample_store, INVOICES, [invoice(1), invoice(2), invoice(3)])
    return sample_store


@pytest.mark.conformance
def test_every_step_is_applied_and_so_is_the_proof(store):
    cat = {"owner": "A", "id": "1", "purr": "loud"}
    steps = [
        edit(status="paid"),
        add(),
        check(Exists("companyId"), key=OTHER),
        Delete(INVOICES, ("C1", "INV-0003"), (Exists("companyId"),), STALE),
        Put(CATS, ("A", "1"), (Missing("owner"),), STALE, item=cat),
    ]

    with metered() as meter:
        save(store, *steps)

    assert meter.calls == {OPERATION: 1}
    assert store.get(INVOICES, KEY) == invoice(1, status="paid", amount=Decimal(11))
    assert store.get(INVOICES, OTHER) == invoice(2)
    assert store.find(INVOICES, ("C1", "INV-0003")) is None
    assert store.get(CATS, ("A", "1")) == cat
    assert is_proved(store)


@pytest.mark.conformance
def test_one_step_that_fails_keeps_all_from_happening(store):
    refused = ItemNotFound("Invoice", "INV-0009")

    with metered() as meter, pytest.raises(ItemNotFound) as error:
        save(store, add(), check(Exists("companyId"), key=("C1", "INV-0009"), refused=refused))

    assert error.value is refused
    assert isinstance(refused.__cause__, TransactionRefused)
    assert meter.calls == {OPERATION: 1, "GetItem": 1}
    assert amount(store) == 10
    assert not is_proved(store)


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


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", None])
def test_what_passes_is_tried_again(store, faults, code):
    if code:
        faults.cancel(FINE, code, times=7)
    else:
        faults.throttle(OPERATION, times=4 * 7)

    save(store, add())

    assert amount(store) == 11


@pytest.mark.parametrize(
    ("reasons", "kind", "sentence"),
    [
        ((FINE, "TransactionConflict"), Contended, "^Too much is being saved at the same place"),
        (("ThrottlingError", FINE), Throttled, "limiting requests to “samples-dev-invoices”"),
        (("ProvisionedThroughputExceeded", FINE), Throttled, "limiting requests"),
    ],
)
def test_what_does_not_pass_is_never_taken_for_an_edit(store, faults, reasons, kind, sentence):
    faults.cancel(*reasons, times=99)

    with pytest.raises(kind, match=sentence):
        save(store, add())
    assert faults.sent[OPERATION] == transactions.TRIES
    assert amount(store) == 10


def test_waits_between_tries_grow_and_are_never_alike(sample_tables, faults):
    waits = []
    patient = Store(connect(), sleep=waits.append)
    faults.cancel(FINE, "TransactionConflict", times=99)

    with pytest.raises(Contended):
        save(patient, add())

    assert len(set(waits)) == transactions.TRIES - 1 == len(waits)
    assert all(wait <= backoff.FIRST * 2**n for n, wait in enumerate(waits))


@pytest.mark.parametrize(
    "code", ["ItemCollectionSizeLimitExceeded", "ValidationError", "DuplicateItem"]
)
def test_a_reason_that_trying_again_cannot_mend_is_told(store, faults, code):
    faults.cancel("TransactionConflict", code)

    with pytest.raises(ServiceRefused, match=f"refused TransactWriteItems .{code}."):
        save(store, add())
    assert faults.sent[OPERATION] == 1


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

    with pytest.raises(AlreadyThere, match="already a entry"):
        save(store, add())


@pytest.mark.conformance
def test_adding_to_a_text_is_refused_by_the_service(store):
    put_all(store, INVOICES, [invoice(1, note="text")])

    with pytest.raises(ServiceRefused):
        save(store, Change(INVOICES, KEY, (), STALE, add={"note": ONE}))
    assert not is_proved(store)


@pytest.mark.conformance
def test_a_table_that_is_missing_is_told_among_several(store):
    nowhere = Put(NOWHERE, ("x",), (), STALE, item={"id": "x"})

    with pytest.raises(TableMissing, match="The table “samples-dev-nowhere” does not exist"):
        save(store, add(), nowhere)


def test_a_table_that_comes_into_being_meanwhile_is_told_as_missing(store, faults):
    faults.refuse(OPERATION, "ResourceNotFoundException")

    with pytest.raises(TableMissing, match="samples-dev-invoices, samples-dev-tokens"):
        save(store, add(), Delete(TOKENS, ("x",), (), STALE))


def test_a_table_that_is_being_made_is_not_called_missing(store, faults):
    store.description(INVOICES)  # known to be there, a moment ago
    faults.refuse(OPERATION, "ResourceNotFoundException")
    faults.refuse("DescribeTable", "ResourceNotFoundException")  # of both names in one
    making = {
        "TableName": "samples-dev-invoices",
        "TableStatus": "CREATING",
        "KeySchema": [{"AttributeName": "companyId", "KeyType": "HASH"}],
        "AttributeDefinitions": [],
    }
    faults.answer("DescribeTable", {"Table": making})

    with pytest.raises(TableNotReady, match="“samples-dev-invoices” is creating"):
        save(store, add(), Delete(TOKENS, ("x",), (), STALE))


@pytest.mark.parametrize(
    "step",
    [
        None,
        Put(INVOICES, ("entries", "E1"), (), STALE, item=entry().item),
        Delete(INVOICES, ("entries", "E1"), (Missing("companyId"),), STALE),
        Put(INVOICES, ("entries", "E1"), (Exists("companyId"),), STALE, item=entry().item),
    ],
)
def test_steps_that_do_not_put_the_proof_once_are_a_mistake(store, faults, step):
    with pytest.raises(ValueError, match="no step puts the proof on condition"):
        commit(store, [add(), *([step] if step else [])], proof=proof())
    assert not faults.sent


@pytest.mark.conformance
def test_a_hundred_items_are_changed_at_once(store):
    save(store, *(put(number) for number in range(4, 103)))

    assert store.find(INVOICES, ("C1", "INV-0102")) == invoice(102)
