"""What the tests run on: moto inside this process, or any endpoint (make conformance).

Either way tables are made once; between tests they are emptied, and moto's made as they were.
"""

import os
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.dynamodb.tables import create_table
from entities.schema.entity import Entity
from tests import moto_once, moto_short, moto_transactions
from tests.engine.process import EngineProcess

REGION = "us-east-1"


# What a test may change of a table, as moto holds it; indexes are told apart by what they are.
VALUES = (
    *("attr", "billing_mode", "continuous_backups", "deletion_protection_enabled"),
    *("latest_stream_label", "sse_specification", "stream_specification", "tags", "ttl"),
)
LISTS = ("global_indexes", "indexes")


class Moto:
    """Empties tables by reaching into moto, which costs nothing."""

    def start(self) -> None:
        moto_transactions.install()
        moto_short.install()
        moto_once.install()
        self._mock = mock_aws()
        self._mock.start()
        self._kept = {}
        self._settings = {}

    def stop(self) -> None:
        self._mock.stop()

    def make(self, store: Store, sharing: Iterable[Entity]) -> None:
        _make(store, sharing)
        table = store.table(sharing[0])
        self._kept[table] = self._tables[table]
        self._settings[table] = _settings(self._tables[table])

    def tidy(self) -> None:
        """As before the test: the tables made by `make`, as they were made, and no others."""
        self._tables.clear()
        self._tables.update(self._kept)
        for name, table in self._kept.items():
            table.items.clear()
            for setting, made in self._settings[name].items():
                if getattr(table, setting) != made:
                    setattr(table, setting, list(made) if setting in LISTS else deepcopy(made))

    @property
    def _tables(self) -> dict:
        return get_backend("dynamodb")[DEFAULT_ACCOUNT_ID][REGION].tables

    def send(self, request, _client):
        """Have a request answered, below botocore's retries."""
        return botocore_stubber("before-send", request)


def _settings(table) -> dict:
    values = {name: deepcopy(getattr(table, name)) for name in VALUES}
    return values | {name: list(getattr(table, name)) for name in LISTS}


class Endpoint:
    """Any DynamoDB at an address; without one, an embedded engine of the tests' own."""

    def __init__(self, address: str, directory: Path):
        self._address = address
        self._engine = None if address else EngineProcess(directory)
        self._made: list[tuple[Store, Entity]] = []

    def start(self) -> None:
        if self._engine:
            self._engine.start()
            self._address = f"http://127.0.0.1:{self._engine.port}"
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = self._address

    def stop(self) -> None:
        for store, entity in self._made:
            settings = {"TableName": store.table(entity), "DeletionProtectionEnabled": False}
            store.call("UpdateTable", store.table(entity), settings)
            store.call("DeleteTable", store.table(entity), {"TableName": store.table(entity)})
        del os.environ["AWS_ENDPOINT_URL_DYNAMODB"]
        if self._engine:
            self._engine.stop()

    def make(self, store: Store, sharing: Iterable[Entity]) -> None:
        _make(store, sharing)
        self._made.append((store, sharing[0]))

    def tidy(self) -> None:
        for store, entity in self._made:
            for page in store.pages(entity, attributes=entity.keys):
                delete_all(store, entity, [entity.key_of(item) for item in page.items])

    def send(self, request, client):
        """Have a request answered, below botocore's retries."""
        return client._endpoint.http_session.send(request)


def _make(store: Store, sharing: Iterable[Entity]) -> None:
    tags = {"system": sharing[0].system.name, "environment": store.environment}
    create_table(store, sharing[0], sharing, tags=tags)


def new_store(prefix: str = "", **options) -> Store:
    """A store on the tests' engine that waits for nothing."""
    prefixes = {system.name: prefix for system in catalogue.systems}
    return Store(
        connect(), prefixes=prefixes if prefix else {}, sleep=lambda seconds: None, **options
    )


def as_production(store: Store) -> Store:
    """The store as one of production that has the tables of the tests."""
    systems = {entity.system for entity in catalogue.entities}
    names = {s.name: store.prefixes.get(s.name) or s.prefixes[store.environment] for s in systems}
    store.environment, store.prefixes = "production", names
    return store
