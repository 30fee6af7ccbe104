"""What a worker does where a run cannot go on, and how it comes back to it."""

import pytest

from entities.errors import ItemNotFound, LeaseLost, Stale, TableMissing, Unreachable
from entities.operations import works as kinds
from entities.operations.runs import driving
from entities.operations.runs.base import Slice, Task
from entities.operations.runs.control import wish
from entities.operations.runs.driving import PATIENCE, UNEXPECTED
from entities.operations.runs.progress import progress_of
from entities.operations.runs.segments import take
from entities.operations.runs.status import CANCEL, RETRY
from tests.operations.runs.shop import STAFF, Counting, Numbering, names


@pytest.fixture
def breaks(monkeypatch):
    """Has a method of the counting work raise so many times, then do its own."""

    def arm(method: str, error: Exception, times: int = 1):
        real, left = getattr(Counting, method), [error] * times

        def broken(*arguments):
            if left:
                raise left.pop()
            return real(*arguments)

        monkeypatch.setattr(Counting, method, broken)
        return left

    return arm


def retry(shop, run):
    wish(shop.hands, run.run_id, RETRY, shop.act(), viewer=STAFF)
    return shop.worker().drive(run.run_id)


# ---- it cannot go on --------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["advance", "finish"])
def test_an_unexpected_error_fails_the_run_without_telling_what_it_was(shop, breaks, method):
    breaks(method, ZeroDivisionError("the secret is Xyzzy"))
    run = shop.worker().drive(shop.add(Slice("a", total=15)).run_id)

    assert (run.status, run.reason) == ("failed", UNEXPECTED)
    assert all(
        "Xyzzy" not in str(item) for item in (run.item, *(s.item for s in shop.segments(run)))
    )
    assert retry(shop, run).item["counters"] == {"seen": 15}


@pytest.mark.parametrize("method", ["advance", "finish"])
def test_a_refusal_fails_the_run_with_its_sentence_and_its_hint(shop, breaks, method):
    breaks(method, TableMissing("expenses"))
    run = shop.worker().drive(shop.add(Slice("a", total=15)).run_id)

    assert run.status == "failed"
    assert run.reason.startswith("The table “expenses” does not exist")
    assert "create_tables" in run.reason
    assert retry(shop, run).status == "succeeded"


def test_work_of_another_release_says_what_to_do(shop):
    run = shop.add(Slice("a", total=15))
    adding = kinds.works().pop("adding")
    failed = shop.worker().drive(run.run_id)
    kinds.works()["adding"] = adding

    assert failed.reason.startswith("There is no work called “adding” here.")
    assert retry(shop, run).status == "succeeded"


def test_a_unit_that_breaks_is_told_and_the_others_are_done(shop, monkeypatch):
    do = Numbering.do

    def broken(work, task, number, unit):
        if unit == "c_1":
            raise ZeroDivisionError("the secret is Xyzzy")
        return do(work, task, number, unit)

    monkeypatch.setattr(Numbering, "do", broken)
    run = shop.worker().drive(shop.number(names(3)).run_id)

    assert [(o.status, o.said) for o in shop.outcomes(run)] == [
        ("done", ""),
        ("failed", UNEXPECTED),
        ("done", ""),
    ]
    assert (run.status, run.reason) == ("failed", "1 unit could not be done.")


def test_a_run_that_breaks_keeps_a_worker_from_no_other(shop, breaks, monkeypatch):
    runs = [shop.add(Slice("a", total=5)) for _ in range(3)]
    settle, broken = driving.settle, [KeyError("a"), ItemNotFound("run", runs[1].run_id)]

    def settles(hands, run):
        if broken and run.run_id != runs[2].run_id:
            raise broken.pop()
        return settle(hands, run)

    monkeypatch.setattr(driving, "settle", settles)
    monkeypatch.setattr(driving, "fail", lambda *_told: (_ for _ in ()).throw(KeyError("b")))
    shop.worker().look_around()

    assert shop.run(runs[2]).status == "succeeded"


def test_a_worker_remembers_nothing_of_runs_that_are_over(shop):
    run, worker = shop.add(Slice("a", total=20)), shop.worker()
    worker.turn(run.run_id, seconds=0)
    assert worker._paces
    wish(shop.hands, run.run_id, CANCEL, shop.act(), viewer=STAFF)
    worker.look_around()

    assert not worker._paces


def test_a_run_that_is_gone_is_passed_by(shop):
    run = shop.add(Slice("a", total=5))
    worker = shop.worker()
    shop.store.call("DeleteItem", "", delete_of(shop, run))

    with pytest.raises(ItemNotFound):
        worker.turn(run.run_id)
    assert not worker._turn_if_possible(run.run_id)


def delete_of(shop, run) -> dict:
    table = shop.store.table(shop.hands.catalogue.entity("runs"))
    return {"TableName": table, "Key": {"runId": {"S": run.run_id}}}


# ---- the service is busy or away --------------------------------------------------------------


def test_a_page_is_tried_again_while_the_service_is_busy(shop, breaks):
    left = breaks("advance", Unreachable(), PATIENCE - 1)
    run = shop.worker().drive(shop.add(Slice("a", total=15)).run_id)

    assert not left
    assert (run.status, run.item["counters"]) == ("succeeded", {"seen": 15})


def test_while_the_service_stays_away_the_run_waits_and_says_why(shop, breaks):
    breaks("advance", Unreachable(), PATIENCE)
    run, worker = shop.add(Slice("a", total=15)), shop.worker()
    worker.turn(run.run_id)
    waiting = progress_of(shop.run(run), shop.segments(run), shop.clock())

    assert shop.run(run).status == "running"
    assert "DynamoDB does not answer. Check the endpoint and the network" in waiting.waits[-1]
    assert worker.drive(run.run_id).item["counters"] == {"seen": 15}


def test_a_command_gives_up_where_its_run_cannot_be_read(shop, monkeypatch):
    run, tried = shop.add(Slice("a", total=15)), []

    def unreachable(*_asked):
        tried.append(1)
        raise Unreachable

    with monkeypatch.context() as away:
        away.setattr(driving, "find_run", unreachable)
        with pytest.raises(Unreachable):
            shop.worker().drive(run.run_id)
    assert len(tried) == PATIENCE
    assert shop.worker().drive(run.run_id).status == "succeeded"


def test_a_worker_waits_where_no_runs_can_be_read(shop, faults):
    run = shop.add(Slice("a", total=15))
    faults.unreachable("Query")
    assert not shop.worker().look_around()

    faults.disarm()
    assert shop.worker().look_around()
    assert shop.run(run).status == "succeeded"


def test_the_log_says_once_why_no_runs_can_be_read_and_again_after_it_was_well(
    shop, faults, caplog
):
    worker = shop.worker()
    for _ in range(2):
        faults.unreachable("Query")
        worker.look_around()
        worker.look_around()
        faults.disarm()
        worker.look_around()

    said = [record.getMessage() for record in caplog.records]
    assert len([words for words in said if words.startswith("no runs can be read")]) == 2


# ---- its lease --------------------------------------------------------------------------------


def test_a_long_page_gives_signs_of_life_so_that_nobody_takes_its_segment(shop, monkeypatch):
    alive, held = [], []

    def slow(task):
        shop.later(seconds=4)
        real(task)
        alive.append(task.segment.item["leasedUntil"])
        held.append(shop.worker("thief").turn(task.run.run_id))

    real = Task.alive
    monkeypatch.setattr(Task, "alive", slow)
    run = shop.worker().drive(shop.number(names(6)).run_id)

    assert run.status == "succeeded"
    assert len(set(alive)) > 2 and not any(held)
    assert shop.addresses() == dict.fromkeys(names(6), "1")


def test_who_comes_late_with_its_sign_of_life_has_lost_the_segment(shop, monkeypatch):
    run, lost = shop.number(names(2)), []
    real = Task.alive

    def late(task):
        monkeypatch.setattr(Task, "alive", real)
        shop.later(seconds=21)
        shop.worker("heir").drive(run.run_id)
        with pytest.raises(LeaseLost):
            real(task)
        lost.append(task.segment.segment_id)
        raise LeaseLost

    monkeypatch.setattr(Task, "alive", late)
    shop.worker("late").turn(run.run_id)

    assert lost == ["000"]
    assert shop.addresses() == dict.fromkeys(names(2), "1")


@pytest.mark.parametrize("met", [Stale("Item"), ZeroDivisionError()])
def test_what_a_worker_meets_once_its_segment_is_anothers_fails_no_run(shop, monkeypatch, met):
    run, real = shop.add(Slice("a", total=15)), Counting.advance

    def late(work, task):
        monkeypatch.setattr(Counting, "advance", real)
        shop.later(seconds=21)
        take(shop.store, shop.segments(run)[0], "heir", shop.clock(), shop.lease)
        raise met

    monkeypatch.setattr(Counting, "advance", late)
    shop.worker("late").turn(run.run_id)

    assert shop.run(run).status == "running"
    assert shop.segments(run)[0].worker == "heir"


def test_a_page_ends_after_a_second_however_many_units_it_has(shop, monkeypatch):
    times = iter(range(1_000))
    monkeypatch.setattr("entities.operations.runs.units.monotonic", lambda: next(times))
    run = shop.number(names(6))
    shop.worker().turn(run.run_id, seconds=0)

    assert [s.count("done") for s in shop.segments(run)] == [2]
