"""The embedded engine, as it is started for people: backups of its own, and a bucket beside it."""

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.dynamodb.tables import create_table
from entities.objects.bucket import _client
from entities.operations.backups.reading import read_items, read_manifest, read_table
from entities.schema.values import canonical
from tests.engine.process import PYTHON, EngineProcess
from tests.operations.backups.vault import contractors, stocked

MADE = ("contractors", "projects", "audit", "backup-sets", "counts", "runs", "segments")


@pytest.fixture
def own_vault(tmp_path, monkeypatch):
    """A vault on an engine of its own, which keeps a bucket as well."""
    if not PYTHON.exists():
        pytest.skip("the embedded engine is not installed: run `make .venv-engine`")
    process = EngineProcess(tmp_path / "engine")
    process.start()
    address = f"http://127.0.0.1:{process.port}"
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", address)
    _client.cache_clear()
    store = Store(connect(endpoint=address))
    for entity in map(catalogue.entity, MADE):
        create_table(store, entity, catalogue.sharing(entity))
    process.client("s3").create_bucket(Bucket="backups-of-tests")
    yield stocked(store, tmp_path / "backups", 120)
    process.stop()
    _client.cache_clear()


def test_a_set_in_a_bucket_beside_the_engines_own_backups(own_vault):
    target = "s3://backups-of-tests/keyroom"

    held = own_vault.take("contractors", "projects", native=True, segments=3, target=target)

    assert held.items == 122
    assert {facts.native_status for facts in held.tables} == {"AVAILABLE"}
    place = own_vault.place_of(target)
    assert read_manifest(place, held.set_id, held.manifest_hash).tables == held.tables
    facts = held.tables[0]
    table = read_table(place, held.set_id, facts.table, facts.manifest_sha256)
    assert len(table.parts) > 1
    lines = list(read_items(place, held.set_id, table))
    assert not any(line.problem for line in lines)
    found = {line.key[1]: canonical(line.item) for line in lines}
    assert found == {item["contractorId"]: canonical(item) for item in contractors(120)}
    place.clear(held.set_id)
    assert list(place.names(held.set_id)) == []
