"""Taking a set: what it holds, what it says of itself, and who may."""

from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.backup_calls import (
    AVAILABLE,
    CREATING,
    create_backup,
    describe_backup,
    list_backups,
)
from entities.dynamodb.inspection import NOT_OFFERED
from entities.errors import ActionNotAllowed, NothingToBackUp
from entities.operations.backups import exporting, native, taking
from entities.operations.counting import count_items
from entities.operations.runs import advancing
from entities.operations.runs.segments import save
from entities.operations.tables.last_backup import last_backups
from entities.schema.values import canonical
from tests.operations.backups.vault import contractors


def test_a_set_holds_every_item_with_its_types(vault):
    held = vault.take("contractors", "projects")

    lines = vault.lines(held, "contractors")
    found = {line.key[1]: canonical(line.item) for line in lines}
    assert found == {item["contractorId"]: canonical(item) for item in contractors(30)}
    assert {line.problem for line in lines} == {""}
    assert (held.status, held.items, held.whole) == ("complete", 32, False)


def test_a_set_says_what_it_holds_in_its_item_and_in_its_manifest(vault):
    held = vault.take("contractors", "projects", name="before the move")

    manifest = vault.manifest(held)
    assert manifest.tables == held.tables
    assert [facts.items for facts in manifest.tables] == [30, 2]
    assert (manifest.name, manifest.taken_by) == ("before the move", "olga")
    assert manifest.skew_seconds == held.skew_seconds
    assert held.bytes == sum(facts.bytes for facts in manifest.tables) > 0
    assert manifest.started_at <= manifest.ended_at
    assert manifest.tables[0].recovery["status"] in ("ENABLED", "DISABLED")


def test_segments_side_by_side_come_to_the_same_content(vault):
    one = vault.take("contractors", segments=1)
    four = vault.take("contractors", segments=4)

    assert one.tables[0].content_hash == four.tables[0].content_hash
    assert {line.key for line in vault.lines(four, "contractors")} == {
        line.key for line in vault.lines(one, "contractors")
    }


def test_a_page_becomes_a_part_and_nothing_else_is_left(vault, monkeypatch):
    monkeypatch.setattr(exporting, "PART_BYTES", 1)
    monkeypatch.setattr(vault.store, "pages", paged(vault.store.pages, 10))

    held = vault.take("contractors", segments=1)

    table = vault.table("contractors")
    data = [name for name in vault.files(held) if "/data/" in name]
    assert data == [f"{table}/data/000-{n:06d}-1.jsonl.gz" for n in range(held.tables[0].parts)]
    assert len(data) >= 3
    assert len(vault.files(held)) == 2 * len(data) + 2


def paged(pages, limit):
    """As if a page held so few items."""
    return lambda entity, **more: pages(entity, **{"limit": limit} | more)


def test_an_empty_table_is_held_as_empty(vault):
    held = vault.take("works")

    assert vault.lines(held, "works") == []
    assert held.tables[0].content_hash == "0" * 64


def test_a_whole_system_is_taken_with_all_tables_that_are_there(vault):
    held = vault.set(vault.begin())

    of_it = [table for table in catalogue.tables if table.system.name == "construction"]
    assert held.whole
    assert held.table_names == [vault.store.table(table) for table in of_it]
    assert held.scope == ("dev", "construction")


def test_the_last_backup_of_a_table_is_the_newest_set_that_is_complete(vault):
    vault.take("contractors")
    held = vault.take("contractors", "projects")
    vault.begin("contractors")

    table = vault.table("contractors")
    told = last_backups(vault.store, catalogue)
    assert set(told) == set(held.table_names)
    assert (told[table].backup_id, told[table].verified) == (held.set_id, False)
    assert told[table].at == held.at("endedAt")


def test_a_table_never_taken_has_no_last_backup(vault):
    vault.take("contractors")

    assert vault.table("works") not in last_backups(vault.store, catalogue)


def test_native_backups_are_part_of_the_set(vault):
    held = vault.take("contractors", native=True, exported=False)

    (facts,) = held.tables
    assert (facts.native_status, facts.exported) == ("AVAILABLE", False)
    assert facts.native_arn.endswith(facts.native_arn.rpartition("/backup/")[2])
    assert vault.files(held) == ["manifest.json"]
    assert vault.manifest(held).tables == held.tables


def test_a_native_backup_is_waited_for_and_keeps_no_worker(vault, monkeypatch):
    """The service is at work for a while: the run says so, and rests."""
    looks = iter((CREATING, CREATING, AVAILABLE))

    def slow(store, arn):
        return replace(describe_backup(store, arn), status=next(looks))

    def begun(*asked):
        return replace(create_backup(*asked), status=CREATING)

    monkeypatch.setattr(native, "describe_backup", slow)
    monkeypatch.setattr(native, "create_backup", begun)
    run = vault.begin("contractors", native=True, exported=False)
    vault.worker().turn(run.run_id, seconds=0)

    (segment, _) = vault.segments(run)
    assert segment.waits.startswith("The service is making its backup of")
    assert vault.drive(run).status == "succeeded"
    assert vault.set(run).tables[0].native_status == AVAILABLE


def test_an_engine_without_backups_of_its_own_is_told_and_stops_no_export(vault, monkeypatch):
    monkeypatch.setattr(native, "create_backup", lambda *asked: None)

    held = vault.take("contractors", native=True)

    assert held.tables[0].native_status == NOT_OFFERED
    assert held.tables[0].items == 30


def test_a_native_backup_that_is_gone_is_removed_already(vault):
    held = vault.take("contractors", native=True, exported=False)

    native.remove_native(vault.store, held.set_id, held.tables[0])
    native.remove_native(vault.store, held.set_id, held.tables[0])

    there = [backup.arn for backup in list_backups(vault.store, vault.table("contractors"))]
    assert held.tables[0].native_arn not in there


def test_what_was_counted_is_what_a_backup_expects_to_read(vault):
    count_items(vault.store, catalogue, now=vault.clock(), progress=lambda entity, count: None)

    run = vault.begin("contractors", segments=4)

    totals = [s.total for s in vault.segments(run) if s.phase == taking.EXPORT]
    assert totals == [8, 8, 7, 7]
    assert vault.drive(run).item["total"] == 30


def test_a_set_that_is_complete_is_not_finished_again(vault, monkeypatch):
    """The worker was killed between the set and its own cursor."""
    run = vault.begin("contractors")

    def die(*arguments, **changes):
        if vault.set(run).complete:
            raise KeyboardInterrupt
        return save(*arguments, **changes)

    with monkeypatch.context() as patched:
        patched.setattr(advancing, "save", die)
        with pytest.raises(KeyboardInterrupt):
            vault.drive(run)
    vault.later(seconds=31)

    assert vault.drive(run, "heir").status == "succeeded"
    assert [action for _, action in vault.logged(vault.set(run))] == ["back up", "complete"]


def test_both_kinds_stand_in_one_set(vault):
    held = vault.take("contractors", native=True)

    (facts,) = held.tables
    assert (facts.native_status, facts.exported, facts.items) == ("AVAILABLE", True, 30)


def test_every_step_of_a_set_is_on_the_record(vault):
    held = vault.take("contractors")

    assert vault.logged(held) == [("olga", "back up"), ("olga", "complete")]


def test_only_who_may_back_up_does(vault):
    vault.viewer = replace(vault.viewer, actions=frozenset({"view", "administer"}))

    with pytest.raises(ActionNotAllowed):
        vault.begin("contractors")
    assert vault.sets() == []


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"system": "construction", "tables": ("nobody",)}, "has no table “nobody”"),
        ({"system": "construction", "environment": "staging"}, "has no tables in staging"),
        ({"native": False, "exported": False}, "not offered by this engine"),
    ],
)
def test_what_would_hold_nothing_is_refused(vault, wanted, why):
    with pytest.raises(NothingToBackUp, match=why):
        vault.begin(**wanted)
    assert vault.sets() == []


def test_who_begins_the_same_set_again_comes_to_the_same_run(vault):
    run = vault.begin("contractors", set_id="20250616-0200-construction", segments=2)
    again = vault.begin("contractors", set_id="20250616-0200-construction", segments=5)

    assert again == vault.run(run)
    assert len([s for s in vault.segments(run) if s.phase == 1]) == 2
