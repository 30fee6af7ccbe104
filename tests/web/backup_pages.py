"""The pages about backups for every member of the cast, for tests/test_every_page."""

from entities.catalogue import catalogue
from tests.web.many_pages import only

THOSE = ("operator", "administrator")
SET = {
    "setId": "backed-up",
    "name": "before the weekend",
    "kind": "manual",
    "system": "construction",
    "environment": "dev",
    "status": "complete",
    "whole": True,
    "native": True,
    "exported": True,
    "target": "folder",
    "tableNames": ["construction-expenses-dev-company-expenses"],
    "tables": [{"table": "construction-expenses-dev-company-expenses", "entity": "expenses"}],
    "startedAt": "2025-06-15T10:00:00.000Z",
    "endedAt": "2025-06-15T10:00:09.000Z",
    "expiresAt": "2025-07-15T10:00:00.000Z",
    "runId": "backed-up",
    "takenBy": "olga",
}


def backup_pages(store) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Addresses and expected statuses by name."""
    expenses = store.table(catalogue.entity("expenses"))
    return {
        "backups": [("/backups/", only(200, *THOSE))],
        "backup_new": [
            ("/backups/new/", only(200, *THOSE)),
            ("/backups/new/?system=dashboard", only(200, *THOSE)),
            ("/backups/new/?system=nothing", only(404, *THOSE)),
        ],
        "backup_retention": [("/backups/retention/", only(200, *THOSE))],
        "backup_recovery": [
            ("/backups/recovery/", only(200, *THOSE)),
            ("/backups/recovery/?system=construction", only(200, *THOSE)),
        ],
        "backup_set": [
            ("/backups/backed-up/", only(200, *THOSE)),
            ("/backups/unheard-of/", only(404, *THOSE)),
        ],
        "backup_drill": [
            ("/backups/backed-up/drill/", only(200, *THOSE)),
            ("/backups/unheard-of/drill/", only(404, *THOSE)),
        ],
        "backup_restore": [("/backups/backed-up/restore/", only(200, *THOSE))],
        "restored": [("/restores/unheard-of/", only(404, *THOSE))],
        "compare_today": [("/restores/unheard-of/compare/", only(405, *THOSE))],
        "compared": [("/comparisons/unheard-of/", only(404, *THOSE))],
        "choose_copies": [("/comparisons/unheard-of/choose/", only(405, *THOSE))],
        "copy_back": [("/copies/unheard-of/", only(404, *THOSE, "approver"))],
        "backup_hold": [("/backups/backed-up/hold/", only(405, *THOSE))],
        "backup_manifest": [("/backups/backed-up/manifest/", only(404, *THOSE))],
        "backup_take_out": [
            (f"/backups/backed-up/take-out/{expenses}/", only(404, "administrator"))
        ],
    }
