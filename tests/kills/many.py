"""Runs about many items of a company, beside those of tests/operations/works/began.py."""

from decimal import Decimal

from entities.operations.bulk.cascading import start_deletion
from entities.operations.bulk.planning import start_plan
from entities.operations.bulk.preview import Change
from entities.operations.etags import etags_of
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.schema.deletion import Way
from tests.kills.ends import end_of, plain
from tests.kills.stocking import UNITS, act
from tests.operations.making import put
from tests.operations.works import began
from tests.operations.writing.desk import C1, company, expense, project


def deletion(hands: Hands) -> Run:
    """A project with all its expenses."""
    put(hands.store, "companies", company(currentMonthExpenses=Decimal(UNITS)))
    put(hands.store, "projects", project(1, spentAmount=Decimal(1180 * UNITS)))
    put(hands.store, "expenses", *(expense(number) for number in range(1, UNITS + 1)))
    entity, key = hands.catalogue.entity("projects"), (C1, "proj_1")
    etags = etags_of(entity, hands.store.get(entity, key, consistent=True), hands.sealer)
    asked = {"way": Way.CASCADE, "act": act(hands), "etags": etags, "insist": True}
    return start_deletion(hands, entity, key, **asked)


def preview(hands: Hands) -> Run:
    """What a bulk change would do, planned by a run."""
    contractors, change = hands.catalogue.entity("contractors"), Change("set", "specialty", "Stone")
    return start_plan(hands, contractors, began.ALL, change, act(hands))


def end_of_preview(hands: Hands, run: Run) -> dict:
    """The plan that was put aside; its fingerprint is of the click."""
    end = end_of(hands, run)
    del end["run"]
    return end | {"status": run.status, "lines": began.lines_of(hands, run)}


def end_of_dry_run(hands: Hands, run: Run) -> dict:
    """The plan of each line, without the etags of items, which were made anew."""
    end = end_of_preview(hands, run)
    return end | {"lines": [plain([*unit[:4], *unit[5:]]) for unit in end["lines"]]}
