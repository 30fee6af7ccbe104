import pytest
from moto.dynamodb.responses import DynamoHandler

from entities.dynamodb.backup_calls import delete_backup, list_backups
from tests.operations.backups.vault import stocked
from tests.operations.restores.vault import Vault


@pytest.fixture
def encrypting(monkeypatch):
    """moto forgets a change of encryption; the service does not."""
    update = DynamoHandler.update_table

    def remembering(self):
        wanted = self.body.get("SSESpecification")
        if wanted:
            self.dynamodb_backend.get_table(self.body["TableName"]).sse_specification = wanted
        return update(self)

    monkeypatch.setattr(DynamoHandler, "update_table", remembering)


@pytest.fixture
def vault(store, tmp_path, encrypting):
    """The contractors and projects of the backups' tests."""
    stocked(store, tmp_path)
    yield Vault(store, tmp_path / "backups")
    for backup in list_backups(store):
        delete_backup(store, backup.arn)
