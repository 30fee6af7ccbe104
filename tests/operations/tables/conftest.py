"""Stores in which nothing is made yet: on moto, and on the embedded engine where moto lies."""

import pytest

from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from tests.engine.process import PYTHON, EngineProcess
from tests.engines import new_store


@pytest.fixture
def bare(store):
    """A store of production, which has no tables."""
    return new_store(environment="production")


@pytest.fixture(scope="session")
def embedded(tmp_path_factory):
    """The embedded engine, in a process of the tests' own."""
    if not PYTHON.exists():
        pytest.skip("the embedded engine is not installed: run `make .venv-engine`")
    process = EngineProcess(tmp_path_factory.mktemp("tables"))
    process.start()
    yield connect(endpoint=f"http://127.0.0.1:{process.port}")
    process.stop()


@pytest.fixture
def exact(embedded):
    """A store of production on the embedded engine, which has no tables once the test is over."""
    store = Store(embedded, environment="production", sleep=lambda seconds: None)
    yield store
    for name in embedded.list_tables()["TableNames"]:
        embedded.update_table(TableName=name, DeletionProtectionEnabled=False)
        embedded.delete_table(TableName=name)
