"""Fixtures for tests of the one write path."""

import pytest

from entities.operations import writing
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
