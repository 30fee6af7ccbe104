"""The hard cases of writing and of people at work, one test or more each."""

from decimal import Decimal

import pytest

from entities.errors import Stale, TooMuchAtOnce, UndoRefused
from entities.operations.deeds import Deed
from entities.operations.editing import Wish
from entities.operations.writing import item_step, write
from entities.schema.deletion import Way
from tests.operations.making import put
from tests.operations.writing.desk import C1, SEALER, Desk, company, contractor, expense

EXPENSE = (C1, "exp_1")

# ---- writing ---------------------------------------------------------------------------------


def test_15_an_edit_of_an_item_that_is_gone_makes_no_ghost(desk, at_the_write):
    at_the_write(lambda: desk.another().delete("works", (C1, "work_1")))

    with pytest.raises(Exception, match="was not found"):
        desk.save("works", (C1, "work_1"), notes="dry")
    assert desk.item("works", (C1, "work_1")) is None


def test_15_what_lands_between_read_and_write_is_not_overwritten(desk, at_the_write):
    at_the_write(lambda: desk.another().save("expenses", EXPENSE, paymentTerms="net 30"))

    saved = desk.save("expenses", EXPENSE, description="Gravel")

    item = desk.item("expenses", EXPENSE)
    assert (item["paymentTerms"], item["description"]) == ("net 30", "Gravel")
    assert "paymentTerms" in saved.merged


def test_15_a_deed_upon_another_state_of_the_item_is_refused(desk):
    works = desk.entity("works")
    before = desk.item("works", (C1, "work_1"))
    desk.save("works", (C1, "work_1"), notes="dry")

    for after in (None, before | {"notes": "wet"}):
        deed = Deed(works, "edit", before, after)
        with pytest.raises(Stale):
            write(desk.store, desk.catalogue, [deed], desk.act(), sealer=SEALER)


def test_15_an_item_of_very_many_attributes_can_go(desk):
    many = {f"attribute {number:03}": "x" * 5000 if number == 7 else "x" for number in range(250)}
    put(desk.store, "contractors", contractor(3, **many))

    deleted = desk.delete("contractors", (C1, "contr_3"))
    desk.undo(deleted)

    assert desk.item("contractors", (C1, "contr_3")) == contractor(3, **many)
    deed = Deed(desk.entity("contractors"), "delete", contractor(3, **many), None)
    assert len(item_step(desk.catalogue, deed).conditions) == 61


def test_17_a_reference_and_a_counter_on_one_item_are_one_action(desk, sent):
    desk.save("expenses", EXPENSE, projectId="proj_2")

    (asked,) = [a for name, a in sent if name == "TransactWriteItems"]
    places = [
        str((body["TableName"], body.get("Key") or body["Item"]))
        for action in asked["TransactItems"]
        for body in action.values()
    ]
    assert len(set(places)) == len(places)


def test_17_a_double_click_saves_once_however_late_the_second_comes(desk):
    act = desk.act(token="click")
    opened = desk.open("expenses", EXPENSE)
    wish = Wish({"description": "Gravel"}, frozenset(), opened.etags)
    first = desk.wish("expenses", EXPENSE, wish, act)
    desk.another().save("expenses", EXPENSE, description="Stone")

    second = desk.wish("expenses", EXPENSE, wish, act)

    assert (second.item, second.entries) == (first.item, first.entries)
    assert desk.item("expenses", EXPENSE)["description"] == "Stone"


def test_17_more_than_a_hundred_actions_are_refused_before_the_call(desk, sent):
    put(desk.store, "expenses", *(expense(number) for number in range(2, 60)))
    del sent[:]

    with pytest.raises(TooMuchAtOnce):
        desk.delete("contractors", (C1, "contr_1"), Way.REPOINT)
    assert [a for n, a in sent if n == "TransactWriteItems" if len(a["TransactItems"]) > 2] == []


def test_19_the_other_generation_is_written_in_the_same_transaction(desk):
    users = desk.entity("multi-users")

    def mirror(deed):
        twin = {"userId": "mirrored", "name": deed.after["description"]}
        return (item_step(desk.catalogue, Deed(users, "create", None, twin)),)

    desk.wish("expenses", EXPENSE, Wish({"description": "Gravel"}), mirrors=(mirror,))

    assert desk.item("multi-users", ("mirrored",))["name"] == "Gravel"


def test_21_counters_are_added_to_only_where_they_are(desk):
    bare = {name: value for name, value in company().items() if not name.startswith("current")}
    put(desk.store, "companies", bare)

    desk.create("contractors", companyId=C1, name="Third")
    desk.delete("expenses", EXPENSE)

    assert desk.item("companies", (C1,)) == bare


# ---- people ----------------------------------------------------------------------------------


def test_35_a_group_is_merged_whole(desk):
    desk.open("projects", (C1, "proj_1"))
    desk.another().save("projects", (C1, "proj_1"), startDate="2025-02-01")

    with pytest.raises(Exception, match="Somebody else changed this project") as asked:
        desk.save("projects", (C1, "proj_1"), endDate="2025-12-31", name="Dike")
    assert asked.value.clashes == {"endDate"}


def test_35_a_status_merges_with_nothing_but_with_sums_that_moved_along(desk):
    desk.open("projects", (C1, "proj_1"))
    desk.another().save("expenses", EXPENSE, amount=Decimal(5))
    desk.save("projects", (C1, "proj_1"), status="on-hold")

    desk.open("projects", (C1, "proj_1"))
    desk.another().save("projects", (C1, "proj_1"), location="Haifa")
    with pytest.raises(Exception, match="Somebody else changed"):
        desk.save("projects", (C1, "proj_1"), status="active")


def test_35_two_references_do_not_merge(desk):
    desk.open("expenses", EXPENSE)
    desk.another().save("expenses", EXPENSE, contractorId="contr_2")

    with pytest.raises(Exception, match="Somebody else changed"):
        desk.save("expenses", EXPENSE, projectId="proj_2")


def test_36_an_undo_says_what_moved_on(desk):
    done = desk.save("expenses", EXPENSE, status="approved")
    Desk(desk.store).save("expenses", EXPENSE, status="paid")

    with pytest.raises(UndoRefused, match="Changed since: Status."):
        desk.undo(done)
