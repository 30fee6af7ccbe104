"""Fixtures for tests of bulk changes."""

import pytest

from tests.operations.transfer.desk import Carrier
from tests.operations.writing.desk import furnish


@pytest.fixture
def carrier(store):
    """Somebody in front of the example company."""
    furnish(store)
    return Carrier(store)
