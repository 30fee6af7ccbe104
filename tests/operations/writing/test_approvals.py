"""Two people, below every page: what somebody else approved is done, exactly it, and once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from entities.errors import (
    ApprovalLapsed,
    ApprovalMovedOn,
    ApprovalNeeded,
    ApprovalNotGiven,
    OwnRequest,
    ReadOnly,
)
from entities.operations.approvals.plans import Plan
from entities.operations.approvals.using import required
from entities.operations.bulk.applying import Hand, apply
from entities.operations.bulk.preview import Change, plan_of, preview
from entities.operations.flags import moment
from entities.operations.writing import write
from entities.schema.deletion import Way
from entities.schema.viewer import everyone
from tests.operations.making import put
from tests.operations.writing.asking import (
    approve,
    approved,
    ask,
    asker,
    carry_out,
    colleague,
    decline,
    is_there,
    plan,
    stored,
    viewer_of,
)
from tests.operations.writing.desk import C1, SEALER, company, member


def test_what_somebody_else_approved_is_carried_out_and_the_approval_used_up(bare):
    approval = approved(bare)

    deleted = carry_out(bare, approval)

    assert not is_there(bare)
    assert len(deleted.entries) == 6  # the company, two members, two system rows, the approval
    held = stored(bare, approval)
    assert (held["status"], held["carriedOutBy"]) == ("carried out", "dana")
    assert (held["requestedBy"], held["decidedBy"]) == ("dana", "ruth")
    actions = [entry["action"] for entry in bare.entries("approvals", (approval,))]
    assert actions == ["request", "approve", "carry out"]
    units = {bare.entries(*of)[-1]["requestId"] for of in (("companies", (C1,)),)}
    assert bare.entries("approvals", (approval,))[-1]["requestId"] in units


def test_a_plan_names_every_item_and_its_hash_changes_with_each(bare):
    first = plan(bare)

    assert first.words == "Delete the company “Acme Building” for good, and 4 items with it"
    assert len(first.lines) == 5
    assert first.lines[0] == "Company “Acme Building” is deleted"
    assert "Company user “User_1” is deleted" in first.lines
    assert plan(bare).hash == first.hash
    bare.save("company-users", (C1, "user_2"), role="editor")
    second = plan(bare).hash
    put(bare.store, "company-users", member("user_3"))
    assert len({first.hash, second, plan(bare).hash}) == 3


@pytest.mark.parametrize("approval", ["", "made-up", "0" * 32])
def test_without_an_approval_nothing_is_deleted(bare, approval):
    with pytest.raises(ApprovalNeeded, match="Deleting this company for good takes two people"):
        carry_out(bare, approval)

    assert is_there(bare)
    assert bare.claims("deleting") == []


def test_a_request_alone_is_no_approval(bare):
    approval = ask(asker(bare))

    with pytest.raises(ApprovalNotGiven, match="nobody else has agreed"):
        carry_out(bare, approval)
    decline(colleague(bare), approval)
    with pytest.raises(ApprovalNotGiven, match="asked for and declined"):
        carry_out(bare, approval)
    assert is_there(bare)


@pytest.mark.parametrize("name", ["dana", "Dana", " dana "])
def test_nobody_approves_their_own_request_in_whatever_session(bare, name):
    approval = ask(asker(bare))

    with pytest.raises(OwnRequest):
        approve(colleague(bare, name), approval)
    with pytest.raises(OwnRequest):  # somebody else's rights do not make it another person
        approve(colleague(bare), approval, actor=name)
    assert stored(bare, approval)["status"] == "requested"


@pytest.mark.parametrize("name", ["nobody", ""])
def test_nobody_is_no_second_person(bare, name):
    approval = ask(asker(bare))

    with pytest.raises(OwnRequest):
        approve(colleague(bare, name), approval)


def test_an_approval_lapses_after_24_hours(bare):
    approval = approved(bare)
    held = stored(bare, approval)
    end = moment(held["lapsesAt"])
    assert end - moment(held["decidedAt"]) == timedelta(hours=24)

    with pytest.raises(ApprovalLapsed, match="good for 24 hours"):
        carry_out(bare, approval, act=bare.act(now=end))
    assert is_there(bare)
    carry_out(bare, approval, act=bare.act(now=end - timedelta(seconds=1)))
    assert not is_there(bare)


def test_an_approval_ends_with_the_rights_of_who_gave_it(bare):
    """And it does not stand in the way of asking somebody else."""
    approval = approved(bare)
    nobody = {"viewer_of": lambda name: everyone(name, "view", "delete")}

    with pytest.raises(ApprovalLapsed, match="only while who gave it may approve"):
        carry_out(bare, approval, **nobody)
    with pytest.raises(ApprovalLapsed):
        bare.delete("companies", (C1,), Way.CASCADE, approval=approval)
    assert is_there(bare)
    again = ask(bare, **nobody)
    assert stored(bare, approval)["status"] == "lapsed"
    approve(colleague(bare, "amir"), again)
    carry_out(bare, again)
    assert not is_there(bare)


def test_what_moved_on_since_is_not_what_was_approved(bare):
    approval = approved(bare)
    bare.another().save("company-users", (C1, "user_2"), role="editor")

    with pytest.raises(ApprovalMovedOn) as refused:
        carry_out(bare, approval)

    assert "Ask for approval again" in refused.value.hint
    assert is_there(bare)
    assert bare.claims("deleting") == []


def test_one_member_more_is_not_what_was_approved(bare):
    approval = approved(bare)
    put(bare.store, "company-users", member("user_3"))

    with pytest.raises(ApprovalMovedOn):
        carry_out(bare, approval)


def test_an_approval_of_one_company_deletes_no_other(bare):
    approval = approved(bare)
    put(bare.store, "companies", company(companyId="comp_2"))

    with pytest.raises(ApprovalMovedOn):
        carry_out(bare, approval, key=("comp_2",), way=Way.ALONE)


def test_an_approval_of_another_act_is_not_good_for_this_one(bare):
    same = plan(bare)
    other = Plan("restore", same.words, same.phrase, same.lines, same.hash)
    approval = ask(asker(bare), other)
    approve(colleague(bare), approval)

    with pytest.raises(ApprovalMovedOn):
        carry_out(bare, approval)


def test_any_act_may_use_an_approval_up_in_its_first_transaction(bare):
    wanted = Plan.of("drop tables", "Drop 2 tables", "Dropping tables", ["works"], ["works"])
    approval = ask(asker(bare), wanted, "/tables/")
    approve(colleague(bare), approval)

    act, given = bare.act(), {"sealer": SEALER, "viewer_of": viewer_of}
    used = required(bare.store, bare.catalogue, wanted, approval, act=act, **given)
    write(bare.store, bare.catalogue, [used], act, sealer=SEALER)

    assert stored(bare, approval)["status"] == "carried out"
    with pytest.raises(ApprovalNotGiven):
        required(bare.store, bare.catalogue, wanted, approval, act=bare.act(), **given)


def test_who_comes_second_between_reading_and_writing_does_nothing(bare, at_the_write):
    approval = approved(bare)
    rival = colleague(bare, "amir")
    item = stored(bare, approval)
    used = item | {"status": "carried out", "carriedOutBy": "amir"}
    at_the_write(lambda: put(rival.store, "approvals", used))

    with pytest.raises(ApprovalNotGiven, match="carried out already"):
        carry_out(bare, approval)
    assert is_there(bare)


def test_an_approval_is_good_once(bare):
    approval = approved(bare)
    carry_out(bare, approval)
    put(bare.store, "companies", company())

    with pytest.raises(ApprovalNotGiven, match="carried out already"):
        carry_out(bare, approval, way=Way.ALONE)


def test_the_same_click_twice_carries_out_once(bare):
    approval = approved(bare)
    act = bare.act(token="click")

    first = carry_out(bare, approval, act=act)

    assert carry_out(bare, approval, act=act) == first


def test_undo_brings_the_company_back_but_not_the_approval(bare):
    before = bare.data()
    approval = approved(bare)

    undone = bare.undo(carry_out(bare, approval))

    assert bare.data() == before
    assert stored(bare, approval)["status"] == "carried out"
    with pytest.raises(ApprovalNotGiven):
        carry_out(bare, approval)
    with pytest.raises(ApprovalNeeded):  # and undoing the undo deletes it for good as well
        bare.undo(undone)
    assert bare.data() == before


def test_no_decision_is_undone(bare):
    approval = ask(asker(bare))
    given = approve(colleague(bare), approval)
    bare.viewer = everyone("dana", *bare.viewer.actions, "administer")

    with pytest.raises(ReadOnly):
        bare.undo(given)


def test_undoing_the_creation_of_a_company_takes_two_people_as_well(desk):
    created = desk.create("companies", name="Beta")

    with pytest.raises(ApprovalNeeded):
        desk.undo(created)
    assert len(desk.all("companies")) == 2


def test_no_bulk_change_deletes_companies(desk):
    put(desk.store, "companies", company(companyId="comp_2", currentUsers=Decimal(0)))
    viewer = everyone("dana", "view", "bulk", "delete")
    entity, items = desk.entity("companies"), [desk.item("companies", ("comp_2",))]
    given = {"viewer": viewer, "sealer": SEALER}
    change = Change("delete")

    (shown,) = preview(desk.store, desk.catalogue, entity, items, change, now=None, **given)
    assert (shown.verdict, shown.why) == (
        "refused",
        "Deleting it takes two people; ask on its page.",
    )
    forced = type(shown)(shown.key, "change", shown.before)
    forged = plan_of(entity, [forced], change, token="", sealer=SEALER)
    hand = Hand(desk.store, desk.catalogue, entity, viewer, SEALER)
    ((key, etag),) = forged.items
    with pytest.raises(ApprovalNeeded, match="Deleting this company for good takes two people"):
        apply(hand, change, key, etag, desk.act())
    assert desk.item("companies", ("comp_2",))
