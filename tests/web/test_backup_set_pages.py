"""The page of one backup set: what it holds, who holds it, what is taken out of it."""

import gzip
import json
from decimal import Decimal

from entities.catalogue import catalogue
from entities.operations.backups.sets import find_set
from entities.operations.settled import stamp
from tests.operations.making import NOW
from tests.operations.writing.desk import Desk
from tests.web.backup_tools import *  # noqa: F403 - its fixtures
from tests.web.backup_tools import WHY
from tests.web.html import texts
from tests.web.records import put


def test_a_set_says_what_it_holds(web, operator, taken):
    text = operator.get(f"/backups/{taken.set_id}/").content.decode()

    for facts in taken.tables:
        assert facts.table in text
        assert facts.content_hash[:12] in text
    assert taken.manifest_hash in text
    assert "it stays: it is one of the last 3 of its tables" in text
    assert "Never drilled" in text
    assert WHY in text


def test_drills_native_backups_and_windows_are_shown(web, operator, taken):
    facts = {**taken.item["tables"][0], "nativeArn": "arn:x", "nativeStatus": "AVAILABLE"}
    facts["recovery"] = {
        "status": "ENABLED",
        "earliest": "2025-06-01T10:00:00.000Z",
        "latest": "2025-06-02T10:00:00.000Z",
    }
    drill = {"runId": "r1", "by": "olga", "at": stamp(NOW), "status": "failing"}
    drill["wrong"] = Decimal(2)
    changed = {"tables": [facts], "drills": [drill], "drillStatus": "failing"}
    put(web, "backup-sets", {**taken.item, **changed, "drilledAt": stamp(NOW)})

    text = operator.get(f"/backups/{taken.set_id}/").content.decode()

    assert "2025-06-01 10:00 to 2025-06-02 10:00 UTC" in text
    assert "arn:x" in text
    assert "2 wrong" in text
    assert "never" not in texts(operator.get("/backups/"), "td")


def test_a_set_is_held_and_let_go_with_a_reason(web, operator, taken):
    address = f"/backups/{taken.set_id}/hold/"

    assert operator.post(address, {"reason": "short"}).status_code == 422
    assert operator.post(address, {"reason": WHY})["Location"] == f"/backups/{taken.set_id}/"
    assert find_set(web, catalogue, taken.set_id).held_by == {"operator": WHY}
    assert "End the hold of operator" in operator.get(f"/backups/{taken.set_id}/").content.decode()
    operator.post(address, {"reason": WHY, "release": "operator"})
    assert find_set(web, catalogue, taken.set_id).held_by == {}


def test_the_manifest_is_downloaded_and_holds_no_item(web, operator, taken):
    answer = operator.get(f"/backups/{taken.set_id}/manifest/")

    assert answer["Content-Disposition"] == f'attachment; filename="{taken.set_id}.json"'
    told = json.loads(answer.content)
    assert told["setId"] == taken.set_id
    assert "c_0001" not in answer.content.decode()


def test_items_are_taken_out_by_administrators_with_a_reason_on_the_record(
    web, operator, administrator, taken
):
    table = web.table(catalogue.entity("contractors"))
    address = f"/backups/{taken.set_id}/take-out/{table}/"

    assert operator.post(address, {"reason": WHY}).status_code == 403
    assert address not in operator.get(f"/backups/{taken.set_id}/").content.decode()
    assert address in administrator.get(f"/backups/{taken.set_id}/").content.decode()
    assert "masked ones too" in administrator.get(address).content.decode()
    assert administrator.post(address, {"reason": "why"}).status_code == 422
    answer = administrator.post(address, {"reason": WHY})
    lines = gzip.decompress(answer.getvalue()).splitlines()
    assert len(lines) == 3
    assert answer["Cache-Control"] == "no-store"
    entry = Desk(web).entries("backup-sets", (taken.set_id,))[-1]
    assert (entry["actor"], entry["action"], entry["reason"]) == (
        "administrator",
        "take out backup",
        WHY,
    )
    assert entry["revealed"] == table
    log = texts(administrator.get("/audit/"), "td")
    assert f"Taken out unmasked: {table}" in log


def test_what_is_not_there_is_not_taken_out(web, administrator, taken):
    assert administrator.get(f"/backups/{taken.set_id}/take-out/nobody/").status_code == 404
    put(web, "backup-sets", {**taken.item, "status": "broken off"})
    table = taken.table_names[0]
    assert administrator.get(f"/backups/{taken.set_id}/take-out/{table}/").status_code == 409


def test_a_table_without_recovery_says_so_on_the_page_of_its_set(web, operator, taken):
    facts = {**taken.item["tables"][0], "recovery": {"status": "DISABLED"}}
    put(web, "backup-sets", {**taken.item, "tables": [facts]})

    assert "disabled" in texts(operator.get(f"/backups/{taken.set_id}/"), "td")
