"""The request of a transaction, and what is refused before one is sent."""

from decimal import Decimal

import pytest

from entities.dynamodb.actions import request_of
from entities.dynamodb.errors import TooManyAttributes
from entities.dynamodb.steps import Change, Check, Delete, Put
from entities.errors import Stale, TooLargeAtOnce, TooMuchAtOnce, ValueInvalid
from entities.schema.conditions import AnyOf, Between, Equals, Exists, In, Missing
from tests.dynamodb.saving import KEY, ONE, check, put
from tests.samples import INVOICES, TOKENS, VISITS, invoice

NO = Stale("Invoice")
TABLE = "samples-dev-invoices"
WIRE_KEY = {"companyId": {"S": "C1"}, "invoiceId": {"S": "INV-0001"}}


def change(**more) -> Change:
    return Change(INVOICES, KEY, (), NO, **more)


def test_every_kind_of_step_has_its_action(sample_store):
    steps = [
        check(Exists("companyId")),
        Delete(INVOICES, ("C1", "x"), (), NO),
        Put(TOKENS, ("t",), (Missing("token"),), NO, item={"token": "t"}),
    ]

    request = request_of(sample_store, steps, "a-token")

    told = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    assert request["ClientRequestToken"] == "a-token"
    assert request["TransactItems"] == [
        {
            "ConditionCheck": {
                "TableName": TABLE,
                "Key": WIRE_KEY,
                "ConditionExpression": "attribute_exists(#n0)",
                "ExpressionAttributeNames": {"#n0": "companyId"},
                **told,
            }
        },
        {
            "Delete": {
                "TableName": TABLE,
                "Key": {"companyId": {"S": "C1"}, "invoiceId": {"S": "x"}},
            }
        },
        {
            "Put": {
                "TableName": "samples-dev-tokens",
                "Item": {"token": {"S": "t"}},
                "ConditionExpression": "attribute_not_exists(#n0)",
                "ExpressionAttributeNames": {"#n0": "token"},
                **told,
            }
        },
    ]


def test_a_change_sets_removes_and_adds_in_one_expression(sample_store):
    step = Change(
        INVOICES,
        KEY,
        (Equals("a.b", "old"),),
        NO,
        set={"a.b": "new", "flag": True},
        remove=("two words",),
        add={"amount": -ONE},
    )

    (action,) = request_of(sample_store, [step], "t")["TransactItems"]

    assert action["Update"] == {
        "TableName": TABLE,
        "Key": WIRE_KEY,
        "UpdateExpression": "SET #n0 = :v0, #n1 = :v1 REMOVE #n2 ADD #n3 :v2",
        "ConditionExpression": "#n0 = :v3",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "ExpressionAttributeNames": {
            "#n0": "a.b",
            "#n1": "flag",
            "#n2": "two words",
            "#n3": "amount",
        },
        "ExpressionAttributeValues": {
            ":v0": {"S": "new"},
            ":v1": {"BOOL": True},
            ":v2": {"N": "-1"},
            ":v3": {"S": "old"},
        },
    }


def test_keys_go_under_the_names_of_the_live_table(sample_store):
    step = Change(VISITS, ("u", "t"), (), NO, set={"note": "x"})

    (action,) = request_of(sample_store, [step], "t")["TransactItems"]

    assert action["Update"]["Key"] == {"userId": {"S": "u"}, "timestamp": {"S": "t"}}


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (Check(INVOICES, ("C1",), (), NO), "The key consists of companyId and invoiceId"),
        (Delete(INVOICES, ("C1", ""), (), NO), "invoiceId: as a key this must not be empty"),
        (put(1, amount="10"), "amount: as a key this must be a number"),
        (put(1, note="x" * 400_000), "The item takes 400,"),
        (change(set={"status": ""}), "status: as a key this must not be empty"),
        (change(set={"note": frozenset()}), "note: a set is never empty"),
        (change(set={"note": "x" * 400_000}), "The item takes 400,"),
        (change(add={"status": ONE}), "status: as a key this must be a text"),
        (change(add={"amount": Decimal("1" * 39)}), "amount: a number has at most 38 digits"),
        (change(set={"a": "x"}, becomes=invoice(1, status="")), "status: as a key this must not"),
        (change(set={"a": "x"}, becomes=invoice(1, n="x" * 400_000)), "The item takes 400,"),
        (change(remove=("a",), becomes=invoice(1, amount="x")), "amount: as a key this must be"),
    ],
)
def test_what_the_service_could_not_hold_is_refused_by_its_path(sample_store, step, problem):
    with pytest.raises(ValueInvalid, match=f"^{problem}"):
        request_of(sample_store, [step], "t")


def test_a_transaction_has_100_actions(sample_store):
    steps = [put(number) for number in range(101)]

    assert len(request_of(sample_store, steps[:100], "t")["TransactItems"]) == 100
    with pytest.raises(TooMuchAtOnce, match="would touch 101 items at once; 100 is the most"):
        request_of(sample_store, steps, "t")


def test_a_transaction_writes_4_megabytes(sample_store):
    steps = [put(number, note="x" * 399_000) for number in range(11)]

    assert request_of(sample_store, steps[:10], "t")
    with pytest.raises(TooLargeAtOnce, match="would write 4,389,781 bytes"):
        request_of(sample_store, steps, "t")


def test_a_token_has_36_characters(sample_store):
    assert request_of(sample_store, [put(1)], "x" * 36)
    with pytest.raises(ValueError, match="a token has at most 36 characters"):
        request_of(sample_store, [put(1)], "x" * 37)


def test_one_expression_has_300_operators_and_functions(sample_store):
    def checks(number: int) -> Check:
        return check(*(Equals("a", str(n)) for n in range(number)))

    assert request_of(sample_store, [checks(150)], "t")
    with pytest.raises(TooManyAttributes, match="touches more of one invoice than DynamoDB takes"):
        request_of(sample_store, [checks(151)], "t")


@pytest.mark.parametrize(
    ("condition", "operators"),
    [
        (Equals("a", "x"), 1),
        (In("a", ("x", "y")), 1),
        (AnyOf((Missing("a"), Between("a", ONE, ONE))), 4),
    ],
)
def test_operators_are_counted_as_the_service_does(sample_store, condition, operators):
    # A conjunction of n has n - 1 operators of its own; BETWEEN counts with its AND.
    most = 301 // (operators + 1)

    assert request_of(sample_store, [check(*[condition] * most)], "t")
    with pytest.raises(TooManyAttributes):
        request_of(sample_store, [check(*[condition] * (most + 1))], "t")


def test_one_expression_has_4_kilobytes(sample_store):
    def removing(number: int) -> Change:
        return change(remove=tuple(f"attribute-{n}" for n in range(number)))

    assert request_of(sample_store, [removing(600)], "t")
    with pytest.raises(TooManyAttributes):
        request_of(sample_store, [removing(700)], "t")
