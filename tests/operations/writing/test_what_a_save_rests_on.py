"""What was not changed but decided by must be as it was read, whatever the stamps say: outside
writers leave them alone, and two servers may save at one moment."""

from decimal import Decimal

import pytest

from entities.errors import MergeNeeded, Taken
from tests.operations.making import put
from tests.operations.writing.desk import C1, expense

EXPENSE = (C1, "exp_1")
D = Decimal


def spent(desk) -> list[Decimal]:
    return [desk.item("projects", (C1, f"proj_{n}"))["spentAmount"] for n in (1, 2)]


def outside(desk, **changed):
    """What the application does to the expense, without a stamp."""
    return lambda: put(desk.store, "expenses", expense(1, **changed))


def test_of_two_saves_at_one_moment_the_second_is_told_apart(desk, at_the_write):
    """Found by the machine of two editors: both clocks said 12:01."""
    dana, amir = desk.another("dana"), desk.another("amir")
    dana.save("expenses", EXPENSE, description="Gravel")
    at_the_write(lambda: amir.save("expenses", EXPENSE, amount=D(590)))

    with pytest.raises(MergeNeeded) as asked:
        dana.save("expenses", EXPENSE, status="approved")

    assert asked.value.clashes == {"status"}
    first, second = (entry["at"] for entry in desk.entries("expenses", EXPENSE))
    assert first == second
    assert desk.item("expenses", EXPENSE)["updatedAt"] == "2025-06-15T12:01:00.001Z"


def test_sums_follow_two_saves_at_one_moment(desk, at_the_write):
    dana, amir = desk.another("dana"), desk.another("amir")
    dana.save("expenses", EXPENSE, amount=D(590))
    at_the_write(lambda: amir.save("expenses", EXPENSE, amount=D(1180)))

    saved = dana.save("expenses", EXPENSE, projectId="proj_2")

    assert saved.item["amount"] == 1180
    assert spent(desk) == [0, 1180]


def test_an_amount_that_changed_without_a_stamp_is_what_moves_with_the_expense(desk, at_the_write):
    desk.open("expenses", EXPENSE)
    at_the_write(outside(desk, amount=D(590)))

    saved = desk.save("expenses", EXPENSE, projectId="proj_2")

    assert saved.merged == {"amount"}
    assert spent(desk) == [590, 590]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ({"status": "approved"}, {"description": "Gravel"}),
        ({"description": "Clay"}, {"status": "approved"}),
        ({"contractorId": "contr_2"}, {"projectId": "proj_2"}),
        ({"workId": "work_1"}, {"projectId": "proj_2"}),
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_does_not_merge_is_asked_about_without_a_stamp_as_well(
    desk, at_the_write, theirs, mine
):
    desk.open("expenses", EXPENSE)
    at_the_write(outside(desk, **theirs))

    with pytest.raises(MergeNeeded):
        desk.save("expenses", EXPENSE, **mine)

    assert desk.item("expenses", EXPENSE) == expense(1, **theirs)
    assert desk.entries("expenses", EXPENSE) == []


def test_a_unique_value_is_claimed_for_whom_it_belongs_to_by_then(desk, at_the_write):
    put(desk.store, "expenses", expense(2, contractorId="contr_2", invoiceNum="INV-9"))
    desk.open("expenses", EXPENSE)
    at_the_write(outside(desk, contractorId="contr_2"))

    with pytest.raises(Taken, match="“INV-9” is taken by another item."):
        desk.save("expenses", EXPENSE, invoiceNum="INV-9")

    assert desk.claims("unique") == []


def test_what_stands_for_itself_is_merged_in_one_go(desk, at_the_write, sent):
    desk.open("expenses", EXPENSE)
    at_the_write(outside(desk, paymentTerms="net 30"))
    del sent[:]

    desk.save("expenses", EXPENSE, description="Gravel")

    item = desk.item("expenses", EXPENSE)
    assert (item["paymentTerms"], item["description"]) == ("net 30", "Gravel")
    assert [name for name, _ in sent].count("TransactWriteItems") == 1
