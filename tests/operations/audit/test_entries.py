"""Every write leaves an entry that says who did what, when and why, chained to the one before."""

from datetime import timedelta, timezone
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.dynamodb.errors import Contended
from entities.dynamodb.steps import Check
from entities.errors import AlreadyThere, ChainMoved, DoneAlready, Stale, ValueInvalid
from entities.operations.audit import record
from entities.operations.deeds import Act, Deed
from entities.operations.writing import write
from entities.schema.conditions import Exists
from tests.operations.audit.acting import (
    AUDIT,
    PROJECTS,
    SEALER,
    act,
    created,
    deleted,
    do,
    edited,
    entries_of,
    problems,
    project,
    stored,
)
from tests.operations.making import NOW

TOKEN = "c0ffee00-0000-4000-8000-000000000001"


def head(store, name: str = "projects#C1,P1"):
    return store.find(AUDIT, (name, "head"), consistent=True)


def test_an_entry_says_who_when_what_why_and_by_which_request(store):
    before = project(status="active", budget=Decimal(5))
    put_all(store, PROJECTS, [before])
    by = act(reason="Wrong sum", request_id="req1", run_id="run1", undoes="E0")

    (recorded,) = do(store, edited(before, budget=Decimal("7.50"), status=None), by=by)

    (entry,) = entries_of(store)
    assert (recorded.item_key, recorded.entry_id) == AUDIT.key_of(entry)
    told = {name: entry[name] for name in entry if name not in ("images", "hash", "entryId")}
    assert told == {
        "itemKey": "projects#C1,P1",
        "at": "2025-06-15T12:00:00.000Z",
        "day": "2025-06-15",
        "actor": "dana",
        "action": "edit",
        "entity": "projects",
        "key": ["C1", "P1"],
        "companyId": "C1",
        "reason": "Wrong sum",
        "requestId": "req1",
        "runId": "run1",
        "undoes": "E0",
        "changed": ["budget", "status"],
        "changes": [
            {
                "name": "budget",
                "from": {"type": "N", "text": "5"},
                "to": {"type": "N", "text": "7.50"},
            },
            {"name": "status", "from": {"type": "S", "text": "active"}},
        ],
        "number": Decimal(1),
        "previousHash": "",
    }
    assert store.find(PROJECTS, ("C1", "P1")) == project(budget=Decimal("7.5"))


def test_a_moment_is_kept_in_utc_to_the_microsecond(store):
    local = NOW.replace(microsecond=123456).astimezone(timezone(timedelta(hours=14)))

    do(store, created(project()), by=Act("dana", local))

    (entry,) = entries_of(store)
    assert entry["at"] == "2025-06-15T12:00:00.123Z"
    assert entry["entryId"].startswith("2025-06-15T12:00:00.123456Z-")
    assert entry["day"] == "2025-06-15"


def test_what_is_not_known_is_left_out(store):
    anything = catalogue.entity("flags")
    do(store, created({"plan": "multi", "flag": "A"}, anything))

    (entry,) = entries_of(store)
    assert not {"companyId", "reason", "requestId", "runId", "undoes", "unlisted"} & entry.keys()


def test_entries_of_an_item_are_chained_and_its_head_counts_them(store):
    item = project()
    do(store, created(item))
    do(store, edited(item, name="Tower"), by=act(1))
    do(store, deleted(item | {"name": "Tower"}), by=act(2))

    first, second, third = entries_of(store)
    assert [e["action"] for e in (first, second, third)] == ["create", "edit", "delete"]
    assert [int(e["number"]) for e in (first, second, third)] == [1, 2, 3]
    assert second["previousHash"] == first["hash"]
    assert third["previousHash"] == second["hash"]
    assert head(store) == {
        "itemKey": "projects#C1,P1",
        "entryId": "head",
        "entries": Decimal(3),
        "hash": third["hash"],
        "last": third["entryId"],
    }
    assert problems(store) == []


def test_entries_stand_in_the_order_of_their_numbers_though_clocks_differ(store):
    item = project()
    do(store, created(item), by=act(5))
    do(store, edited(item, name="Tower"), by=act(0))

    first, second = entries_of(store)
    assert (int(first["number"]), int(second["number"])) == (1, 2)
    assert second["at"] < first["at"]


def test_entries_of_one_moment_have_different_ids(store):
    do(store, created(project(1)), created(project(2)))

    assert len({entry["entryId"] for entry in entries_of(store)}) == 2


def test_several_deeds_are_one_transaction_with_an_entry_each(store, sent):
    recorded = do(store, created(project(1)), created(project(2)), created(project(3)))

    assert [name for name, _ in sent].count("TransactWriteItems") == 1
    assert [name for name, _ in sent].count("BatchGetItem") == 1
    assert [r.item_key for r in recorded] == [f"projects#C1,P{n}" for n in (1, 2, 3)]
    assert len(stored(store)) == 6


@pytest.mark.parametrize("deeds", [[], [created(project()), edited(project(), name="X")]])
def test_an_act_has_a_deed_and_only_one_on_each_item(store, deeds):
    with pytest.raises(ValueError, match="each on another item"):
        record(store, catalogue, deeds, act(), sealer=SEALER)


def test_a_deed_that_changes_nothing_is_recorded_without_a_write_of_the_item(store):
    put_all(store, PROJECTS, [project()])

    do(store, Deed(PROJECTS, "reveal", project(), project()), by=act(reason="Asked by phone"))

    (entry,) = entries_of(store)
    assert (entry["action"], entry["changed"], entry["changes"]) == ("reveal", [], [])


def test_a_refused_deed_leaves_no_entry(store):
    put_all(store, PROJECTS, [project(name="Other")])

    with pytest.raises(Stale):
        do(store, edited(project(), name="Tower"))
    with pytest.raises(AlreadyThere):
        do(store, created(project()))

    assert stored(store) == []


def test_an_item_dynamodb_cannot_hold_is_refused_before_anything_is_sent(store, sent):
    with pytest.raises(ValueInvalid, match="half a character"):
        do(store, created(project(name="\ud800")))

    assert not [name for name, _ in sent if name == "TransactWriteItems"]


def race(store, monkeypatch, times: int):
    """Somebody else records on the same item between the read of the head and the write."""
    left = [times]
    call = store.call

    def raced(operation, table, arguments):
        if operation == "TransactWriteItems" and left[0]:
            left[0] -= 1
            monkeypatch.setattr(store, "call", call)
            other = Deed(PROJECTS, "reveal", project(), project())
            write(store, catalogue, [other], act(actor="noa"), sealer=SEALER)
            monkeypatch.setattr(store, "call", raced)
        return call(operation, table, arguments)

    monkeypatch.setattr(store, "call", raced)


def test_a_chain_that_moved_meanwhile_is_read_again(store, monkeypatch):
    put_all(store, PROJECTS, [project()])
    do(store, edited(project(), name="House 1"))
    race(store, monkeypatch, 2)

    do(store, edited(project(), name="Tower"), by=act(token=TOKEN))

    assert [entry["actor"] for entry in entries_of(store)] == ["dana", "noa", "noa", "dana"]
    assert problems(store) == []


def test_a_chain_that_moves_all_the_time_is_given_up(store, monkeypatch):
    put_all(store, PROJECTS, [project()])
    race(store, monkeypatch, 100)

    with pytest.raises(Contended):
        do(store, edited(project(), name="Tower"))

    assert store.find(PROJECTS, ("C1", "P1")) == project()


def test_every_step_of_a_record_is_refused_as_a_moved_chain(store):
    do(store, created(project()))

    records = record(store, catalogue, [edited(project(), name="T")], act(), sealer=SEALER)

    assert {type(step.refused) for step in records.steps} == {ChainMoved}


def test_the_token_is_the_same_for_the_same_click_and_another_once_the_chain_moved(store):
    def token(attempt, **facts):
        deeds = [created(project())]
        return record(store, catalogue, deeds, act(**facts), sealer=SEALER).token(attempt)

    assert token(0, token=TOKEN) == token(0, token=TOKEN)
    assert token(0, token=TOKEN) != token(1, token=TOKEN)
    assert token(0, token=TOKEN) != token(0, token=TOKEN + "x")
    assert token(0) != token(0)
    assert all(0 < len(token(0, **facts)) <= 36 for facts in ({}, {"token": TOKEN}))


def test_a_double_click_is_one_act(store):
    deed = created(project())
    do(store, deed, by=act(token=TOKEN))

    with pytest.raises(DoneAlready):
        do(store, deed, by=act(1, token=TOKEN))

    assert len(entries_of(store)) == 1
    assert problems(store) == []


def test_steps_that_go_with_the_deeds_are_refused_with_them(store):
    missing = Check(PROJECTS, ("C1", "P9"), (Exists("companyId"),), AlreadyThere("Thing"))

    with pytest.raises(AlreadyThere):
        write(store, catalogue, [created(project())], act(), sealer=SEALER, also=[missing])

    assert stored(store) == []


def test_a_damaged_head_stops_nobody_and_is_found(store):
    item = project()
    do(store, created(item))
    put_all(store, AUDIT, [{"itemKey": "projects#C1,P1", "entryId": "head", "entries": "two"}])

    do(store, edited(item, name="Tower"), by=act(1))

    assert any("number 1 where 2 belongs" in problem for problem in problems(store))


def test_a_secret_in_a_reason_is_not_kept_in_clear(store):
    do(store, created(project()), by=act(reason=f"sent {'ab' * 32} by mail"))

    assert entries_of(store)[0]["reason"] == "sent ••• by mail"
