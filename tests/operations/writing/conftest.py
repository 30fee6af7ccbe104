"""Fixtures for tests of the one write path."""

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.dynamodb.tables import create_table
from entities.operations import writing
from tests.counts import SOAKING
from tests.engine.process import PYTHON, EngineProcess
from tests.operations.writing.asking import bare_company
from tests.operations.writing.desk import Desk, furnish


@pytest.fixture
def desk(store):
    """A member of staff in front of the example company."""
    furnish(store)
    return Desk(store)


@pytest.fixture
def bare(store):
    """A member of staff in front of a company that may be deleted."""
    bare_company(store)
    return Desk(store)


@pytest.fixture
def at_the_write(monkeypatch):
    """Has something happen once, after everything was read and before the transaction is sent."""

    def arm(happen):
        commit = writing.commit
        waiting = [happen]

        def late(*arguments, **named):
            while waiting:
                waiting.pop()()
            return commit(*arguments, **named)

        monkeypatch.setattr(writing, "commit", late)

    return arm


@pytest.fixture(scope="session")
def real_store(tmp_path_factory):
    """A store on an embedded engine of the tests' own."""
    if not PYTHON.exists():
        pytest.skip("the embedded engine is not installed: run `make .venv-engine`")
    process = EngineProcess(tmp_path_factory.mktemp("real"))
    process.start()
    store = Store(connect(endpoint=f"http://127.0.0.1:{process.port}"))
    for entity in catalogue.tables:
        if entity.generation in ("company", "dashboard"):
            create_table(store, entity, catalogue.sharing(entity))
    yield store
    process.stop()


@pytest.fixture
def soaked_store(request):
    """The real engine for a long run, the quick one for a sample."""
    return request.getfixturevalue("real_store" if SOAKING else "store")
