"""Fixtures for tests of the one write path."""

import pytest

from tests.operations.writing.desk import Desk, furnish


@pytest.fixture
def desk(store):
    """A member of staff in front of the example company."""
    furnish(store)
    return Desk(store)
