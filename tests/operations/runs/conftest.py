import pytest

from tests.operations.runs.shop import stock


@pytest.fixture
def shop(store, monkeypatch):
    return stock(store, monkeypatch)
