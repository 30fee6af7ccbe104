"""Reading items one by one and page by page."""

from decimal import Decimal

import pytest

from entities.dynamodb.batches import put_all
from entities.errors import (
    AccessRefused,
    ItemNotFound,
    ServiceRefused,
    TableMissing,
    Unreachable,
)
from entities.schema.access import AccessPath
from entities.schema.conditions import Equals
from tests.samples import (
    BLOBS,
    INVOICES,
    METERS,
    NOWHERE,
    OLD_VISITS,
    TOKENS,
    VISITS,
)

COMPANY = Equals("companyId", "C1")
SCAN = AccessPath("scan", keys=INVOICES.keys)


def test_an_item_is_found_by_its_key(sample_store, invoices):
    assert sample_store.find(INVOICES, ("C1", "INV-0001")) == invoices[1]
    assert sample_store.get(INVOICES, ("C1", "INV-0001"), consistent=True) == invoices[1]


def test_the_attributes_asked_for_come_with_the_key(sample_store, invoices):
    item = sample_store.find(INVOICES, ("C1", "INV-0001"), attributes=("userId#projectId", "none"))

    assert item == {"companyId": "C1", "invoiceId": "INV-0001", "userId#projectId": "u1#p1"}


@pytest.mark.parametrize("key", [("C1", "none"), ("", "x"), ("C1", ""), ("C1", "x" * 1025)])
def test_an_item_that_is_not_there_or_cannot_be_is_none(sample_store, key):
    assert sample_store.find(INVOICES, key) is None


def test_getting_an_item_that_is_not_there_is_refused_with_its_key(sample_store):
    with pytest.raises(ItemNotFound, match="^Invoice “C1, none” was not found"):
        sample_store.get(INVOICES, ("C1", "none"))
    with pytest.raises(ItemNotFound, match="^Meter “7, 1.5” was not found"):
        sample_store.get(METERS, (Decimal(7), Decimal("1.5")))


def test_a_key_that_is_a_secret_is_never_spoken(sample_store):
    with pytest.raises(ItemNotFound, match="^Token “a secret key” was not found"):
        sample_store.get(TOKENS, ("a" * 64,))


def test_number_and_binary_keys_find_their_items(sample_store):
    put_all(
        sample_store, METERS, [{"meter": Decimal(7), "moment": Decimal("1.5"), "place": "roof"}]
    )
    put_all(sample_store, BLOBS, [{"digest": b"\x00\xff", "content": b""}])

    assert sample_store.get(METERS, (Decimal("7.0"), Decimal("1.50")))["place"] == "roof"
    assert sample_store.get(BLOBS, (b"\x00\xff",))["content"] == b""


def test_an_item_of_an_old_table_is_found_under_its_live_key_names(sample_store):
    visit = {"userId": "u", "timestamp": "t1", "zoneinfo": "Z"}
    put_all(sample_store, OLD_VISITS, [visit])

    assert sample_store.key_item(VISITS, ("u", "t1")) == {"userId": "u", "timestamp": "t1"}
    assert sample_store.get(VISITS, ("u", "t1")) == visit
    assert sample_store.batch_get({VISITS: [("u", "t1")]}) == {("visits", ("u", "t1")): visit}


def test_a_table_that_is_not_there_is_named(sample_store):
    with pytest.raises(TableMissing, match="“samples-dev-nowhere” does not exist"):
        sample_store.page(NOWHERE, AccessPath("scan"))


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (lambda faults: faults.unreachable("Scan"), Unreachable),
        (lambda faults: faults.connect_time_out("Scan"), Unreachable),
        (lambda faults: faults.time_out_after("Scan", times=9), Unreachable),
        (
            lambda faults: faults.refuse("Scan", "InternalServerError", status=500, times=9),
            Unreachable,
        ),
        (lambda faults: faults.refuse("Scan", "AccessDeniedException"), AccessRefused),
        (lambda faults: faults.refuse("Scan", "ValidationException"), ServiceRefused),
    ],
)
def test_what_goes_wrong_is_explained_and_never_an_error_of_the_sdk(
    sample_store, faults, fault, refusal
):
    fault(faults)

    with pytest.raises(refusal):
        sample_store.page(INVOICES, SCAN)


def test_a_short_hiccup_is_not_noticed(sample_store, invoices, faults):
    faults.time_out_after("Scan", times=2)

    assert len(sample_store.page(INVOICES, SCAN).items) == 12


def test_the_prefix_of_a_system_may_be_replaced(sample_store):
    other = type(sample_store)(
        sample_store.client, environment="staging", prefixes={"samples": "x-"}
    )

    assert other.table(INVOICES) == "x-invoices"
    assert type(sample_store)(sample_store.client, environment="staging").table(INVOICES) == (
        "samples-staging-invoices"
    )
