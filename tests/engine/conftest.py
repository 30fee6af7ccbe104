"""Fixtures for tests of the embedded engine."""

import pytest

from tests.engine.process import PYTHON, EngineProcess


@pytest.fixture
def launched(tmp_path):
    """An engine with nothing in it."""
    if not PYTHON.exists():
        pytest.skip("the engine is not installed: run `make .venv-engine`")
    engine = EngineProcess(tmp_path / "engine")
    engine.start()
    yield engine
    engine.stop()
