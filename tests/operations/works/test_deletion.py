"""What is too much for one transaction is deleted by a run: children first, the item last."""

import pytest

from entities.operations.bulk.cascading import start_deletion
from entities.operations.bulk.taking_back import start_undo
from entities.operations.runs.control import wish
from entities.operations.runs.status import RETRY
from entities.schema.deletion import Way
from tests.operations.bulk.many import D
from tests.operations.making import put
from tests.operations.transfer.desk import Carrier
from tests.operations.writing.desk import C1, Desk, company, expense, furnish, project
from tests.operations.writing.odd import ODD, typed

PROJECT = (C1, "proj_1")
CONTRACTOR = (C1, "contr_1")


@pytest.fixture
def crowded(store):
    """A project and a contractor with more expenses than one transaction takes."""
    furnish(store)
    put(store, "companies", company(currentMonthExpenses=D(59)))
    put(store, "projects", project(1, spentAmount=D(1180 * 59)))
    put(store, "expenses", *(expense(number, **ODD) for number in range(2, 60)))
    return Carrier(store)


def begun(carrier, name: str, key, way: Way):
    desk = Desk(carrier.store)
    etags = desk.preview(name, key).etags
    entity, act = carrier.entity(name), carrier.act(reason="too old")
    return start_deletion(carrier.hands, entity, key, way=way, act=act, etags=etags, insist=True)


def data(carrier) -> dict:
    names = ("companies", "projects", "contractors", "works", "expenses")
    return typed({name: sorted(carrier.all(name), key=str) for name in names})


def told(carrier) -> list[tuple[str, str]]:
    """What was deleted, in order."""
    entries = [e for e in carrier.all("audit") if e.get("action") == "delete"]
    return [(e["entity"], e["key"][1]) for e in sorted(entries, key=lambda one: one["at"])]


@pytest.mark.parametrize(
    ("name", "key", "way"),
    [("projects", PROJECT, Way.CASCADE), ("contractors", CONTRACTOR, Way.REPOINT)],
)
def test_it_leaves_what_one_transaction_would_leave_and_comes_back_exactly(crowded, name, key, way):
    before = data(crowded)
    run = crowded.drive(begun(crowded, name, key, way))

    assert (run.status, run.item["failed"]) == ("succeeded", 0)
    assert crowded.store.find(crowded.entity(name), key, consistent=True) is None
    assert told(crowded)[-1] == (name, key[1])
    left = crowded.all("expenses")
    if way is Way.CASCADE:
        assert [one for one in left if one["projectId"] == key[1]] == []
    else:
        assert {one["contractorId"] for one in left} == {"cont_GENERAL"}

    undone = crowded.drive(start_undo(crowded.hands, run, crowded.act()))
    assert (undone.status, data(crowded)) == ("succeeded", before)


def test_the_item_stays_where_something_refers_to_it_and_goes_when_tried_again(crowded):
    run = begun(crowded, "projects", PROJECT, Way.CASCADE)
    fifth = crowded.store.find(crowded.entity("expenses"), (C1, "exp_5"), consistent=True)
    put(crowded.store, "expenses", fifth | {"notes": "somebody was here"})

    run = crowded.drive(run)

    said = {one.key[1]: one.said for one in crowded.outcomes(run) if one.status == "failed"}
    assert run.status == "failed"
    assert said == {
        "exp_5": "Somebody changed it after the preview; it is as they left it.",
        "proj_1": "This project was not deleted. 1 expense refers to it.",
    }
    put(crowded.store, "expenses", fifth)
    wish(crowded.hands, run.run_id, RETRY, crowded.act(), viewer=crowded.viewer)
    assert crowded.drive(run).status == "succeeded"
    assert crowded.store.find(crowded.entity("projects"), PROJECT, consistent=True) is None


def test_what_went_meanwhile_is_told(crowded):
    run = begun(crowded, "projects", PROJECT, Way.CASCADE)
    Desk(crowded.store).delete("expenses", (C1, "exp_7"), Way.ALONE)

    run = crowded.drive(run)

    (failed,) = [one for one in crowded.outcomes(run) if one.status == "failed"]
    assert (failed.key[1], failed.said) == ("exp_7", "It is no longer there.")
    assert crowded.store.find(crowded.entity("projects"), PROJECT, consistent=True) is None
