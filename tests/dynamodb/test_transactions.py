"""Committing: all or none, and the right sentence when it was none."""

from decimal import Decimal

import pytest

from entities.dynamodb import backoff, transactions
from entities.dynamodb.batches import put_all
from entities.dynamodb.client import connect
from entities.dynamodb.errors import Contended, TransactionRefused
from entities.dynamodb.metering import metered
from entities.dynamodb.steps import Delete, Put
from entities.dynamodb.store import Store
from entities.dynamodb.transactions import commit
from entities.errors import (
    ItemNotFound,
    Stale,
    TableMissing,
    TableNotReady,
    Throttled,
)
from entities.schema.conditions import Exists, Missing
from tests.dynamodb.saving import (
    KEY,
    OTHER,
    add,
    amount,
    check,
    edit,
    entry,
    is_proved,
    proof,
    put,
    save,
)
from tests.samples import CATS, INVOICES, NOWHERE, TOKENS, invoice

OPERATION = "TransactWriteItems"
STALE = Stale("Invoice")
FINE = "None"


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
