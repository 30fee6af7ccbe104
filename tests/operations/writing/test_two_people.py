"""Asking a second person, approving, declining, withdrawing: by whom, when, and once."""

import pytest

from entities.errors import (
    ActionNotAllowed,
    ApprovalLapsed,
    ApprovalMovedOn,
    AskedAlready,
    DecidedAlready,
    ItemNotFound,
    NotYourRequest,
    ReasonTooShort,
)
from entities.operations.approvals.plans import deletion_plan
from entities.operations.approvals.reading import list_approvals, open_approvals
from entities.operations.deeds import Deed
from entities.schema.deletion import Way
from tests.operations.writing.asking import (
    approve,
    approved,
    ask,
    asker,
    carry_out,
    colleague,
    decline,
    is_there,
    stored,
    viewer_of,
    withdraw,
)
from tests.operations.writing.desk import C1, GENERAL_PROJECT, SEALER, company


def test_asking_approving_and_declining_take_a_reason(bare):
    with pytest.raises(ReasonTooShort):
        ask(asker(bare), reason=" ")
    approval = ask(bare)
    for decide in (approve, decline):
        with pytest.raises(ReasonTooShort):
            decide(colleague(bare), approval, reason="")


def test_who_may_not_ask_or_approve_does_not(bare):
    with pytest.raises(ActionNotAllowed):
        ask(bare)
    approval = ask(asker(bare))
    for decide in (approve, decline):
        with pytest.raises(ActionNotAllowed):
            decide(colleague(bare, "ruth", "request approval"), approval)
    with pytest.raises(ActionNotAllowed):
        withdraw(colleague(bare, "ruth", "approve"), approval)


def test_only_who_asked_withdraws_and_only_until_it_is_decided(bare):
    approval = ask(asker(bare))
    with pytest.raises(NotYourRequest, match="Only dana"):
        withdraw(colleague(bare), approval)

    withdraw(bare, approval, reason="")

    assert stored(bare, approval)["status"] == "withdrawn"
    with pytest.raises(DecidedAlready, match="withdrawn by dana"):
        approve(colleague(bare), approval)


def test_a_decision_is_made_once(bare):
    approval = ask(asker(bare))
    decline(colleague(bare), approval)

    with pytest.raises(DecidedAlready, match="declined by ruth"):
        approve(colleague(bare, "amir"), approval)
    with pytest.raises(ItemNotFound):
        decline(colleague(bare), "made-up")


def test_an_approver_who_decides_at_the_same_moment_as_another_is_told(bare, at_the_write):
    approval = ask(asker(bare))
    at_the_write(lambda: decline(colleague(bare, "amir"), approval))

    with pytest.raises(DecidedAlready, match="declined by amir"):
        approve(colleague(bare), approval)


def test_the_plan_that_was_read_is_the_one_that_is_approved(bare):
    approval = ask(asker(bare))

    with pytest.raises(ApprovalMovedOn):
        approve(colleague(bare), approval, plan_hash="0" * 64)


def test_what_waits_or_is_approved_is_not_asked_for_twice(bare):
    approval = ask(asker(bare))
    with pytest.raises(AskedAlready, match="dana asked for this already, and it is requested"):
        ask(asker(bare.another()))
    approve(colleague(bare), approval)
    with pytest.raises(AskedAlready) as refused:
        ask(bare)
    assert refused.value.hint == "It can be carried out now."


def test_what_no_longer_fits_is_asked_anew_and_the_old_approval_closed(bare):
    approval = approved(bare)
    bare.save("company-users", (C1, "user_2"), role="editor")

    again = ask(bare)

    assert stored(bare, approval)["status"] == "lapsed"
    assert stored(bare, again)["status"] == "requested"
    with pytest.raises(ApprovalLapsed):
        carry_out(bare, approval)
    approve(colleague(bare), again)
    carry_out(bare, again)
    assert not is_there(bare)


def test_a_declined_request_is_asked_anew(bare):
    first = ask(asker(bare))
    decline(colleague(bare), first)

    assert ask(bare) != first
    assert stored(bare, first)["status"] == "declined"


def test_the_same_click_asks_once(bare):
    first = ask(asker(bare), token="click")

    assert ask(bare, token="click") == first
    assert len(bare.all("approvals")) == 1


def test_a_reason_keeps_no_secret(bare):
    token = "ab" * 32
    approval = ask(asker(bare), reason=f"The owner of {token} asked")
    approve(colleague(bare), approval, reason=f"See {token}")

    held = stored(bare, approval)
    assert token not in held["reason"] + held["decision"]


def test_a_plan_tells_what_stays_and_changes_apart_from_when_it_is_done(bare):
    project = GENERAL_PROJECT | {"name": "Old"}
    entity = bare.entity("projects")

    def planned(name: str, at: str):
        after = project | {"name": name, "updatedAt": at}
        going = Deed(bare.entity("companies"), "delete", company(), None)
        return deletion_plan(Way.CLEAR, [going, Deed(entity, "edit", project, after)], SEALER)

    first = planned("New", "2025-01-01T00:00:00.000Z")

    assert first.lines[1] == "Project “New” is changed: Name"
    assert first.words.endswith("for good, and 1 item with it")
    assert planned("New", "2025-01-02T00:00:00.000Z").hash == first.hash
    assert planned("Other", "2025-01-01T00:00:00.000Z").hash != first.hash


def test_who_neither_asks_nor_approves_sees_no_approval(bare):
    known = {"viewer": bare.viewer, "now": bare.act().now}
    with pytest.raises(ActionNotAllowed):
        open_approvals(bare.store, bare.catalogue, **known)
    with pytest.raises(ActionNotAllowed):
        list_approvals(bare.store, bare.catalogue, viewer_of=viewer_of, **known)
