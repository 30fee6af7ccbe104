"""Folding steps: one per item, and contradictions are found before anything is sent."""

from decimal import Decimal

import pytest

from entities.dynamodb.steps import Change, Check, Delete, Put, fold
from entities.errors import Stale
from entities.schema.conditions import Compare, Equals, Exists, Missing
from tests.dynamodb.saving import KEY, ONE, OTHER, add, check, edit, put
from tests.samples import CATS, DOGS, INVOICES, invoice

NO = Stale("Invoice")
THERE = Exists("companyId")
PAID = Equals("status", "paid")


def change(**more) -> Change:
    return Change(INVOICES, KEY, (), NO, **more)


def test_steps_on_different_items_stay_as_they_are_and_in_order():
    steps = [edit(status="paid"), check(THERE, key=OTHER), put(3), Delete(CATS, ("A", "1"), (), NO)]

    assert fold(iter(steps)) == steps


def test_a_check_and_a_change_of_one_item_become_one_change_under_both_conditions():
    counting, checking = add(), check(PAID)

    for steps in ([counting, checking], [checking, counting]):
        (folded,) = fold(steps)
        assert isinstance(folded, Change)
        assert folded.add == {"amount": ONE}
        assert set(folded.conditions) == {THERE, PAID}


@pytest.mark.parametrize("writing", [put(1), Delete(INVOICES, KEY, (THERE,), NO)])
def test_a_check_joins_what_is_put_or_deleted(writing):
    (folded,) = fold([check(PAID), writing])

    assert type(folded) is type(writing)
    assert folded.conditions == (PAID, *writing.conditions)


def test_entities_that_share_a_table_share_their_items():
    steps = [
        Check(CATS, ("A", "1"), (Exists("purr"),), NO),
        Change(DOGS, ("A", "1"), (Exists("bark"),), NO, set={"name": "Rex"}),
    ]

    (folded,) = fold(steps)

    assert folded.conditions == (Exists("purr"), Exists("bark"))


def test_changes_of_one_item_are_made_at_once():
    first = change(set={"a": "x", "tags": frozenset("ab")}, remove=("old",), add={"n": ONE})
    second = change(
        set={"tags": frozenset("ba")}, remove=("old", "older"), add={"n": ONE, "m": -ONE}
    )

    (folded,) = fold([first, second])

    assert folded.set == {"a": "x", "tags": frozenset("ab")}
    assert folded.remove == ("old", "older")
    assert folded.add == {"n": 2, "m": -1}
    assert folded.becomes is None


def test_amounts_of_38_digits_are_added_exactly():
    large = Decimal("12345678901234567890123456789012345678")

    (folded,) = fold([change(add={"n": large}), change(add={"n": ONE})])

    assert str(folded.add["n"]) == "12345678901234567890123456789012345679"


@pytest.mark.parametrize("knowing_first", [True, False])
def test_what_the_item_becomes_is_known_with_all_changes(knowing_first):
    whole = invoice(1, note="kept", old="x")
    knowing = change(set={"note": "kept"}, becomes=whole)
    other = change(set={"more": "y"}, remove=("old",), add={"amount": ONE, "count": ONE})

    (folded,) = fold([knowing, other] if knowing_first else [other, knowing])

    assert folded.becomes == {
        **invoice(1, amount=Decimal(11)),
        **{"note": "kept", "more": "y", "count": ONE},
    }
    assert "old" in whole


def test_the_same_condition_is_asked_once_and_similar_ones_are_kept_apart():
    conditions = (THERE, Equals("flag", True), Equals("flag", Decimal(1)), Equals("list", ["a"]))

    (folded,) = fold([check(*conditions), check(*conditions)])

    assert list(map(str, folded.conditions)) == list(map(str, conditions))


def test_a_change_of_nothing_is_a_check_and_without_conditions_nothing():
    assert fold([Change(INVOICES, KEY, (THERE,), NO)]) == [Check(INVOICES, KEY, (THERE,), NO)]
    assert fold([Change(INVOICES, KEY, (), NO), check(key=OTHER)]) == []
    assert fold([Change(INVOICES, KEY, (THERE,), NO), put(1)])[0].conditions == (
        THERE,
        Missing("companyId"),
    )


def test_steps_that_do_the_same_are_one():
    delete = Delete(INVOICES, KEY, (THERE,), NO)

    first = put(1)

    assert fold([first, put(1)]) == [first]
    assert fold([delete, Delete(INVOICES, KEY, (), NO)]) == [delete]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (put(1), put(1, note="x")),
        (put(1), edit(status="paid")),
        (put(1), Delete(INVOICES, KEY, (), NO)),
        (edit(status="paid"), Delete(INVOICES, KEY, (), NO)),
    ],
)
def test_two_ways_of_writing_one_item_are_a_mistake(one, other):
    for steps in ([one, other], [other, one]):
        with pytest.raises(ValueError, match="two steps write the same item of invoices"):
            fold(steps)


def test_two_values_of_one_attribute_are_a_mistake():
    with pytest.raises(ValueError, match="two steps set flag of invoices to different values"):
        fold([change(set={"flag": True}), change(set={"flag": ONE})])


@pytest.mark.parametrize(
    "other", [{"remove": ("a",)}, {"add": {"a": ONE}}, {"set": {"b": "x"}, "add": {"a": ONE}}]
)
def test_one_attribute_is_treated_in_one_way(other):
    with pytest.raises(ValueError, match="set, removed or added to at once"):
        fold([change(set={"a": "x"}), change(**other)])
    with pytest.raises(ValueError, match="set, removed or added to at once"):
        fold([change(**{"set": {"a": "x"}, "remove": ("a",)})])


@pytest.mark.parametrize("touching", [{"set": {"invoiceId": "x"}}, {"remove": ("companyId",)}])
def test_a_key_never_changes(touching):
    with pytest.raises(ValueError, match="a key of invoices never changes"):
        fold([change(**touching)])


def test_a_step_names_the_item_it_writes():
    with pytest.raises(ValueError, match="names another invoices than it writes"):
        fold([Put(INVOICES, OTHER, (), NO, item=invoice(1))])
    with pytest.raises(ValueError, match="names another invoices than it writes"):
        fold([Change(INVOICES, OTHER, (), NO, set={"a": "x"}, becomes=invoice(1))])


def test_conditions_are_decided_on_an_item_or_on_none():
    assert check(THERE).allows(invoice(1))
    assert not check(THERE, PAID).allows(invoice(1))
    assert not check(THERE).allows(None)
    assert check(Missing("companyId")).allows(None)
    assert not check(Compare("amount", ">=", ONE)).allows({})
