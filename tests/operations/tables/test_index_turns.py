"""One index change of a table at a time: the others wait in line, and say for whom."""

from dataclasses import replace

import pytest

from entities.dynamodb.updating import change
from entities.operations.runs.control import wish
from entities.operations.runs.progress import progress_of
from entities.operations.runs.status import CANCEL, PAUSE
from tests.engines import as_production
from tests.operations.tables.slow_builds import SlowStore
from tests.operations.tables.yard import STAFF, Yard


@pytest.fixture
def yard(store):
    store.__class__ = SlowStore
    yard = Yard(as_production(store.slow_down()))
    yard.fill({}, {}, {})
    return yard


def look(yard, times: int = 1) -> None:
    worker = yard.worker()
    for _ in range(times):
        worker.look_around()


def test_a_build_is_waited_for_and_says_how_far_it_is(yard):
    run = yard.build()
    told = []

    yard.worker().drive(
        run.run_id, lambda run: told.extend(w for w in yard.waits(run) if w not in told)
    )

    assert yard.run(run).status == "succeeded"
    assert told == [
        "The service makes room for rank-index.",
        "The service fills rank-index: 1,234 items when it last counted.",
    ]
    assert yard.store.sent == [("Create", "rank-index")]
    assert yard.states() == ["intended", "done"]


def test_a_second_run_waits_for_the_first_and_says_so(yard):
    first = yard.build("rank-index")
    second = yard.build("owner-index")
    look(yard, 9)

    now = yard.clock()
    waits = progress_of(yard.run(second), yard.segments(second), now).waits
    assert waits == ("Waits for rank-index of the same table.",)
    assert [s.item.get("done", 0) for s in yard.segments(second)] == [0] * 4  # nothing looked at
    assert yard.driven(first).status == "succeeded"
    assert yard.driven(second).status == "succeeded"
    assert yard.store.sent == [("Create", "rank-index"), ("Create", "owner-index")]


def test_runs_of_one_table_have_their_turns_in_the_order_in_which_they_asked(yard):
    yard.driven(yard.build())
    removal, again = yard.removal("rank-index"), yard.build("rank-index")
    while not yard.run(again).ended:
        look(yard)
        yard.later(seconds=1)

    assert yard.run(removal).status == yard.run(again).status == "succeeded"
    assert yard.store.sent[1:] == [("Delete", "rank-index"), ("Create", "rank-index")]


def test_who_waits_for_a_paused_run_is_told_that_it_is(yard):
    first, second = yard.build("rank-index"), yard.build("owner-index")
    look(yard, 2)
    wish(yard.hands, first.run_id, PAUSE, yard.act(), viewer=STAFF)

    yard.later(seconds=6)
    look(yard)

    assert yard.waits(second) == ["Waits for rank-index of the same table, which is paused."]


@pytest.mark.parametrize("ended", ["cancelled", "never begun"])
def test_a_run_that_has_ended_stands_in_nobodys_way(yard, ended):
    first = yard.build("rank-index")
    yard.worker().turn(first.run_id)
    if ended == "cancelled":
        assert wish(yard.hands, first.run_id, CANCEL, yard.act(), viewer=STAFF).status == ended
    else:
        yard.forget(first)
    second = yard.build("owner-index")

    assert yard.driven(second).status == "succeeded"


def test_one_whose_turn_passed_to_another_asks_anew(yard):
    yard.fill({"rank": "x"})
    first = yard.driven(yard.build("rank-index"))
    assert first.status == "failed"
    second = yard.build("owner-index")
    look(yard, 6)

    yard.again(first)
    look(yard, 1)

    assert yard.waits(first)[-1] == "Waits for owner-index of the same table."
    assert yard.driven(second).status == "succeeded"


def test_of_two_that_believe_to_be_first_one_is_refused(yard, monkeypatch):
    """The moment between reading the queue and writing it."""
    first, second = yard.build("rank-index"), yard.build("owner-index")
    yard.forget_queue()
    raced = []

    def meanwhile(store, step):
        if not raced:
            raced.append(step)
            yard.worker("other").turn(first.run_id, seconds=0)
        return change(store, step)

    monkeypatch.setattr("entities.operations.tables.indexing.turns.change", meanwhile)
    yard.worker().turn(second.run_id, seconds=0)

    assert raced
    assert yard.waits(second) == ["Waits for rank-index of the same table."]


def test_a_change_by_somebody_else_is_waited_for(yard):
    run = yard.build()
    yard.add_index("other-index", "owner")
    told = []

    yard.worker().drive(run.run_id, lambda run: told.extend(yard.waits(run)))

    assert told[0] == "Waits for other-index, which somebody else changes."
    assert yard.run(run).status == "succeeded"


def test_a_table_that_changes_is_waited_for(yard, monkeypatch):
    run, looks = yard.build(), []
    real = SlowStore.describe

    def busy(store, table):
        looks.append(table)
        told = real(store, table)
        return replace(told, status="UPDATING") if len(looks) < 3 else told

    monkeypatch.setattr(SlowStore, "describe", busy)
    told = []
    yard.worker().drive(run.run_id, lambda run: told.extend(yard.waits(run)))

    assert told[0] == "Waits for the table, which is updating."


def test_an_index_that_is_being_removed_is_waited_for(yard, monkeypatch):
    yard.driven(yard.build())
    real, looks = SlowStore.describe, []

    def going(store, table):
        told = real(store, table)
        looks.append(table)
        if len(looks) > 3:
            return replace(told, indexes=())
        return replace(told, indexes=tuple(replace(h, status="DELETING") for h in told.indexes))

    monkeypatch.setattr(SlowStore, "describe", going)
    told = []
    yard.worker().drive(yard.removal("rank-index").run_id, lambda run: told.extend(yard.waits(run)))

    assert told[0] == "The service removes rank-index."
    assert yard.store.sent == [("Create", "rank-index")]
