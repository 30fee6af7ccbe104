"""Fixtures for all tests: one engine per run, every table of the catalogue, faults on demand."""

import gc
import os
import secrets

# Before anything reads the environment: no test may ever reach an account by accident.
CONFORMANCE = "KEYROOM_CONFORMANCE_ENDPOINT" in os.environ
for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "TABLE_PREFIX"):
    os.environ.pop(name, None)
for name, value in {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",  # noqa: S105
    "AWS_REGION": "us-east-1",
}.items():
    if not (CONFORMANCE and name in os.environ):
        os.environ[name] = value
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from entities.catalogue import catalogue  # noqa: E402
from tests.engines import Endpoint, Moto, new_store  # noqa: E402
from tests.faults import Faults  # noqa: E402
from tests.samples import SAMPLES  # noqa: E402
from tests.tracing import install  # noqa: E402
from tests.workers import put_slowest_first, scheduler  # noqa: E402

catalogue.show("construction", "rental", "pilotforce", "pilotforce-deployed")

install()
# How long an example takes says more of what else the machine does.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items):
    put_slowest_first(items)
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.no_cover)  # repeats what other tests answer for


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return scheduler(config, log)


def pytest_collection_finish():
    # What is imported by now stays to the end: the collector need not look at it, nor so often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def engine(tmp_path_factory):
    """moto in this process; with KEYROOM_CONFORMANCE_ENDPOINT, what answers there."""
    engine = Moto()
    if CONFORMANCE:
        address = os.environ["KEYROOM_CONFORMANCE_ENDPOINT"]
        engine = Endpoint(address, tmp_path_factory.mktemp("engine"))
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture(scope="session")
def table_prefix():
    """Real names on our own engines; names that meet nobody's tables elsewhere."""
    foreign = os.environ.get("KEYROOM_CONFORMANCE_ENDPOINT")
    return f"keyroom-test-{secrets.token_hex(4)}-" if foreign else ""


@pytest.fixture(scope="session")
def catalogue_tables(engine, table_prefix):
    store = new_store(table_prefix)
    for entity in catalogue.tables:
        engine.make(store, catalogue.sharing(entity))


@pytest.fixture(scope="session")
def sample_tables(engine, table_prefix):
    store = new_store(table_prefix)
    for sharing in SAMPLES:
        engine.make(store, sharing)


@pytest.fixture
def store(engine, catalogue_tables, table_prefix):
    """A store in which every table of the catalogue exists and is empty."""
    yield new_store(table_prefix)
    engine.tidy()


@pytest.fixture
def sample_store(engine, sample_tables, table_prefix):
    """A store with the tables of tests/samples.py, empty."""
    yield new_store(table_prefix)
    engine.tidy()


@pytest.fixture
def faults(engine, monkeypatch):
    """Has the service misbehave: see tests/faults.py. The client's own retries wait for nothing."""
    monkeypatch.setattr(
        "botocore.retries.standard.ExponentialBackoff.delay_amount", lambda self, context: 0
    )
    monkeypatch.setattr("botocore.retries.quota.RetryQuota.acquire", lambda self, amount: True)
    faults = Faults(engine)
    yield faults
    faults.end()
