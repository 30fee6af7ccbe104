"""The demo data, made once: tests only look at it."""

import pytest

from entities.operations.demo import items_by_entity
from entities.operations.demo.offices import offices_by_island
from entities.operations.demo.source import read_contracts


@pytest.fixture(scope="session")
def contracts():
    return read_contracts()


@pytest.fixture(scope="session")
def offices(contracts):
    return offices_by_island(contracts)


@pytest.fixture(scope="session")
def demo():
    """Every item by entity name."""
    return items_by_entity()
