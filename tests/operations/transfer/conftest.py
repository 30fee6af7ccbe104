"""Fixtures for tests of export and import."""

import pytest

from tests.operations.transfer.desk import Carrier
from tests.operations.writing.desk import furnish


@pytest.fixture
def carrier(store, sample_tables):
    """Somebody in front of the example company, and of the empty sample tables."""
    furnish(store)
    return Carrier(store)
