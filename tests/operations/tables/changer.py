"""Somebody who makes and changes tables in tests, on the record."""

from dataclasses import replace
from datetime import timedelta

from entities.catalogue import Catalogue, catalogue
from entities.operations.deeds import Act
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.tables.applying import apply_plan
from entities.operations.tables.changing import Outcome
from entities.operations.tables.creation import create_missing
from entities.operations.tables.indexing.carrying import carry_through
from entities.operations.tables.indexing.queueing import NEEDED
from entities.operations.tables.plan import TablePlan, make_plan
from entities.operations.tables.recording import Recorder
from entities.schema.viewer import everyone
from entities.sealing import Sealer
from tests.operations.making import NOW, Declared

SEALER = Sealer("a secret of the tests")


class Clock:
    """Every look is a second later."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


def recorder(store, known: Catalogue = catalogue, reason: str = "as declared") -> Recorder:
    return Recorder(store, known, Act("dana", NOW, reason), SEALER, clock=Clock())


def quiet(_table: str, _words: str) -> None:
    """Progress that nobody listens to."""


def change_index(store, known: Catalogue):
    """Index changes as runs, driven at once; the tables of runs are made where they are needed."""
    own = (e for e in catalogue.entities if e.name in (*NEEDED, "counts"))
    whole = Declared(*{e.name: e for e in (*known.entities, *own)}.values())

    def changed(desired, call) -> str:
        by = recorder(store, whole)
        list(create_missing(store, whole, by, system="dashboard"))
        clock = Clock()
        hands = Hands(store, whole, SEALER, clock, lambda name: everyone(name, "manage tables"))

        def drive(run):
            return Driver(hands, "here").drive(run.run_id)

        return carry_through(hands, desired, call, replace(by.act, now=clock()), drive=drive)

    return changed


def applied(store, known: Catalogue, plan: TablePlan, *, tell=quiet, reason="as declared"):
    by, index = recorder(store, known, reason), change_index(store, known)
    return apply_plan(store, known, plan, by, tell=tell, change_index=index)


def apply_all(store, known: Catalogue, *, named=(), tell=quiet) -> tuple[TablePlan, list[Outcome]]:
    """The plan, and what came of it."""
    plan = make_plan(store, known, named=named)
    return plan, list(applied(store, known, plan, tell=tell))
