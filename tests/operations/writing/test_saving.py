"""Saving an item: what is written, what is not, and what follows."""

from decimal import Decimal

import pytest

from entities.dynamodb.metering import metered
from entities.errors import (
    ActionNotAllowed,
    EditRefused,
    ItemNotFound,
    MergeNeeded,
    ReadOnly,
)
from entities.operations.editing import Wish, must_be_writable, open_item
from entities.operations.live import Live
from entities.schema.viewer import Viewer, everyone
from tests.operations.making import put
from tests.operations.writing.desk import C1, SEALER, Desk, expense, project, work

EXPENSE = (C1, "exp_1")
PROJECT = (C1, "proj_1")
WORK = (C1, "work_1")


def test_a_save_writes_what_changed_with_its_audit_entry(desk):
    saved = desk.save("expenses", EXPENSE, description="Gravel")

    item = desk.item("expenses", EXPENSE)
    assert item == saved.item
    assert item == expense(1) | {
        "description": "Gravel",
        "updatedAt": "2025-06-15T12:01:00.000Z",
    }
    (entry,) = desk.entries("expenses", EXPENSE)
    assert (entry["action"], entry["actor"]) == ("edit", "dana")
    assert entry["changed"] == ["description", "updatedAt"]
    assert [entry["entryId"]] == [recorded.entry_id for recorded in saved.entries]


def test_only_what_changed_is_sent(desk, sent):
    desk.save("expenses", EXPENSE, description="Gravel")

    (transaction,) = [params for name, params in sent if name == "TransactWriteItems"]
    update = transaction["TransactItems"][0]["Update"]
    assert sorted(update["ExpressionAttributeNames"].values()) == [
        "companyId",
        "description",
        "status",  # looked at: nothing merges with a change of it
        "updatedAt",
    ]
    assert update["UpdateExpression"].count(" = ") == 2
    assert update["UpdateExpression"].startswith("SET ")


def test_a_save_reads_the_item_and_the_end_of_its_chain_and_writes_once(desk, sent):
    opened = desk.open("expenses", EXPENSE)
    wish, act = Wish({"description": "Gravel"}, etags=opened.etags), desk.act(token="click")
    del sent[:]

    desk.wish("expenses", EXPENSE, wish, act)

    assert [name for name, _ in sent] == ["GetItem", "BatchGetItem", "TransactWriteItems"]


def test_nothing_changed_writes_nothing(desk):
    desk.open("expenses", EXPENSE)
    with metered() as meter:
        saved = desk.save("expenses", EXPENSE, description="Sand", amount=Decimal("1180.00"))

    assert saved.entries == []
    assert meter.calls["TransactWriteItems"] == 0
    assert desk.entries("expenses", EXPENSE) == []


def test_another_spelling_of_the_same_number_is_no_change(desk):
    assert desk.save("expenses", EXPENSE, amount=Decimal("1.180E+3")).entries == []


def test_a_form_that_sends_back_everything_it_was_filled_with_changes_only_what_was_typed(desk):
    opened = desk.open("expenses", EXPENSE)
    desk.another().save("expenses", EXPENSE, description="Gravel")

    everything = {n: v for n, v in opened.item.items() if n not in ("companyId", "expenseId")}
    desk.save("expenses", EXPENSE, **everything | {"date": "2025-06-03"})

    item = desk.item("expenses", EXPENSE)
    assert (item["description"], item["date"]) == ("Gravel", "2025-06-03")


def test_all_wrong_fields_are_reported_together(desk):
    with pytest.raises(EditRefused) as refused:
        desk.save("expenses", EXPENSE, amount=Decimal(0), date="2025-02-30", paymentMethod="barter")

    assert refused.value.problems.keys() == {"amount", "date", "paymentMethod"}
    assert refused.value.problems["amount"] == "This must be more than 0."
    assert desk.item("expenses", EXPENSE) == expense(1)


def test_old_bad_values_stay_where_they_are_and_stop_nobody(desk):
    put(desk.store, "expenses", expense(2, date="15/01/2025", paymentMethod="barter"))

    desk.save("expenses", (C1, "exp_2"), description="Gravel")

    item = desk.item("expenses", (C1, "exp_2"))
    assert (item["date"], item["paymentMethod"]) == ("15/01/2025", "barter")


def test_a_status_moves_only_where_it_may_go(desk):
    desk.save("expenses", EXPENSE, status="approved")

    with pytest.raises(EditRefused) as refused:
        desk.save("expenses", EXPENSE, status="rejected")

    assert refused.value.problems == {"status": "From approved it can become paid."}


def test_an_end_before_its_start_is_refused(desk):
    with pytest.raises(EditRefused) as refused:
        desk.save("projects", PROJECT, endDate="2024-12-31")

    assert refused.value.problems == {"endDate": "This lies before “Start date”."}


def test_the_amounts_of_vat_follow_the_amount(desk):
    desk.save("expenses", EXPENSE, amount=Decimal("99.99"))

    item = desk.item("expenses", EXPENSE)
    vat = tuple(item[name] for name in ("baseAmount", "vatAmount", "vatRate"))
    assert vat == (Decimal("84.74"), Decimal("15.25"), Decimal("0.18"))


def test_what_keyroom_works_out_cannot_be_typed(desk):
    with pytest.raises(EditRefused) as refused:
        desk.save("projects", PROJECT, isSystemProject=True, projectId="proj_9")

    assert refused.value.problems == {
        "isSystemProject": "This is worked out and never typed.",
        "projectId": "A key is changed by moving the item.",
    }


def test_a_field_held_under_an_alias_stays_there_until_it_is_edited(desk):
    old = work(2)
    old["WorkName"] = old.pop("workName")
    put(desk.store, "works", old)

    desk.save("works", (C1, "work_2"), notes="dry")
    assert desk.item("works", (C1, "work_2"))["WorkName"] == "Work 2"

    desk.save("works", (C1, "work_2"), workName="Roof")
    item = desk.item("works", (C1, "work_2"))
    assert item["workName"] == "Roof"
    assert "WorkName" not in item


def test_the_same_name_under_an_alias_is_no_change(desk):
    old = work(2)
    old["WorkName"] = old.pop("workName")
    put(desk.store, "works", old)

    assert desk.save("works", (C1, "work_2"), workName="Work 2").entries == []


def test_an_alias_named_as_such_is_edited_where_it_is(desk):
    put(desk.store, "works", work(2, WorkName="Old name"))

    desk.save("works", (C1, "work_2"), WorkName="Older name")

    item = desk.item("works", (C1, "work_2"))
    assert (item["workName"], item["WorkName"]) == ("Work 2", "Older name")


def test_an_attribute_is_removed_on_request(desk):
    put(desk.store, "projects", project(3, location="Haifa"))

    desk.save("projects", (C1, "proj_3"), drop=["location", "never there"])

    assert "location" not in desk.item("projects", (C1, "proj_3"))


def test_who_may_not_edit_may_not_open_the_form(desk):
    reader = everyone("ruth", "view")

    with pytest.raises(ActionNotAllowed):
        open_item(desk.store, desk.entity("works"), WORK, viewer=reader, sealer=SEALER)


def test_an_item_of_another_company_is_not_found(desk):
    stranger = Viewer("ruth", frozenset({"view", "edit"}), frozenset({"comp_2"}))

    with pytest.raises(ItemNotFound):
        Desk(desk.store, stranger).save("expenses", EXPENSE, description="Gravel")


def test_a_read_only_generation_is_not_edited(desk):
    put(desk.store, "single-works", {"userId": "u1", "expenseId": "work_1", "workId": "work_1"})

    with pytest.raises(ReadOnly):
        desk.open("single-works", ("u1", "work_1"))


def test_the_multi_table_generation_is_edited_with_its_composites(desk):
    put(desk.store, "multi-users", {"userId": "u1"})
    put(desk.store, "multi-projects", {"userId": "u1", "projectId": "proj_1", "name": "P"})
    key = ("u1", "proj_1")

    desk.save("multi-projects", key, status="active", startDate="2025-01-02")
    assert desk.item("multi-projects", key)["status#startDate"] == "active#2025-01-02"

    desk.save("multi-projects", key, drop=["status"])
    assert "status#startDate" not in desk.item("multi-projects", key)


def test_a_merge_page_learns_what_clashes_and_what_the_other_changed(desk):
    desk.open("expenses", EXPENSE)
    desk.another().save("expenses", EXPENSE, description="Gravel", date="2025-06-03")

    with pytest.raises(MergeNeeded) as asked:
        desk.save("expenses", EXPENSE, description="Stone", paymentTerms="net 30")

    assert asked.value.clashes == {"description"}
    assert asked.value.theirs == {"description", "date", "updatedAt"}


def test_without_etags_the_item_is_taken_as_it_is_now(desk):
    saved = desk.wish("expenses", EXPENSE, Wish({"description": "Gravel"}))

    assert saved.item["description"] == "Gravel"


def test_a_creator_is_written_under_both_names_that_programs_read(desk):
    desk.save("expenses", EXPENSE, createdBy="user_2")
    item = desk.item("expenses", EXPENSE)
    assert (item["createdBy"], item["userId"]) == ("user_2", "user_2")

    desk.save("expenses", EXPENSE, drop=["createdBy"])
    assert desk.item("expenses", EXPENSE).keys().isdisjoint({"createdBy", "userId"})


def test_a_table_that_is_not_as_declared_is_not_written_to(desk):
    table = Live(desk.entity("works"), desk.store.key_schema(desk.entity("works")), ("Other.",))

    with pytest.raises(ReadOnly, match="Works cannot be edited here. Other."):
        must_be_writable(table)


def test_the_same_value_from_who_saw_nothing_writes_nothing(desk):
    """An import or a bulk change may come without what was seen."""
    saved = desk.wish(
        "expenses", EXPENSE, Wish({"description": "Sand", "amount": Decimal("1180.0")})
    )

    assert (saved.entries, saved.item) == ([], expense(1))


def test_an_expense_of_no_project_counts_in_no_sum(desk):
    put(desk.store, "expenses", expense(1, projectId=""))

    desk.save("expenses", EXPENSE, amount=Decimal(5))

    assert [desk.item("projects", (C1, f"proj_{n}"))["spentAmount"] for n in (1, 2)] == [1180, 0]
