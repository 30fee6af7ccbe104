"""An engine for runs that are killed, with the tables of companies and of our own."""

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.dynamodb.tables import create_table
from tests.engine.process import PYTHON, EngineProcess

MADE = [table for table in catalogue.tables if table.generation in ("company", "dashboard")]


@pytest.fixture(scope="session")
def own_engine(tmp_path_factory):
    """The address of an embedded engine that only these tests use."""
    if not PYTHON.exists():
        pytest.skip("the embedded engine is not installed: run `make .venv-engine`")
    process = EngineProcess(tmp_path_factory.mktemp("kills"))
    process.start()
    address = f"http://127.0.0.1:{process.port}"
    store = Store(connect(endpoint=address))
    for table in MADE:
        create_table(store, table, catalogue.sharing(table))
    yield address
    process.stop()


@pytest.fixture
def empty():
    """Empties every table, and removes those that runs have made."""

    def empty(store: Store) -> None:
        known = {store.table(table) for table in MADE}
        for name in store.call("ListTables", "", {})["TableNames"]:
            if name not in known:
                unprotected = {"TableName": name, "DeletionProtectionEnabled": False}
                store.call("UpdateTable", name, unprotected)
                store.call("DeleteTable", name, {"TableName": name})
        for table in MADE:
            for page in store.pages(table, attributes=table.keys):
                delete_all(store, table, [table.key_of(item) for item in page.items])

    return empty
