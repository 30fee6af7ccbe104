"""Runs that build an index."""

from entities.dynamodb.table_calls import delete_index
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.tables.desired import desired_table
from entities.operations.tables.indexing.queueing import queue_declared
from tests.kills.ends import end_of, plain
from tests.kills.stocking import UNITS, act, table
from tests.operations.making import put
from tests.operations.writing.desk import expense

ENTITY = "expenses"


def building(hands: Hands) -> Run:
    """The first declared index of a table that has lost it."""
    put(hands.store, ENTITY, *map(expense, range(UNITS)))
    desired = desired_table(hands.store, hands.catalogue, hands.catalogue.entity(ENTITY))
    index = next(index for index in desired.indexes if not index.local)
    if hands.store.describe(desired.name).index(index.name):
        call = delete_index(desired.name, index.name)
        hands.store.call(call.operation, desired.name, call.arguments)
    return queue_declared(hands, desired, index.name, act(hands))


def end_of_building(hands: Hands, run: Run) -> dict:
    """The indexes as they are then. How often a build was meant to be sent is chance: whoever is
    killed right before it says so once more."""
    indexes = hands.store.describe(table(hands, ENTITY)).indexes
    end = end_of(hands, run)
    end["entries"].pop(plain((f"tables#{table(hands, ENTITY)}", "alter")))
    return end | {"indexes": sorted(plain(held) for held in indexes)}
