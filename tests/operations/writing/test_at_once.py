"""Eight people at the same moment, on an engine that really runs at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from entities.errors import (
    AlreadyThere,
    ApprovalNotGiven,
    BeingDeleted,
    ItemNotFound,
    MergeNeeded,
    Refusal,
    Stale,
    Taken,
)
from entities.operations.approvals.plans import Plan
from entities.operations.approvals.using import required
from entities.operations.deleting import Deleted
from entities.operations.writing import write
from entities.schema.deletion import Way
from tests.operations.making import put
from tests.operations.writing.asking import (
    approve,
    ask,
    asker,
    carry_out,
    colleague,
    plan,
    viewer_of,
)
from tests.operations.writing.desk import C1, SEALER, Desk, company, expense, furnish

PEOPLE = 8
EXPENSE = (C1, "exp_1")


@pytest.fixture
def real_desk(real_store):
    furnish(real_store)
    put(real_store, "expenses", *(expense(number) for number in range(1, PEOPLE + 1)))
    return Desk(real_store)


def at_once(desk, work) -> list:
    """What comes of `work(desk, number)` for eight people who begin together."""
    start = Barrier(PEOPLE)

    def one(number: int):
        own = replace(desk.another(f"person-{number}"), opened=dict(desk.opened))
        start.wait()
        try:
            return work(own, number)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(1, PEOPLE + 1)))


def test_of_eight_who_change_the_same_field_one_is_saved_and_the_others_are_asked(real_desk):
    real_desk.open("expenses", EXPENSE)
    before = len(real_desk.entries("expenses", EXPENSE))

    came = at_once(real_desk, lambda desk, n: desk.save("expenses", EXPENSE, description=f"by {n}"))

    refused = [outcome for outcome in came if isinstance(outcome, Refusal)]
    assert [type(refusal) for refusal in refused] == [MergeNeeded] * (PEOPLE - 1)
    (saved,) = [outcome for outcome in came if outcome not in refused]
    assert real_desk.item("expenses", EXPENSE) == saved.item
    assert len(real_desk.entries("expenses", EXPENSE)) == before + 1
    assert {str(refusal) for refusal in refused} == {
        "Somebody else changed this expense while you were editing it."
    }


def test_eight_who_change_different_fields_are_all_saved(real_desk):
    names = [f"own field {number}" for number in range(1, PEOPLE + 1)]
    real_desk.open("expenses", EXPENSE)

    came = at_once(
        real_desk, lambda desk, n: desk.save("expenses", EXPENSE, **{f"own field {n}": str(n)})
    )

    assert [outcome for outcome in came if isinstance(outcome, Refusal)] == []
    item = real_desk.item("expenses", EXPENSE)
    assert [item[name] for name in names] == [str(n) for n in range(1, PEOPLE + 1)]


def test_of_eight_who_want_the_same_unique_value_one_gets_it(real_desk):
    came = at_once(
        real_desk, lambda desk, n: desk.save("expenses", (C1, f"exp_{n}"), invoiceNum="INV-X")
    )

    refused = [outcome for outcome in came if isinstance(outcome, Refusal)]
    assert [type(refusal) for refusal in refused] == [Taken] * (PEOPLE - 1)
    assert {str(refusal) for refusal in refused} == {
        "“Invoice number”: “INV-X” is taken by another item."
    }
    holders = [item for item in real_desk.all("expenses") if item["invoiceNum"] == "INV-X"]
    assert len(holders) == 1


def test_of_eight_who_invite_the_same_address_one_does(real_desk):
    """However they write it."""
    casings = ("noa@example.com", "Noa@example.com", "NOA@EXAMPLE.COM", "noa@Example.com")
    given = {"companyId": C1, "role": "viewer"}
    came = at_once(
        real_desk, lambda desk, n: desk.create("invitations", email=casings[n % 4], **given)
    )

    refused = [outcome for outcome in came if isinstance(outcome, Refusal)]
    assert [type(refusal) for refusal in refused] == [Taken] * (PEOPLE - 1)
    assert {str(refusal) for refusal in refused} == {
        "“E-mail”: An invitation to this address is pending already; cancel that one first."
    }
    assert len(real_desk.all("invitations")) == 1


def test_of_eight_who_create_the_same_key_one_does(real_desk):
    given = {"companyId": C1, "contractorId": "contr_new", "name": "New"}
    came = at_once(real_desk, lambda desk, n: desk.create("contractors", **given))

    refused = [outcome for outcome in came if isinstance(outcome, Refusal)]
    assert [type(refusal) for refusal in refused] == [AlreadyThere] * (PEOPLE - 1)
    assert {str(refusal) for refusal in refused} == {"There is already a contractor with this key."}
    assert len(real_desk.entries("contractors", (C1, "contr_new"))) == 1


def test_one_click_that_comes_eight_times_saves_once(real_desk):
    real_desk.open("expenses", EXPENSE)
    before = len(real_desk.entries("expenses", EXPENSE))
    act = real_desk.act(token="one click")

    came = at_once(
        real_desk, lambda desk, n: desk.save("expenses", EXPENSE, act, description="Gravel")
    )

    assert [outcome for outcome in came if isinstance(outcome, Refusal)] == []
    assert len(real_desk.entries("expenses", EXPENSE)) == before + 1


def test_eight_expenses_of_one_project_are_all_summed(real_desk):
    came = at_once(
        real_desk, lambda desk, n: desk.save("expenses", (C1, f"exp_{n}"), projectId="proj_2")
    )

    assert [outcome for outcome in came if isinstance(outcome, Refusal)] == []
    assert real_desk.item("projects", (C1, "proj_2"))["spentAmount"] == 1180 * PEOPLE


def test_of_eight_who_use_one_approval_one_carries_it_out(real_desk):
    put(real_desk.store, "companies", company(companyId="comp_9"))
    wanted = plan(real_desk, ("comp_9",), Way.ALONE)
    approval = ask(asker(real_desk), wanted, "/data/companies/comp_9/")
    approve(colleague(real_desk), approval)

    found = at_once(
        real_desk, lambda desk, number: carry_out(desk, approval, ("comp_9",), Way.ALONE)
    )

    assert sum(isinstance(one, Deleted) for one in found) == 1
    others = {type(one) for one in found} - {Deleted}
    assert others <= {BeingDeleted, ItemNotFound, ApprovalNotGiven}
    actions = [entry["action"] for entry in real_desk.entries("approvals", (approval,))]
    assert actions == ["request", "approve", "carry out"]


def test_of_eight_acts_of_one_approval_that_share_no_item_one_is_done(real_desk):
    wanted = Plan.of("drop tables", "Drop the works", "Dropping tables", ["works"], ["works"])
    approval = ask(asker(real_desk), wanted, "/tables/")
    approve(colleague(real_desk), approval)

    def use(desk, number):
        act, given = desk.act(), {"sealer": SEALER, "viewer_of": viewer_of}
        used = required(desk.store, desk.catalogue, wanted, approval, act=act, **given)
        return write(desk.store, desk.catalogue, [used], act, sealer=SEALER)

    found = at_once(real_desk, use)

    assert sum(isinstance(one, list) for one in found) == 1
    assert {type(one) for one in found} <= {list, Stale, ApprovalNotGiven}
    assert len(real_desk.entries("approvals", (approval,))) == 3
