"""The hard cases of values, one test or more each, through the one write path."""

from decimal import Decimal

import pytest

from entities.dynamodb.limits import ITEM_LIMIT
from entities.errors import EditRefused
from entities.schema.values import WIDE, canonical, type_of
from tests.operations.making import put
from tests.operations.writing.desk import C1, contractor, expense, member
from tests.operations.writing.odd import EXACT, ODD

EXPENSE, KEY = (C1, "exp_1"), (C1, "exp_odd")


@pytest.fixture
def odd(desk):
    put(desk.store, "expenses", expense(2, expenseId="exp_odd", **ODD))
    return desk


def problems_of(desk, **wished) -> dict[str, str]:
    with pytest.raises(EditRefused) as refused:
        desk.save("expenses", EXPENSE, **wished)
    return refused.value.problems


# ---- values ----------------------------------------------------------------------------------


def test_1_numbers_keep_all_38_digits_and_39_are_refused_by_us(desk):
    desk.save("expenses", EXPENSE, exact=EXACT, tiny=Decimal("1E-130"), huge=Decimal("9.99E+125"))

    item = desk.item("expenses", EXPENSE)
    assert (item["exact"], item["tiny"], item["huge"]) == (
        EXACT,
        Decimal("1E-130"),
        Decimal("9.99E+125"),
    )
    for wrong in (Decimal(f"{EXACT}9"), Decimal("1E-131"), Decimal("1E+126")):
        assert problems_of(desk, exact=wrong).keys() == {"exact"}
    for wrong in (Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")):
        assert "is not a number" in problems_of(desk, exact=wrong)["exact"]


def test_1_vat_of_an_amount_with_many_digits_is_exact(desk):
    desk.save("expenses", EXPENSE, amount=Decimal("1180.0000000000000000000000000000001"))

    item = desk.item("expenses", EXPENSE)
    assert WIDE.add(item["baseAmount"], item["vatAmount"]) == item["amount"]


def test_2_another_spelling_is_no_change_and_what_is_not_edited_is_not_rewritten(odd, sent):
    odd.save(
        "expenses", KEY, exact=Decimal(f"{EXACT}.0"), description="Gravel", amount=Decimal("1.18E3")
    )

    (update,) = [a for name, a in sent if name == "TransactWriteItems"]
    update = update["TransactItems"][0]["Update"]
    names = update["ExpressionAttributeNames"].items()
    written = {name for placeholder, name in names if placeholder in update["UpdateExpression"]}
    assert written == {"description", "updatedAt"}
    assert {name for _, name in names} - written == {"companyId", "status"}


def test_3_a_set_is_the_same_in_any_order_and_never_becomes_a_list(odd):
    assert odd.save("expenses", KEY, **{"set of texts": frozenset({"a", "b"})}).entries == []

    odd.save("expenses", KEY, **{"set of texts": ["a", "b"]})
    assert type_of(odd.item("expenses", KEY)["set of texts"]) == "L"


def test_3_an_empty_set_is_refused_with_what_to_do_instead(odd):
    with pytest.raises(EditRefused) as refused:
        odd.save("expenses", KEY, **{"set of texts": frozenset(), "new": {"in": frozenset()}})

    assert refused.value.problems == {
        name: "A set is never empty; remove the attribute instead." if name != "new" else found
        for name, found in refused.value.problems.items()
    }
    assert refused.value.problems.keys() == {"set of texts", "new"}


def test_4_binary_stays_binary(odd):
    odd.save("expenses", KEY, bytes=b"\x01")

    assert odd.item("expenses", KEY)["bytes"] == b"\x01"


def test_5_empty_null_and_absent_are_three_states(odd):
    odd.save("expenses", KEY, nothing="", empty=None)
    item = odd.item("expenses", KEY)
    assert (item["nothing"], item["empty"]) == ("", None)

    odd.save("expenses", KEY, drop=["nothing"])
    assert "nothing" not in odd.item("expenses", KEY)


def test_5_clearing_an_index_key_removes_it(desk):
    put(desk.store, "company-users", member("user_3", email="a@b.co"))

    desk.save("company-users", (C1, "user_3"), email="")

    assert "email" not in desk.item("company-users", (C1, "user_3"))


def test_5_an_index_key_of_the_wrong_type_is_refused_by_us(desk):
    put(desk.store, "multi-users", {"userId": "u1"})
    held = {"userId": "u1", "expenseId": "e1", "description": "x", "amount": Decimal(5)}
    put(desk.store, "multi-expenses", held)

    with pytest.raises(EditRefused) as refused:
        desk.save("multi-expenses", ("u1", "e1"), amount="5", date=Decimal(1))
    assert refused.value.problems == {
        "amount": "This is of type text; it must be number.",
        "date": "This is of type number; it must be text.",
    }


def test_5_an_undeclared_index_key_of_the_wrong_type_is_refused_as_well(desk):
    with pytest.raises(EditRefused) as refused:
        desk.save("companies", (C1,), appleSubscriptionId="x" * 3000)
    assert refused.value.problems.keys() == {"appleSubscriptionId"}


def test_6_what_is_too_large_is_refused_before_the_call(desk, sent):
    problems = problems_of(desk, receipt="x" * ITEM_LIMIT)

    assert list(problems.values())[0].startswith("The item takes 400,")
    assert "TransactWriteItems" not in [name for name, _ in sent]


def test_6_a_large_item_is_edited_undone_and_deleted(desk):
    picture = {"data": "x" * 180_000}
    put(desk.store, "expenses", expense(2, receiptImage=picture))
    key = (C1, "exp_2")

    done = desk.save("expenses", key, receiptImage={"data": "y" * 180_000})
    desk.undo(done)
    assert desk.item("expenses", key)["receiptImage"] == picture

    desk.undo(desk.delete("expenses", key))
    assert desk.item("expenses", key) == expense(2, receiptImage=picture)


def test_7_odd_attributes_are_kept_as_they_are(odd):
    before = odd.item("expenses", KEY)

    odd.save("expenses", KEY, description="Gravel")

    after = odd.item("expenses", KEY)
    assert {n: canonical(after[n]) for n in ODD} == {n: canonical(before[n]) for n in ODD}


def test_7_an_unknown_value_of_a_choice_is_kept_until_it_is_changed(desk):
    put(desk.store, "expenses", expense(2, status="TOTALLY_INVALID", date={}))

    desk.save("expenses", (C1, "exp_2"), description="Gravel")
    desk.save("expenses", (C1, "exp_2"), status="approved")

    item = desk.item("expenses", (C1, "exp_2"))
    assert (item["status"], item["date"]) == ("approved", {})


@pytest.mark.parametrize("name", ["two words", "dotted.name", "#x", ":v0", "size", "שם", "a[0]"])
def test_8_any_name_is_set_changed_and_removed(desk, name):
    for value in ("one", "two"):
        desk.save("expenses", EXPENSE, **{name: value})
        assert desk.item("expenses", EXPENSE)[name] == value

    desk.save("expenses", EXPENSE, drop=[name])
    assert name not in desk.item("expenses", EXPENSE)


@pytest.mark.parametrize("key", ["a,b", "a/b", "100%", "a b", "a|b", "🙂", "אבג", "1" * 20, "~x#"])
def test_8_an_item_with_any_key_is_edited_undone_and_deleted(desk, key):
    put(desk.store, "contractors", contractor(3, contractorId=key))

    desk.undo(desk.save("contractors", (C1, key), notes="odd"))
    assert desk.item("contractors", (C1, key)) == contractor(3, contractorId=key)

    desk.delete("contractors", (C1, key))
    assert desk.item("contractors", (C1, key)) is None
