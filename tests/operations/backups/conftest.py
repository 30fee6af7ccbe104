import pytest

from tests.operations.backups.vault import stocked


@pytest.fixture
def vault(store, tmp_path):
    return stocked(store, tmp_path / "backups")
