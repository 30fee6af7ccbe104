"""Bulk changes, imports, exports and undo, killed anywhere: the end is the undisturbed one."""

import pytest

from entities.operations.works import exporting, undoing
from entities.schema.viewer import everyone
from tests.counts import count
from tests.deaths import die
from tests.kills.ends import end_of
from tests.operations.making import put
from tests.operations.runs.shop import Shop
from tests.operations.works import began
from tests.operations.writing.desk import contractor, furnish

STAFF = everyone(
    "dana", "view", "edit", "create", "delete", "bulk", "import", "export", "undo", "administer"
)
KINDS = [began.bulk, began.deletion, began.importing, began.undo, began.export]
POINTS = count(250, 4)  # of each kind


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Pages and parts of two units, so that few of them are many."""
    monkeypatch.setattr("entities.operations.runs.units.PAGE", 2)
    monkeypatch.setattr("entities.operations.runs.parts.UNITS", 2)
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    monkeypatch.setattr(undoing, "AT_ONCE", 2)


def stock(store) -> Shop:
    furnish(store)
    put(store, "contractors", *(contractor(n, contractorId=f"c_{n}") for n in range(4)))
    return Shop(store, viewer=STAFF)


def told(shop: Shop, run) -> tuple:
    exported = run.operation == "export"
    return end_of(shop.hands, run), began.lines_of(shop.hands, run) if exported else []


@pytest.mark.soak
@pytest.mark.parametrize("begin", KINDS, ids=lambda begin: begin.__name__)
def test_killed_at_any_call_it_ends_as_if_nothing_had_happened(store, engine, begin):
    shop = stock(store)
    run = begin(shop.hands)
    shop.worker().drive(run.run_id)
    undisturbed, died = told(shop, run), 0
    calls = calls_of(shop, engine, begin)

    for point, fatal in enumerate(points(calls)):
        engine.tidy()
        shop = stock(store)
        run = begin(shop.hands)
        when = {"fatal": fatal, "after": (point + point // calls) % 2 == 0}
        died += die(shop.store, shop.worker("doomed").drive, run.run_id, **when)
        shop.later(seconds=31)
        shop.worker("heir").drive(run.run_id)
        assert told(shop, run) == undisturbed, f"killed at call {fatal}"

    assert died


def calls_of(shop: Shop, engine, begin) -> int:
    """How many calls an undisturbed worker makes."""
    engine.tidy()
    shop = stock(shop.store)
    run = begin(shop.hands)
    die(shop.store, shop.worker().drive, run.run_id, fatal=0, after=False)
    return shop.store.calls


def points(calls: int) -> list[int]:
    """So many of its calls, spread evenly, and each in turn where there are more points."""
    if calls <= POINTS:
        return [1 + n % calls for n in range(POINTS)]
    return [1 + n * calls // POINTS for n in range(POINTS)]


@pytest.mark.parametrize("begin", KINDS, ids=lambda begin: begin.__name__)
def test_two_workers_at_once_do_nothing_twice(store, engine, begin):
    shop = stock(store)
    run = begin(shop.hands)
    shop.worker().drive(run.run_id)
    undisturbed = told(shop, run)
    engine.tidy()

    shop = stock(store)
    run = begin(shop.hands)
    team = [shop.worker("one"), shop.worker("other")]
    while not shop.run(run).ended:
        for worker in team:
            worker.turn(run.run_id, seconds=0)

    assert told(shop, run) == undisturbed


@pytest.mark.parametrize("begin", KINDS, ids=lambda begin: begin.__name__)
def test_a_worker_that_wakes_late_adds_nothing(store, engine, begin, monkeypatch):
    shop = stock(store)
    run = begin(shop.hands)
    shop.worker().drive(run.run_id)
    undisturbed = told(shop, run)
    engine.tidy()

    shop = stock(store)
    run = begin(shop.hands)
    frozen, heir = shop.worker("frozen"), shop.worker("heir")
    real = shop.store.__class__.call

    def call(self, operation, table, arguments):
        """Frozen before its first write of a page; the other does it all meanwhile."""
        if operation == "TransactWriteItems" and "segments" in table:
            monkeypatch.setattr(shop.store.__class__, "call", real)
            shop.later(seconds=31)
            heir.drive(run.run_id)
        return real(self, operation, table, arguments)

    monkeypatch.setattr(shop.store.__class__, "call", call)
    frozen.turn(run.run_id)

    assert told(shop, run) == undisturbed
