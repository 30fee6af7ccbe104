"""Somebody who makes and changes tables in tests, on the record."""

from datetime import timedelta

from entities.catalogue import Catalogue, catalogue
from entities.operations.deeds import Act
from entities.operations.tables.applying import apply_plan
from entities.operations.tables.changing import Outcome
from entities.operations.tables.plan import TablePlan, make_plan
from entities.operations.tables.recording import Recorder
from entities.sealing import Sealer
from tests.operations.making import NOW

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


def apply_all(store, known: Catalogue, *, named=(), tell=quiet) -> tuple[TablePlan, list[Outcome]]:
    """The plan, and what came of it."""
    plan = make_plan(store, known, named=named)
    return plan, list(apply_plan(store, known, plan, recorder(store, known), tell=tell))
