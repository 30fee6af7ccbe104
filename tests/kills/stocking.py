"""What every kind begins with, and what they share."""

from entities.operations.deeds import Act
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, new_run_id
from tests.counts import count
from tests.operations.making import put
from tests.operations.runs.shop import names
from tests.operations.writing.desk import contractor, furnish

UNITS = count(48, 3)
NAMES = names(UNITS)


def stock(hands: Hands) -> None:
    """The example company and UNITS contractors more, in empty tables."""
    furnish(hands.store)
    put(hands.store, "contractors", *(contractor(n, contractorId=n) for n in NAMES))


def act(hands: Hands) -> Act:
    now = hands.clock()
    return Act("dana", now, "as agreed", run_id=new_run_id(now))


def table(hands: Hands, name: str) -> str:
    """The real name of an entity's table."""
    return hands.store.table(hands.catalogue.entity(name))


def done(hands: Hands, run: Run) -> Run:
    """The run at its end, before anybody is killed."""
    run = Driver(hands, "undisturbed").drive(run.run_id)
    assert run.status == "succeeded", run.reason
    return run
