"""Deleting: what refers to an item decides which ways are open, and each way leaves no dangler."""

from decimal import Decimal

import pytest

from entities.errors import (
    ActionNotAllowed,
    BeingDeleted,
    DeletionRefused,
    LastOneKept,
    ReferenceRefused,
    TooMuchAtOnce,
)
from entities.operations.leaving import leaving
from entities.schema.deletion import Way
from entities.schema.viewer import everyone
from tests.operations.making import put
from tests.operations.writing.asking import approved, carry_out
from tests.operations.writing.desk import C1, Desk, expense, member, project, work

PROJECT, CONTRACTOR, WORK = (C1, "proj_1"), (C1, "contr_1"), (C1, "work_1")
EXPENSE = (C1, "exp_1")
ADMIN = (C1, "user_1")


def test_an_item_that_nothing_refers_to_goes_with_its_audit_entry(desk):
    assert desk.preview("projects", (C1, "proj_2")).ways.open == (Way.ALONE,)

    desk.delete("projects", (C1, "proj_2"))

    assert desk.item("projects", (C1, "proj_2")) is None
    assert [e["action"] for e in desk.entries("projects", (C1, "proj_2"))] == ["delete"]
    assert desk.claims("deleting") == []
    assert desk.item("companies", (C1,))["currentProjects"] == 1


def test_the_preview_counts_what_refers_to_a_project_and_names_the_ways(desk):
    preview = desk.preview("projects", PROJECT)

    counts = {of.entity.name: len(of.items) for of in preview.referrers}
    assert counts == {"expenses": 1, "works": 1}
    assert preview.ways.open == (Way.REPOINT, Way.CASCADE)


def test_a_project_is_not_deleted_while_something_refers_to_it(desk):
    with pytest.raises(DeletionRefused) as refused:
        desk.delete("projects", PROJECT)

    assert str(refused.value) == ("This project was not deleted. 1 expense and 1 work refer to it.")
    assert desk.claims("deleting") == []


def test_what_refers_to_a_project_is_turned_to_the_general_one(desk):
    desk.delete("projects", PROJECT, Way.REPOINT)

    assert desk.item("projects", PROJECT) is None
    for name, key in (("expenses", EXPENSE), ("works", WORK)):
        assert desk.item(name, key)["projectId"] == "proj_GENERAL_EXPENSES"
        assert [e["action"] for e in desk.entries(name, key)] == ["edit"]
    assert desk.item("projects", (C1, "proj_GENERAL_EXPENSES"))["spentAmount"] == 1180


def test_what_refers_to_a_project_goes_with_it(desk):
    desk.delete("projects", PROJECT, Way.CASCADE)

    assert [desk.item(*of) for of in (("expenses", EXPENSE), ("works", WORK))] == [None, None]
    company = desk.item("companies", (C1,))
    assert (company["currentProjects"], company["currentMonthExpenses"]) == (1, 0)


def test_what_refers_to_something_that_goes_along_lets_go_of_it(desk):
    put(desk.store, "works", work(2, projectId="proj_2", expenseId="exp_1"))
    put(desk.store, "expenses", expense(2, projectId="proj_2", workId="work_1"))

    desk.delete("projects", PROJECT, Way.CASCADE)

    assert desk.item("works", (C1, "work_2"))["expenseId"] is None
    assert desk.item("expenses", (C1, "exp_2"))["workId"] == ""


def test_a_paid_expense_that_would_go_along_asks_a_person_to_insist(desk):
    put(desk.store, "expenses", expense(2, status="paid"))

    with pytest.raises(DeletionRefused):
        desk.delete("projects", PROJECT, Way.CASCADE)
    desk.delete("projects", PROJECT, Way.CASCADE, insist=True)

    assert desk.all("expenses") == []


def test_a_contractor_s_items_are_turned_to_the_general_one_and_never_cascade(desk):
    assert desk.preview("contractors", CONTRACTOR).ways.open == (Way.REPOINT,)

    desk.delete("contractors", CONTRACTOR, Way.REPOINT)

    assert desk.item("expenses", EXPENSE)["contractorId"] == "cont_GENERAL"


def test_a_work_that_goes_is_cleared_from_its_expenses(desk):
    put(desk.store, "expenses", expense(2, workId="work_1"))

    desk.delete("works", WORK, Way.CLEAR)

    assert desk.item("expenses", (C1, "exp_2"))["workId"] == ""


def test_system_rows_never_go(desk):
    for name, key in (
        ("projects", (C1, "proj_GENERAL_EXPENSES")),
        ("contractors", (C1, "cont_GENERAL")),
    ):
        preview = desk.preview(name, key)
        assert (preview.ways.open, len(preview.ways.refusals)) == ((), 1)
        with pytest.raises(DeletionRefused):
            desk.delete(name, key)


def test_billing_items_never_go(desk):
    put(desk.store, "paddle-payments", {"paymentId": "txn_1", "companyId": C1})

    assert desk.preview("paddle-payments", ("txn_1",)).ways.refusals == (
        "Billing items are never deleted by hand.",
    )


def test_a_paid_expense_goes_only_if_a_person_insists(desk):
    put(desk.store, "expenses", expense(2, status="paid"))

    assert desk.preview("expenses", (C1, "exp_2")).ways.insist == ("It is paid or processed.",)
    with pytest.raises(DeletionRefused):
        desk.delete("expenses", (C1, "exp_2"))
    desk.delete("expenses", (C1, "exp_2"), insist=True)

    assert desk.item("expenses", (C1, "exp_2")) is None


def test_a_user_is_marked_as_gone_and_no_longer_counted(desk):
    desk.delete("company-users", ADMIN, Way.SOFT)

    gone = desk.item("company-users", ADMIN)
    assert (gone["status"], gone["removedBy"]) == ("inactive", "dana")
    assert gone["removedAt"] == "2025-06-15T12:01:00.000Z"
    assert desk.item("companies", (C1,))["currentUsers"] == 1
    assert Way.SOFT not in desk.preview("company-users", ADMIN).ways.open
    with pytest.raises(DeletionRefused):
        desk.delete("company-users", ADMIN, Way.SOFT)


def test_the_last_active_admin_stays_one(desk):
    desk.delete("company-users", ADMIN, Way.SOFT)

    for attempt in (
        lambda: desk.delete("company-users", (C1, "user_2"), Way.SOFT),
        lambda: desk.delete("company-users", (C1, "user_2")),
        lambda: desk.save("company-users", (C1, "user_2"), role="editor"),
    ):
        with pytest.raises(LastOneKept, match="A company keeps at least one active admin."):
            attempt()


def test_a_user_is_deleted_for_good_only_if_no_item_names_them(desk):
    put(desk.store, "company-users", member("user_3"))

    assert desk.preview("company-users", ADMIN).ways.open == (Way.SOFT,)
    assert desk.preview("company-users", (C1, "user_3")).ways.open == (Way.SOFT, Way.ALONE)


def test_a_company_goes_only_when_just_system_rows_and_memberships_remain(desk):
    preview = desk.preview("companies", (C1,))
    assert preview.ways.open == ()
    assert "works" in preview.ways.refusals[0] or "work" in preview.ways.refusals[0]

    desk.delete("projects", PROJECT, Way.CASCADE)
    desk.delete("projects", (C1, "proj_2"))
    for number in (1, 2):
        desk.delete("contractors", (C1, f"contr_{number}"))
    assert desk.preview("companies", (C1,)).ways.open == (Way.CASCADE,)
    assert desk.entity("companies").deletion.two_people

    carry_out(desk, approved(desk))

    assert {name: len(items) for name, items in desk.data().items() if items} == {}


def test_a_cancelled_invitation_gives_its_seat_back_once(desk):
    invitation = {"companyId": C1, "email": "a@b.co", "role": "viewer", "status": "pending"}
    for number in (1, 2):
        put(desk.store, "invitations", invitation | {"invitationId": f"inv_{number}"})
    desk.save("companies", (C1,), currentUsers=Decimal(3))  # one of them was counted

    desk.delete("invitations", (C1, "inv_1"), Way.SOFT)
    assert desk.item("invitations", (C1, "inv_1"))["status"] == "cancelled"
    assert desk.item("companies", (C1,))["currentUsers"] == 2

    desk.delete("invitations", (C1, "inv_2"), Way.SOFT)
    assert desk.item("companies", (C1,))["currentUsers"] == 2
    assert desk.preview("invitations", (C1, "inv_2")).ways.open == ()


def test_what_changed_since_the_preview_is_not_deleted(desk):
    preview = desk.preview("expenses", EXPENSE)
    desk.another().save("expenses", EXPENSE, status="approved")

    with pytest.raises(DeletionRefused, match="Meanwhile this changed: Status."):
        desk.delete("expenses", EXPENSE, etags=preview.etags)


def test_too_many_children_are_left_to_a_run(desk):
    put(desk.store, "expenses", *(expense(number) for number in range(2, 60)))

    with pytest.raises(TooMuchAtOnce):
        desk.delete("projects", PROJECT, Way.CASCADE)
    assert len(desk.all("expenses")) == 59
    assert desk.claims("deleting") == []


def test_nobody_refers_to_an_item_that_is_about_to_go(desk):
    entity = desk.entity("projects")
    with leaving(desk.store, desk.catalogue, entity, (C1, "proj_2"), desk.act()):
        with pytest.raises(ReferenceRefused):
            desk.save("expenses", EXPENSE, projectId="proj_2")
        with pytest.raises(BeingDeleted):
            desk.another().delete("projects", (C1, "proj_2"))


def test_a_crash_in_the_middle_locks_nothing_for_long(desk):
    class Crash(BaseException):
        pass

    entity, key = desk.entity("projects"), (C1, "proj_2")
    with pytest.raises(Crash), leaving(desk.store, desk.catalogue, entity, key, desk.act()):
        raise Crash
    assert len(desk.claims("deleting")) == 1

    desk.minutes += 5
    desk.save("expenses", EXPENSE, projectId="proj_2")

    assert desk.item("expenses", EXPENSE)["projectId"] == "proj_2"
    assert desk.claims("deleting") == []


def test_who_slept_through_the_end_of_a_claim_no_longer_deletes(desk):
    from entities.operations.deeds import Deed
    from entities.operations.writing import write
    from tests.operations.writing.desk import SEALER

    entity, key = desk.entity("projects"), (C1, "proj_2")
    with (
        pytest.raises(BeingDeleted),
        leaving(desk.store, desk.catalogue, entity, key, desk.act()) as claim_ends,
    ):
        colleague = desk.another()
        colleague.minutes = 9
        colleague.save("expenses", EXPENSE, projectId="proj_2")
        deed = Deed(entity, "delete", desk.item("projects", key), None)
        write(desk.store, desk.catalogue, [deed], desk.act(), sealer=SEALER, also=[claim_ends])

    assert desk.item("projects", key) is not None


def test_a_project_of_the_multi_generation_goes_with_what_refers_to_it(desk):
    put(desk.store, "multi-users", {"userId": "u1"})
    put(desk.store, "multi-projects", {"userId": "u1", "projectId": "p1", "name": "P"})
    put(desk.store, "multi-expenses", {"userId": "u1", "expenseId": "e1", "projectId": "p1"})

    assert desk.preview("multi-projects", ("u1", "p1")).ways.open == (Way.CASCADE,)
    desk.delete("multi-projects", ("u1", "p1"), Way.CASCADE)

    assert desk.item("multi-expenses", ("u1", "e1")) is None


def test_who_may_not_delete_does_not(desk):
    with pytest.raises(ActionNotAllowed):
        Desk(desk.store, everyone("ruth", "view", "edit")).delete("projects", PROJECT)


def test_the_same_click_twice_deletes_once(desk):
    act = desk.act(token="click")

    first = desk.delete("projects", (C1, "proj_2"), act=act)

    assert desk.delete("projects", (C1, "proj_2"), act=act) == first
    assert desk.item("projects", PROJECT) == project(1)
