"""Two tables with something in them, and sets of them, for tests of the pages of backups."""

import pytest

from entities.catalogue import catalogue
from entities.operations.backups import taking
from entities.operations.backups.sets import find_set, read_sets
from entities.operations.backups.tables import tables_there
from entities.operations.runs.driving import Driver
from entities.operations.settled import stamp
from entities.web.hands import own_hands
from tests.operations.backups.vault import contractors
from tests.operations.making import NOW
from tests.web.records import put

WHY = "The auditors asked for it."
TAKEN = ("contractors", "projects")


@pytest.fixture(autouse=True)
def folder(web, settings, tmp_path, monkeypatch):
    """Two tables with something in them, and a folder for backups."""
    settings.BACKUP_FOLDER = tmp_path / "backups"
    monkeypatch.setattr(taking, "tables_there", few)
    put(web, "contractors", *contractors(3))
    return tmp_path / "backups"


def few(*asked):
    return [found for found in tables_there(*asked) if found[0].name in TAKEN]


def form(**more) -> dict:
    return {"kind": "manual", "export": "on", "target": "folder", "reason": WHY, **more}


@pytest.fixture
def taken(web, operator):
    """A set that is complete, of all tables."""
    operator.post("/backups/new/?system=construction", form(name="mine"))
    (held,) = read_sets(web, catalogue)
    Driver(own_hands(), "worker").drive(held.run_id)
    return find_set(web, catalogue, held.set_id)


def old(web, name: str, **facts) -> None:
    at = {"startedAt": stamp(NOW), "expiresAt": stamp(NOW)}
    known = {"setId": name, "name": name, "status": "complete", "system": "construction"}
    put(web, "backup-sets", {**known, "environment": "dev", "whole": True, **at, **facts})
