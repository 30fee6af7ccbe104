"""Undo brings back exactly what was, says what moved on, and can be undone itself."""

from decimal import Decimal

import pytest

from entities.errors import (
    ActionNotAllowed,
    ItemNotFound,
    ReferenceRefused,
    Taken,
    UndoRefused,
)
from entities.operations.audit import Recorded
from entities.operations.deeds import Deed
from entities.operations.writing import write
from entities.schema.deletion import Way
from entities.schema.viewer import Viewer, everyone
from tests.operations.making import put
from tests.operations.writing.desk import C1, SEALER, Desk, expense, work
from tests.operations.writing.odd import ODD, typed

EXPENSE, PROJECT, WORK = (C1, "exp_1"), (C1, "proj_1"), (C1, "work_1")
CHANGED = {"description": "Gravel", "amount": Decimal("99.5"), "projectId": "proj_2"}

DOINGS = {
    "an edit": lambda desk: desk.save("expenses", EXPENSE, **CHANGED),
    "a removal": lambda desk: desk.save("expenses", EXPENSE, drop=["workId", "description"]),
    "a change of types": lambda desk: desk.save(
        "expenses",
        EXPENSE,
        drop=["nothing", "bytes"],
        **{"exact": "1", ":v0": Decimal(1), "set of texts": ["a", "b"], "empty": None, "new": {}},
    ),
    "a change of status": lambda desk: desk.save("expenses", EXPENSE, status="approved"),
    "a creation": lambda desk: desk.create("contractors", companyId=C1, name="Third"),
    "a new expense": lambda desk: desk.create(
        "expenses", **{n: v for n, v in expense(7).items() if not n.endswith("At")}
    ),
    "a deletion": lambda desk: desk.delete("expenses", EXPENSE),
    "a soft deletion": lambda desk: desk.delete("company-users", (C1, "user_2"), Way.SOFT),
    "a cascade": lambda desk: desk.delete("projects", PROJECT, Way.CASCADE),
    "a turn": lambda desk: desk.delete("contractors", (C1, "contr_1"), Way.REPOINT),
    "a clearing": lambda desk: desk.delete("works", WORK, Way.CLEAR),
    "a move": lambda desk: desk.move("projects", PROJECT, (C1, "proj_9")),
}


@pytest.fixture
def odd(desk):
    """A desk in front of an expense and a work that hold every type of value beside their own."""
    put(desk.store, "expenses", expense(1, **ODD))
    put(desk.store, "works", work(1, **ODD))
    return desk


def exactly(desk) -> dict:
    return typed(desk.data())


@pytest.mark.parametrize("doing", DOINGS)
def test_undo_restores_exactly_and_undoing_the_undo_does_it_again(odd, doing):
    before = exactly(odd)
    done = DOINGS[doing](odd)
    after = exactly(odd)
    assert after != before

    undone = odd.undo(done)
    assert exactly(odd) == before

    odd.undo(undone)
    assert exactly(odd) == after


@pytest.mark.parametrize("doing", DOINGS)
def test_what_is_undone_already_says_by_whom(desk, doing):
    done = DOINGS[doing](desk)
    desk.undo(done)

    for recorded in done.entries:
        with pytest.raises(UndoRefused, match="dana undid it on 2025-06-15 12:0"):
            desk.undo(Undoable(recorded))


class Undoable:
    def __init__(self, *entries: Recorded):
        self.entries = entries


def test_any_entry_of_an_act_undoes_all_of_it(desk):
    before = exactly(desk)
    done = desk.delete("projects", PROJECT, Way.CASCADE)
    assert len(done.entries) == 3

    desk.undo(Undoable(done.entries[-1]))

    assert exactly(desk) == before


def test_what_was_done_again_after_an_undo_can_be_undone_again(desk):
    done = desk.save("expenses", EXPENSE, description="Gravel")
    desk.undo(desk.undo(done))

    desk.undo(done)

    assert desk.item("expenses", EXPENSE)["description"] == "Sand"


def test_an_undo_is_refused_where_the_same_field_was_changed_since(desk):
    done = desk.save("expenses", EXPENSE, description="Gravel", amount=Decimal(5))
    desk.another().save("expenses", EXPENSE, description="Stone")

    with pytest.raises(UndoRefused) as refused:
        desk.undo(done)

    assert str(refused.value) == "This was not undone. Changed since: Description."
    assert desk.item("expenses", EXPENSE)["amount"] == 5


def test_later_changes_of_other_fields_stay(desk):
    done = desk.save("expenses", EXPENSE, description="Gravel")
    desk.another().save("expenses", EXPENSE, paymentTerms="net 30", date="2025-06-09")

    desk.undo(done)

    item = desk.item("expenses", EXPENSE)
    assert (item["description"], item["paymentTerms"]) == ("Sand", "net 30")
    assert (item["date"], item["updatedAt"]) == ("2025-06-09", "2025-06-15T12:02:00.000Z")


def test_a_sum_that_moved_along_since_stands_in_nobody_s_way(desk):
    done = desk.save("projects", PROJECT, name="Dike")
    desk.save("expenses", EXPENSE, amount=Decimal(2180))

    desk.undo(done)

    item = desk.item("projects", PROJECT)
    assert (item["name"], item["spentAmount"]) == ("Project 1", 2180)


def test_a_sum_that_somebody_corrected_and_that_moved_since_is_not_undone(desk):
    done = desk.save("projects", PROJECT, spentAmount=Decimal(5000))
    desk.save("expenses", EXPENSE, amount=Decimal(2180))

    with pytest.raises(UndoRefused, match="Changed since: Spent, as stored."):
        desk.undo(done)


def test_old_bad_values_come_back_unjudged(desk):
    put(desk.store, "expenses", expense(2, date="15/01/2025", paymentMethod="barter"))
    done = desk.save("expenses", (C1, "exp_2"), date="2025-01-15", paymentMethod="מזומן")

    desk.undo(done)

    item = desk.item("expenses", (C1, "exp_2"))
    assert (item["date"], item["paymentMethod"]) == ("15/01/2025", "barter")


def test_a_reference_that_dangled_before_may_dangle_again(desk):
    put(desk.store, "expenses", expense(2, projectId="proj_DOES_NOT_EXIST_12345"))
    done = desk.save("expenses", (C1, "exp_2"), projectId="proj_1")

    desk.undo(done)

    item = desk.item("expenses", (C1, "exp_2"))
    assert item["projectId"] == "proj_DOES_NOT_EXIST_12345"


def test_a_reference_to_what_was_deleted_since_does_not_come_back(desk):
    done = desk.save("expenses", EXPENSE, projectId="proj_2")
    desk.delete("works", WORK)
    desk.delete("projects", PROJECT)

    with pytest.raises(ReferenceRefused, match="there is no project “proj_1”"):
        desk.undo(done)


def test_a_unique_value_that_was_taken_since_does_not_come_back(desk):
    done = desk.save("expenses", EXPENSE, invoiceNum="INV-2")
    put(desk.store, "expenses", expense(3, invoiceNum="INV-1"))

    with pytest.raises(Taken):
        desk.undo(done)


def test_a_creation_is_not_undone_while_something_refers_to_it(desk):
    done = desk.create("projects", companyId=C1, name="Dike", startDate="2025-07-01")
    desk.save("works", WORK, projectId=done.item["projectId"])

    with pytest.raises(UndoRefused, match="1 work refers to it."):
        desk.undo(done)


def test_a_creation_is_not_undone_once_the_item_was_changed(desk):
    done = desk.create("projects", companyId=C1, name="Dike", startDate="2025-07-01")
    desk.save("projects", (C1, done.item["projectId"]), location="Haifa")

    with pytest.raises(UndoRefused, match="Changed since: Location."):
        desk.undo(done)


def test_a_deletion_is_not_undone_where_there_is_such_an_item_again(desk):
    done = desk.delete("works", WORK)
    put(desk.store, "works", work(1))

    with pytest.raises(UndoRefused, match="Work “work_1” is there again."):
        desk.undo(done)


def test_an_edit_of_what_was_deleted_since_is_not_undone(desk):
    done = desk.save("works", WORK, notes="dry")
    desk.delete("works", WORK)

    with pytest.raises(UndoRefused, match="Work “work_1” was deleted since."):
        desk.undo(done)


def test_an_undo_carries_the_entry_it_undoes(desk):
    done = desk.save("works", WORK, notes="dry")
    desk.undo(done)

    edit, undo = desk.entries("works", WORK)
    assert (undo["action"], undo["undoes"]) == ("undo", edit["entryId"])


def test_the_same_click_twice_undoes_once(desk):
    done = desk.save("works", WORK, notes="dry")
    act = desk.act(token="click")

    assert desk.undo(done, act) == desk.undo(done, act)
    assert len(desk.entries("works", WORK)) == 2


def test_an_entry_that_is_not_there_or_not_theirs_is_not_found(desk):
    done = desk.save("works", WORK, notes="dry")
    stranger = Viewer("ruth", frozenset({"view", "undo"}), frozenset({"comp_2"}))

    with pytest.raises(ItemNotFound):
        Desk(desk.store, stranger).undo(done)
    with pytest.raises(ItemNotFound):
        desk.undo(Undoable(Recorded("works#x,y", "2025")))


def test_who_may_not_undo_does_not(desk):
    done = desk.save("works", WORK, notes="dry")

    with pytest.raises(ActionNotAllowed):
        Desk(desk.store, everyone("ruth", "view", "edit")).undo(done)


def test_a_cancelled_invitation_is_pending_again_and_takes_no_seat(desk):
    invitation = {"companyId": C1, "invitationId": "inv_1", "email": "a@b.co", "status": "pending"}
    put(desk.store, "invitations", invitation)

    desk.undo(desk.delete("invitations", (C1, "inv_1"), Way.SOFT))

    assert desk.item("invitations", (C1, "inv_1")) == invitation
    assert desk.item("companies", (C1,))["currentUsers"] == 2


def test_an_entry_that_changed_nothing_is_not_undone(desk):
    works = desk.entity("works")
    item = desk.item("works", WORK)
    deeds = [Deed(works, "reveal", item, item)]
    entries = write(desk.store, desk.catalogue, deeds, desk.act(), sealer=SEALER)

    with pytest.raises(UndoRefused, match="It changed nothing."):
        desk.undo(Undoable(*entries))


def test_nobody_refers_to_what_an_undo_takes_away(desk, at_the_write):
    done = desk.create("projects", companyId=C1, name="Dike", startDate="2025-07-01")
    made = done.item["projectId"]
    at_the_write(lambda: refused.append(tried(desk.another(), made)))
    refused = []

    desk.undo(done)

    assert [type(refusal) for refusal in refused] == [ReferenceRefused]


def tried(desk, project: str) -> Exception | None:
    try:
        desk.save("works", WORK, projectId=project)
    except ReferenceRefused as refusal:
        return refusal
    return None
