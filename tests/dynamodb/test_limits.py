"""The strict layer refuses what the service would refuse."""

from decimal import Decimal

import pytest

from entities.dynamodb.limits import batches_of, check_distinct, check_item, check_key
from entities.errors import ValueInvalid
from entities.schema.entity import Index
from entities.schema.values import item_size
from tests.samples import BLOBS, INVOICES, METERS, entity_of, invoice

LONG_NAME = "n" * 65_535


def nested(depth: int) -> list:
    value: list = []
    for _ in range(depth - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        Decimal("9" * 38),
        Decimal("-9.9999999999999999999999999999999999999E+125"),
        Decimal("1E-130"),
        Decimal("1" + "0" * 50),
        Decimal("0.00000000000000000000000000000000000000000000001"),
        Decimal("0E+500"),
        Decimal("-0"),
        "",
        b"",
        {"a": ""},
        nested(32),
        frozenset({""}),
        None,
        True,
    ],
    ids=repr,
)
def test_what_the_service_takes_is_taken(value):
    item = invoice(1, anything=value)

    assert check_item(INVOICES, item) == item_size(item)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (Decimal("1" * 39), "anything: a number has at most 38 digits; this one has 39."),
        (Decimal("1E+126"), "anything: a number lies between"),
        (Decimal("9.9E-131"), "anything: a number lies between"),
        (Decimal("NaN"), "anything: NaN is not a number DynamoDB knows"),
        (Decimal("-Infinity"), "anything: -Infinity is not"),
        (frozenset(), "anything: a set is never empty; remove the attribute"),
        (frozenset({"a", b"a"}), "anything: a set holds one or more"),
        (frozenset({Decimal("1E+200")}), "anything: a number lies between"),
        ([{"a": [Decimal("1" * 39)]}], "anything[0].a[0]: a number has at most"),
        (nested(33), "anything" + "[0]" * 32 + ": lists and maps nest at most 32 deep"),
        ({"": "x"}, "an attribute's name takes"),
        ("\ud800", "anything: the text holds half a character"),
        (1.5, "anything: DynamoDB holds no float"),
        (7, "anything: DynamoDB holds no int"),
    ],
)
def test_a_value_the_service_refuses_is_refused_with_its_path(value, problem):
    with pytest.raises(ValueInvalid) as refused:
        check_item(INVOICES, invoice(1, anything=value))

    assert problem.lower() in str(refused.value).lower()
    assert refused.value.hint == ""


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"companyId": ""}, "companyId: as a key this must not be empty"),
        ({"companyId": Decimal(1)}, "companyId: as a key this must be a text"),
        ({"invoiceId": None}, "invoiceId: as a key this must be a text"),
        ({"companyId": "é" * 1025}, "companyId: as a key this takes 2,050 bytes; 2,048 are"),
        ({"invoiceId": "x" * 1025}, "invoiceId: as a key this takes 1,025 bytes; 1,024 are"),
        ({"status": ""}, "status: as a key this must not be empty"),
        ({"amount": "10"}, "amount: as a key this must be a number"),
        ({"userId#projectId": "x" * 2049}, "userId#projectId: as a key this takes 2,049 bytes"),
        ({"paid.on date": b"x"}, "paid.on date: as a key this must be a text"),
        ({"status": frozenset()}, "status: a set is never empty"),
    ],
)
def test_table_and_index_keys_are_checked_for_type_and_size(more, problem):
    with pytest.raises(ValueInvalid) as refused:
        check_item(INVOICES, invoice(1, **more))

    assert str(refused.value).startswith(problem)


def test_an_item_may_leave_out_index_keys_but_not_its_own():
    check_item(INVOICES, {"companyId": "C1", "invoiceId": "I1"})

    with pytest.raises(ValueInvalid, match="invoiceId: as a key this must be a text"):
        check_item(INVOICES, {"companyId": "C1"})


def test_an_attribute_that_is_a_key_in_two_ways_obeys_the_stricter_limit():
    entity = entity_of(
        "twos", "a", "b", partition="a", indexes=(Index("i", "b"), Index("j", "a", "b"))
    )

    with pytest.raises(ValueInvalid, match="1,024 are accepted"):
        check_item(entity, {"a": "x", "b": "x" * 1025})


def test_number_and_binary_keys_are_checked_too():
    check_key(METERS, (Decimal(1), Decimal(2)))
    check_key(BLOBS, (b"x",))
    with pytest.raises(ValueInvalid, match="meter: as a key this must be a number"):
        check_key(METERS, ("1", Decimal(2)))
    with pytest.raises(ValueInvalid, match="digest: as a key this must be binary"):
        check_key(BLOBS, ("x",))
    with pytest.raises(ValueInvalid, match="moment: a number has at most 38 digits"):
        check_key(METERS, (Decimal(1), Decimal("1" * 39)))
    with pytest.raises(ValueInvalid, match="The key consists of meter and moment"):
        check_key(METERS, (Decimal(1),))


def test_names_are_limited():
    check_item(INVOICES, invoice(1, **{LONG_NAME: "x"}))

    with pytest.raises(ValueInvalid, match="^n{40}: an attribute's name takes 1 to 65,535 bytes"):
        check_item(INVOICES, invoice(1, **{LONG_NAME + "n": "x"}))
    long_key = entity_of("longs", "k" * 256, partition="k" * 256)
    with pytest.raises(ValueInvalid, match="a key is at most 255 bytes"):
        check_item(long_key, {"k" * 256: "x"})


def test_an_item_stays_below_400_000_bytes():
    rest = item_size(invoice(1, anything=""))

    check_item(INVOICES, invoice(1, anything="x" * (400_000 - rest)))
    with pytest.raises(ValueInvalid, match="The item takes 400,001 bytes; 400,000 are accepted"):
        check_item(INVOICES, invoice(1, anything="x" * (400_001 - rest)))


def test_no_key_stands_twice_in_one_batch():
    check_distinct(METERS, [(Decimal(1), Decimal(1)), (Decimal(1), Decimal(2))])
    with pytest.raises(ValueInvalid, match="meter, moment: the same key stands twice"):
        check_distinct(METERS, [(Decimal("1.0"), Decimal(2)), (Decimal(1), Decimal("2.0"))])


@pytest.mark.parametrize(
    ("sizes", "batches"),
    [
        ([], []),
        ([1, 1, 1, 1], [[1, 1, 1], [1]]),
        ([6, 4, 1], [[6, 4], [1]]),
        ([6, 5, 5], [[6], [5, 5]]),
        ([99], [[99]]),
    ],
)
def test_batches_are_cut_by_number_and_by_bytes(sizes, batches):
    assert [*batches_of(((n, n) for n in sizes), most=3, most_bytes=10)] == batches
