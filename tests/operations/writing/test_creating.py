"""Creating an item: ids, defaults, and everything that has to be there."""

import re
from decimal import Decimal

import pytest

from entities.errors import (
    ActionNotAllowed,
    AlreadyThere,
    CompanyNotAllowed,
    EditRefused,
    ReadOnly,
    ReferenceRefused,
    Taken,
)
from entities.schema.viewer import Viewer, everyone
from tests.operations.writing.desk import C1, Desk

SAND = {
    "companyId": C1,
    "projectId": "proj_1",
    "contractorId": "contr_1",
    "invoiceNum": "INV-77",
    "date": "2025-06-10",
    "amount": Decimal(118),
    "paymentMethod": "מזומן",
}


def test_a_new_item_gets_an_id_its_defaults_stamps_and_derived_values(desk):
    saved = desk.create("expenses", **SAND)

    made = desk.item("expenses", (C1, saved.item["expenseId"]))
    assert re.fullmatch(r"exp_1749988860000_[0-9a-z]{9}", made["expenseId"])
    assert made == saved.item
    assert made == SAND | {
        "expenseId": made["expenseId"],
        "status": "pending",
        "baseAmount": Decimal(100),
        "vatAmount": Decimal(18),
        "vatRate": Decimal("0.18"),
        "createdAt": "2025-06-15T12:01:00.000Z",
        "updatedAt": "2025-06-15T12:01:00.000Z",
    }
    (entry,) = desk.entries("expenses", (C1, made["expenseId"]))
    assert entry["action"] == "create"


def test_a_new_expense_moves_the_project_s_spend_and_the_company_s_counter(desk):
    desk.create("expenses", **SAND)

    assert desk.item("projects", (C1, "proj_1"))["spentAmount"] == 1298
    assert desk.item("companies", (C1,))["currentMonthExpenses"] == 2


@pytest.mark.parametrize(
    ("name", "given", "counter"),
    [
        ("projects", {"name": "Dike", "startDate": "2025-07-01"}, "currentProjects"),
        ("company-users", {"userId": "user_3"}, "currentUsers"),
    ],
)
def test_the_company_counts_its_new_items(desk, name, given, counter):
    before = desk.item("companies", (C1,))[counter]

    desk.create(name, companyId=C1, **given)

    assert desk.item("companies", (C1,))[counter] == before + 1


def test_a_new_company_has_counted_nothing_yet(desk):
    saved = desk.create("companies", name="Beta")

    assert saved.item["companyId"].startswith("comp_")
    assert (saved.item["subscriptionTier"], saved.item["currentUsers"]) == ("trial", 0)


def test_a_key_that_is_taken_is_taken(desk):
    with pytest.raises(AlreadyThere):
        desk.create(
            "projects",
            companyId=C1,
            projectId="proj_GENERAL_EXPENSES",
            name="Again",
            startDate="2025-01-01",
        )


def test_everything_wrong_is_said_at_once(desk):
    with pytest.raises(EditRefused) as refused:
        desk.create("expenses", companyId=C1, expenseId="a b", amount=Decimal(-1), vatRate=1)

    assert refused.value.problems.keys() == {
        "expenseId",
        "projectId",
        "contractorId",
        "date",
        "amount",
        "paymentMethod",
        "vatRate",
    }


def test_what_is_referred_to_must_be_there(desk):
    with pytest.raises(ReferenceRefused) as refused:
        desk.create("expenses", **SAND | {"projectId": "proj_9"})

    assert refused.value.field == "projectId"
    assert str(refused.value) == "“Project”: there is no project “proj_9”."


def test_what_is_unique_must_be_free(desk):
    with pytest.raises(Taken) as refused:
        desk.create("expenses", **SAND | {"invoiceNum": "INV-1"})

    assert str(refused.value) == "“Invoice number”: “INV-1” is taken by another item."


def test_a_second_item_of_the_same_name_is_made_with_a_warning(desk):
    saved = desk.create("contractors", companyId=C1, name="Contractor 1")

    assert saved.warnings == ("“Name”: “Contractor 1” is taken by another item.",)


def test_the_same_click_twice_creates_once(desk):
    act = desk.act(token="click")

    first, second = desk.create("expenses", act, **SAND), desk.create("expenses", act, **SAND)

    assert second.item == first.item
    assert second.entries == first.entries
    assert len(desk.all("expenses")) == 2


def test_who_may_not_create_does_not(desk):
    with pytest.raises(ActionNotAllowed):
        Desk(desk.store, everyone("ruth", "view", "edit")).create("works", companyId=C1)


def test_nobody_creates_in_a_company_that_is_not_theirs(desk):
    stranger = Viewer("ruth", frozenset({"view", "create"}), frozenset({"comp_2"}))

    with pytest.raises(CompanyNotAllowed):
        Desk(desk.store, stranger).create("contractors", companyId=C1, name="Mine")


def test_nothing_is_created_in_a_read_only_generation(desk):
    with pytest.raises(ReadOnly):
        desk.create("single-works", userId="u1", workId="work_1")


def test_a_creator_that_is_given_stands_under_both_names(desk):
    saved = desk.create("expenses", **SAND, createdBy="user_1")

    assert saved.item["userId"] == "user_1"


def test_what_would_not_fit_is_said_before_the_call(desk):
    with pytest.raises(EditRefused) as refused:
        desk.create("contractors", companyId=C1, name="Big", picture="x" * 400_000)

    assert refused.value.problems[""].startswith("The item takes")


def test_an_id_may_be_typed(desk):
    desk.create("contractors", companyId=C1, contractorId="contr_own", name="Own")

    assert desk.item("contractors", (C1, "contr_own"))["status"] == "active"


def test_what_is_declared_without_stamps_gets_none(desk):
    desk.create("pending-payments", userId="user_1", companyName="Acme")
    desk.save("pending-payments", ("user_1",), companyName="Acme Building")

    item = desk.item("pending-payments", ("user_1",))
    assert item == {"userId": "user_1", "companyName": "Acme Building"}
