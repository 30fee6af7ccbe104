"""Items to read, and an engine that is exact where moto is not."""

import pytest

from entities.dynamodb.batches import put_all
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.dynamodb.tables import create_table
from tests.engine.process import PYTHON, EngineProcess
from tests.engines import Endpoint, new_store
from tests.samples import CATS, DOGS, INVOICES, invoice


@pytest.fixture(scope="session")
def exact_store(engine, request, table_prefix, tmp_path_factory):
    """A store with the table of invoices on the embedded engine, or on the engine of the run."""
    if isinstance(engine, Endpoint):
        request.getfixturevalue("sample_tables")
        yield new_store(table_prefix)
        return
    if not PYTHON.exists():
        pytest.skip("the embedded engine is not installed: run `make .venv-engine`")
    process = EngineProcess(tmp_path_factory.mktemp("exact"))
    process.start()
    store = Store(connect(endpoint=f"http://127.0.0.1:{process.port}"))
    create_table(store, INVOICES)
    yield store
    process.stop()


@pytest.fixture
def invoices(sample_store):
    """Twelve invoices: six open, six paid, of three projects."""
    items = [invoice(number) for number in range(12)]
    put_all(sample_store, INVOICES, items)
    return items


@pytest.fixture
def pets(sample_store):
    put_all(sample_store, CATS, [{"owner": "A", "id": "1", "purr": "loud"}])
    put_all(sample_store, DOGS, [{"owner": "A", "id": "2", "bark": "loud", "name": "Rex"}])
