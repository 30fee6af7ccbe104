"""A restored table beside today's: what differs is found, and comes back by two people's word."""

from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.errors import (
    ApprovalLapsed,
    ApprovalMovedOn,
    ApprovalNeeded,
    EnvironmentRefused,
    ItemNotFound,
    NothingChosen,
    NotRestored,
)
from entities.operations.approvals.deciding import approve, request
from entities.operations.audit import Recorded
from entities.operations.deeds import Act, Deed
from entities.operations.restores.copying import copy_plan, start_copy
from entities.operations.restores.picking import look, put_aside, read_choice
from entities.operations.restores.today import (
    chosen,
    counts_of,
    differences_of,
    start_comparison,
)
from entities.operations.undo import undo
from entities.operations.works.comparison import COMPARISON
from entities.operations.works.copy_back import COPY_BACK
from entities.operations.writing import write
from entities.schema.viewer import everyone
from tests.operations.making import put
from tests.operations.writing.desk import SEALER, Desk, company, contractor

APPROVER = everyone("ada", "approve", "view", "undo")


@pytest.fixture
def compared(vault):
    """Contractors restored, and compared once one was changed, one removed and one added."""
    put(vault.store, "companies", *(company(companyId=f"comp_{n}") for n in range(3)))
    run = vault.drive(vault.restore(vault.take("contractors")))
    desk = Desk(vault.store)
    item = desk.item("contractors", ("comp_1", "c_0001"))
    put(vault.store, "contractors", item | {"name": "other", "tags": frozenset({"a"})})
    put(vault.store, "contractors", contractor(contractorId="new"))
    key = {"companyId": {"S": "comp_2"}, "contractorId": {"S": "c_0002"}}
    vault.store.client.delete_item(TableName=vault.table("contractors"), Key=key)
    return vault.drive(start_comparison(vault.hands, COMPARISON, run, vault.act()))


def ids(vault, run) -> list[str]:
    kinds = ("changed", "removed", "added")
    return [d.unit_id for kind in kinds for d in differences_of(vault.hands, run, 0, kind)]


def picked(vault, run):
    """The choice of all that could come back."""
    found = chosen(vault.hands, run, ids(vault, run))
    return read_choice(vault.hands, put_aside(vault.hands, run, found, vault.act()))


def plan_of(vault, choice):
    return copy_plan(choice, look(vault.hands, choice), SEALER)


def agreed(vault, choice) -> str:
    """The id of an approval that another person gave."""
    plan, given = plan_of(vault, choice), {"sealer": SEALER}
    act = vault.act(reason="Customer wrote over it by mistake")
    place = f"/backups/copies/{choice.copy_id}/"
    asks = {"viewer": vault.viewer, "viewer_of": vault.hands.viewer_of, "act": act}
    asked = request(vault.store, catalogue, plan, place, **asks, **given)
    act = Act("ada", vault.clock(), "Looked at each of them")
    approve(
        vault.store,
        catalogue,
        asked.approval_id,
        plan_hash=plan.hash,
        viewer=APPROVER,
        act=act,
        **given,
    )
    return asked.approval_id


def copied(vault, choice):
    approval = agreed(vault, choice)
    run = start_copy(vault.hands, COPY_BACK, choice, approval, vault.act(reason="as approved"))
    return vault.drive(run)


def test_what_changed_went_and_came_is_found_each_by_itself(vault, compared):
    assert compared.status == "succeeded", compared.reason
    found = {
        kind: [(d.key[1], d.said) for d in differences_of(vault.hands, compared, 0, kind)]
        for kind in ("changed", "removed", "added")
    }
    assert found == {
        "changed": [("c_0001", "Differs: name, tags.")],
        "removed": [("c_0002", "It is not there today.")],
        "added": [("new", "It is there today only.")],
    }
    counts = counts_of(vault.hands, compared, 0)
    assert counts == {"changed": 1, "removed": 1, "added": 1, "same": 28}


def test_differences_come_in_pages(vault, compared, monkeypatch):
    monkeypatch.setattr("entities.operations.restores.today.PAGE", 1)

    (first,) = differences_of(vault.hands, compared, 0, "changed")
    assert differences_of(vault.hands, compared, 0, "changed", after=first.unit_id) == []
    (second,) = differences_of(vault.hands, compared, 0, "removed", after=first.unit_id)
    assert second.key[1] == "c_0002"


def test_a_restore_that_has_not_ended_is_not_compared(vault):
    run = vault.restore(vault.take("contractors"))

    with pytest.raises(NotRestored):
        start_comparison(vault.hands, COMPARISON, run, vault.act())


def test_what_is_chosen_comes_back_exactly_as_it_was(vault, compared):
    choice = picked(vault, compared)
    assert [item.words for item in look(vault.hands, choice)] == [
        "Contractor “קבלן 1” goes back: Name, Tags",
        "Contractor “קבלן 2” comes back",
    ]

    run = copied(vault, choice)

    assert (run.status, run.item["counters"]) == ("succeeded", {"done": 2})
    for key in (("comp_1", "c_0001"), ("comp_2", "c_0002")):
        restored = next(
            i
            for i in vault.items(f"restored-{vault.table('contractors')}")
            if i["contractorId"] == key[1]
        )
        assert Desk(vault.store).item("contractors", key) == restored
    assert (run.item["approvedBy"], run.run_id) == ("ada", choice.copy_id)


def test_each_copy_is_on_the_record_and_can_be_undone(vault, compared):
    run = copied(vault, picked(vault, compared))

    (entry,) = Desk(vault.store).entries("contractors", ("comp_1", "c_0001"))
    assert (entry["actor"], entry["action"], entry["runId"]) == ("olga", "restore", run.run_id)
    recorded = Recorded(entry["itemKey"], entry["entryId"])
    act = Act("ada", vault.clock(), "not this one")
    undo(vault.store, catalogue, recorded, viewer=APPROVER, act=act, sealer=SEALER)
    assert Desk(vault.store).item("contractors", ("comp_1", "c_0001"))["name"] == "other"


def test_nothing_is_copied_back_without_a_second_person(vault, compared):
    choice = picked(vault, compared)

    with pytest.raises(ApprovalNeeded):
        start_copy(vault.hands, COPY_BACK, choice, "", vault.act())


def test_no_write_gets_round_the_second_person(vault):
    """Not even one that goes by itself through the one write path."""
    entity, key = catalogue.entity("contractors"), ("comp_1", "c_0001")
    item = Desk(vault.store).item("contractors", key)
    deed = Deed(entity, "restore", item, item | {"name": "other"})

    with pytest.raises(ApprovalNeeded):
        write(vault.store, catalogue, (deed,), vault.act(reason="why"), sealer=SEALER)


def test_a_run_that_is_forged_copies_nothing(vault, compared, monkeypatch):
    """A run made without the approval it names: each of its transactions is refused."""
    choice = picked(vault, compared)
    used = replace(vault.act(), reason="as approved")
    approval = agreed(vault, choice)
    run = start_copy(vault.hands, COPY_BACK, choice, approval, used)
    vault.store.client.delete_item(
        TableName=vault.store.table(catalogue.entity("approvals")),
        Key={"approvalId": {"S": approval}},
    )

    run = vault.drive(run)

    assert (run.status, run.item["failed"]) == ("failed", 2)
    assert Desk(vault.store).item("contractors", ("comp_2", "c_0002")) is None


def test_nothing_is_copied_back_once_who_approved_it_may_no_longer(vault, compared):
    choice = picked(vault, compared)
    approval = agreed(vault, choice)
    hands = replace(vault.hands, viewer_of=lambda name: replace(vault.viewer, name=name))

    with pytest.raises(ApprovalLapsed):
        start_copy(hands, COPY_BACK, choice, approval, vault.act())
    assert start_copy(vault.hands, COPY_BACK, choice, approval, vault.act())


def test_an_approval_is_good_for_what_was_shown_only(vault, compared):
    choice = picked(vault, compared)
    approval = agreed(vault, choice)
    item = Desk(vault.store).item("contractors", ("comp_1", "c_0001"))
    put(vault.store, "contractors", item | {"name": "third"})

    with pytest.raises(ApprovalMovedOn):
        start_copy(vault.hands, COPY_BACK, choice, approval, vault.act())


def test_what_moves_on_after_the_start_is_left_as_it_is(vault, compared):
    choice = picked(vault, compared)
    run = start_copy(vault.hands, COPY_BACK, choice, agreed(vault, choice), vault.act())
    item = Desk(vault.store).item("contractors", ("comp_1", "c_0001"))
    put(vault.store, "contractors", item | {"name": "third"})

    run = vault.drive(run)

    assert (run.status, run.item["counters"]) == ("failed", {"done": 1, "failed": 1})
    assert Desk(vault.store).item("contractors", ("comp_1", "c_0001"))["name"] == "third"


def test_what_refers_to_something_that_is_gone_stays_away(vault, compared):
    key = {"companyId": {"S": "comp_2"}}
    vault.store.client.delete_item(TableName=vault.table("companies"), Key=key)

    run = copied(vault, picked(vault, compared))

    assert run.item["counters"] == {"done": 1, "failed": 1}
    assert "comp_2" in next(o.said for o in vault.told(run) if o.status == "failed")


def test_the_same_click_copies_once(vault, compared):
    choice = picked(vault, compared)
    approval = agreed(vault, choice)
    first, second = (
        start_copy(vault.hands, COPY_BACK, choice, approval, vault.act()) for _ in "12"
    )

    assert first.run_id == second.run_id


def test_only_what_a_backup_holds_can_be_chosen(vault, compared):
    (added,) = differences_of(vault.hands, compared, 0, "added")

    assert chosen(vault.hands, compared, [added.unit_id, "4-changed-000-00#99999999"]) == []
    with pytest.raises(NothingChosen):
        put_aside(vault.hands, compared, [], vault.act())
    with pytest.raises(ItemNotFound):
        read_choice(vault.hands, "20250101-000000-abcdef01")


def test_tables_of_another_environment_are_never_written_to(vault, compared):
    found = chosen(vault.hands, compared, ids(vault, compared))
    compared.item["options"]["environment"] = "staging"

    with pytest.raises(EnvironmentRefused):
        put_aside(vault.hands, compared, found, vault.act())
