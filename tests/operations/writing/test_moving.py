"""Moving an item to another key: one transaction, nothing left pointing at the old one."""

import pytest

from entities.errors import (
    ActionNotAllowed,
    AlreadyThere,
    CompanyNotAllowed,
    EditRefused,
    MoveRefused,
    ReferenceRefused,
)
from entities.schema.viewer import Viewer, everyone
from tests.operations.making import put
from tests.operations.writing.desk import C1, Desk, company, expense, member, project, work

PROJECT, EXPENSE, WORK = (C1, "proj_1"), (C1, "exp_1"), (C1, "work_1")


def test_an_item_is_under_its_new_key_with_everything_it_held(desk):
    saved = desk.move("projects", PROJECT, (C1, "proj_9"))

    assert desk.item("projects", PROJECT) is None
    assert desk.item("projects", (C1, "proj_9")) == saved.item
    assert saved.item == project(1) | {
        "projectId": "proj_9",
        "updatedAt": "2025-06-15T12:01:00.000Z",
    }


def test_what_refers_to_it_follows(desk):
    desk.move("projects", PROJECT, (C1, "proj_9"))

    assert desk.item("expenses", EXPENSE)["projectId"] == "proj_9"
    assert desk.item("works", WORK)["projectId"] == "proj_9"
    assert desk.item("projects", (C1, "proj_9"))["spentAmount"] == 1180


def test_both_keys_have_an_entry_of_the_same_act(desk):
    desk.move("projects", PROJECT, (C1, "proj_9"))

    (old,), (new,) = (desk.entries("projects", (C1, i)) for i in ("proj_1", "proj_9"))
    assert (old["action"], new["action"]) == ("move", "move")
    assert old["requestId"] == new["requestId"] != ""


def test_counters_and_claims_stay_with_the_item(desk):
    desk.save("expenses", EXPENSE, invoiceNum="INV-5")
    before = desk.item("companies", (C1,))

    desk.move("expenses", EXPENSE, (C1, "exp_9"))

    assert desk.item("companies", (C1,)) == before
    (claim,) = desk.claims("unique")
    assert claim["key"] == [C1, "exp_9"]


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("proj 9", "An id has letters, digits, _ and - only, at most 100 of them."),
        ("proj_1", "This is its key already."),
        ("", "This must not be empty."),
    ],
)
def test_a_key_that_breaks_a_rule_is_refused(desk, key, problem):
    with pytest.raises(EditRefused) as refused:
        desk.move("projects", PROJECT, (C1, key))

    assert refused.value.problems == {"projectId": problem}


def test_a_key_that_is_taken_is_refused(desk):
    with pytest.raises(AlreadyThere):
        desk.move("projects", PROJECT, (C1, "proj_2"))
    assert desk.item("projects", PROJECT) == project(1)


def test_system_rows_keep_their_key(desk):
    with pytest.raises(MoveRefused, match="keeps its key"):
        desk.move("projects", (C1, "proj_GENERAL_EXPENSES"), (C1, "proj_9"))


def test_an_item_moves_to_another_company_only_with_all_it_refers_to(desk):
    put(desk.store, "companies", company(companyId="comp_2"))

    with pytest.raises(ReferenceRefused):
        desk.move("expenses", EXPENSE, ("comp_2", "exp_1"))

    put(desk.store, "projects", project(1, companyId="comp_2"))
    put(desk.store, "contractors", {"companyId": "comp_2", "contractorId": "contr_1"})
    put(desk.store, "company-users", {"companyId": "comp_2", "userId": "user_1"})
    desk.move("expenses", EXPENSE, ("comp_2", "exp_1"))

    assert desk.item("projects", PROJECT)["spentAmount"] == 0
    assert desk.item("projects", ("comp_2", "proj_1"))["spentAmount"] == 2360


def test_what_others_in_the_company_refer_to_stays_in_it(desk):
    put(desk.store, "companies", company(companyId="comp_2"))

    with pytest.raises(MoveRefused, match="1 expense and 1 work refer to it."):
        desk.move("projects", PROJECT, ("comp_2", "proj_1"))


def test_what_is_referred_to_by_a_key_stays_where_it_is(desk):
    with pytest.raises(MoveRefused):
        desk.move("companies", (C1,), ("comp_9",))


def test_nobody_moves_items_into_a_company_that_is_not_theirs(desk):
    own = Viewer("ruth", frozenset({"view", "edit", "create", "delete"}), frozenset({C1}))

    with pytest.raises(CompanyNotAllowed):
        Desk(desk.store, own).move("works", WORK, ("comp_2", "work_1"))


def test_who_may_not_delete_does_not_move(desk):
    with pytest.raises(ActionNotAllowed):
        Desk(desk.store, everyone("ruth", "view", "edit", "create")).move("works", WORK, WORK)


def test_the_same_click_twice_moves_once(desk):
    act = desk.act(token="click")

    first = desk.move("works", WORK, (C1, "work_9"), act)

    assert desk.move("works", WORK, (C1, "work_9"), act) == first


def test_several_references_of_one_item_follow_in_one_edit(desk):
    put(desk.store, "expenses", expense(2, workId="work_1"))
    put(desk.store, "works", work(2, expenseId="exp_2"))

    desk.move("works", WORK, (C1, "work_9"))

    assert desk.item("expenses", (C1, "exp_2"))["workId"] == "work_9"


def test_an_item_that_refers_to_itself_goes_on_doing_so(desk):
    put(desk.store, "company-users", member("user_3", invitedBy="user_3"))

    saved = desk.move("company-users", (C1, "user_3"), (C1, "user_4"))

    assert saved.item["invitedBy"] == "user_4"


def test_who_made_an_item_follows_under_both_names(desk):
    put(desk.store, "works", work(2, userId="user_2", createdBy="user_2"))

    desk.move("company-users", (C1, "user_2"), (C1, "user_9"))

    item = desk.item("works", (C1, "work_2"))
    assert (item["createdBy"], item["userId"]) == ("user_9", "user_9")
