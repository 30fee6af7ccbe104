"""Runs that take, restore, prove and remove backup sets."""

from dataclasses import replace
from datetime import timedelta

from entities.operations.approvals.deciding import approve, request
from entities.operations.backups.places import place_of
from entities.operations.backups.policy import Policy
from entities.operations.backups.reading import read_items, read_manifest, read_table
from entities.operations.backups.removing import remove_sets
from entities.operations.backups.sets import BackupSet, find_set, read_sets
from entities.operations.backups.taking import Wanted, back_up
from entities.operations.restores.copying import copy_plan, start_copy
from entities.operations.restores.drilling import start_drill
from entities.operations.restores.picking import look, put_aside, read_choice
from entities.operations.restores.starting import start_restore
from entities.operations.restores.today import chosen, differences_of, start_comparison
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.settled import stamp
from entities.operations.works.backup import BACKUP
from entities.operations.works.comparison import COMPARISON
from entities.operations.works.copy_back import COPY_BACK
from entities.operations.works.drill import DRILL
from entities.operations.works.prune import PRUNE
from entities.operations.works.restore import RESTORE
from entities.schema.viewer import everyone
from tests.kills.ends import end_of, plain, typed
from tests.kills.stocking import NAMES, act, done, table
from tests.operations.making import put
from tests.operations.writing.desk import contractor

RESTORED = "restored-"
POLICY = Policy()


def backup(hands: Hands) -> Run:
    """A set of two tables, each read by four side by side."""
    tables = (table(hands, "contractors"), table(hands, "works"))
    wanted = Wanted("construction", "dev", "folder", tables=tables, native=False, segments=4)
    return back_up(hands, BACKUP, wanted, act(hands), POLICY)


def restore(hands: Hands) -> Run:
    held = _taken(hands)
    names = {name: f"{RESTORED}{name}" for name in held.table_names}
    return start_restore(hands, RESTORE, held, act(hands), names=names)


def comparison(hands: Hands) -> Run:
    """A restore beside tables in which items were changed, added and removed since."""
    restored = done(hands, restore(hands))
    put(hands.store, "contractors", *(contractor("changed", contractorId=n) for n in NAMES[::2]))
    put(hands.store, "contractors", *(contractor(n, contractorId=f"new_{n}") for n in NAMES))
    return start_comparison(hands, COMPARISON, restored, act(hands))


def copy_back(hands: Hands) -> Run:
    """All that differs from a restore goes back to what it was, by two people's word."""
    compared = done(hands, comparison(hands))
    ids = [d.unit_id for d in differences_of(hands, compared, 0, "changed")]
    own, shared = replace(act(hands), reason="as both agreed"), {"sealer": hands.sealer}
    picked = chosen(hands, compared, ids)
    choice = read_choice(hands, put_aside(hands, compared, picked, own))
    plan = copy_plan(choice, look(hands, choice), hands.sealer)
    asks = {"viewer": everyone("dana", "back up", "request approval", "view"), "act": own}
    asks |= {"viewer_of": hands.viewer_of}
    asked = request(hands.store, hands.catalogue, plan, "/backups/", **asks, **shared)
    hers = {"viewer": everyone("ada", "approve", "view"), "act": replace(own, actor="ada")}
    agreed = {"plan_hash": plan.hash, **hers, **shared}
    approve(hands.store, hands.catalogue, asked.approval_id, **agreed)
    return start_copy(hands, COPY_BACK, choice, asked.approval_id, own)


def drill(hands: Hands) -> Run:
    return start_drill(hands, DRILL, _taken(hands), act(hands))


def prune(hands: Hands) -> Run:
    """Of nine sets that have had their time, the last three stay."""
    held = _taken(hands)
    long_ago = hands.clock() - timedelta(days=100)
    begun = [stamp(long_ago + timedelta(days=n)) for n in range(9)]
    old = {"expiresAt": stamp(hands.clock() - timedelta(days=1))}
    sets = [{**held.item, **old, "setId": f"s-{n}", "startedAt": at} for n, at in enumerate(begun)]
    put(hands.store, "backup-sets", *sets)
    return remove_sets(hands, PRUNE, [f"s-{n}" for n in range(6)], act(hands), POLICY)


def end_of_backup(hands: Hands, run: Run) -> dict:
    """What the set says of each table, and what its files hold, with no file beside them."""
    held = find_set(hands.store, hands.catalogue, run.item["plan"])
    place, tables = place_of(hands, held.target), []
    for facts in read_manifest(place, held.set_id, held.manifest_hash).tables:
        read = read_table(place, held.set_id, facts.table)
        lines = list(read_items(place, held.set_id, read))
        assert not any(line.problem for line in lines)
        tables.append((facts.table, len(lines), facts.items, facts.content_hash))
    parts = sum(facts.parts for facts in held.tables)
    assert len(list(place.names(held.set_id))) == 2 * parts + len(tables) + 1
    return _apart_from_parts(hands, run) | {"set": [held.status, held.items, tables]}


def end_of_restore(hands: Hands, run: Run) -> dict:
    """What the new tables hold."""
    made = {name: typed(_scanned(hands, name)) for name in _tables(hands, RESTORED)}
    return _apart_from_parts(hands, run) | {"tables": made}


def end_of_comparison(hands: Hands, run: Run) -> dict:
    """What was found to differ stands in the outcomes."""
    return _apart_from_parts(hands, run)


def end_of_copy(hands: Hands, run: Run) -> dict:
    """All of them as they were in the backup; the ids of its choice and approval are chance."""
    end = _apart_from_parts(hands, run)
    end["entries"] = {told: n for told, n in end["entries"].items() if "approvals#" not in told}
    made = _scanned(hands, f"{RESTORED}{table(hands, 'contractors')}")
    today = _scanned(hands, table(hands, "contractors"))
    assert [item for item in made if item not in today] == []
    return end


def end_of_drill(hands: Hands, run: Run) -> dict:
    """What it stamped on the set, with no table left over."""
    held = find_set(hands.store, hands.catalogue, run.item["plan"])
    assert _tables(hands, "keyroom-drill-") == []
    return _apart_from_parts(hands, run) | {"drills": plain(held.drills)}


def end_of_prune(hands: Hands, run: Run) -> dict:
    """Which sets are left."""
    left = [held.set_id for held in read_sets(hands.store, hands.catalogue)]
    return end_of(hands, run) | {"left": list(map(plain, left))}


def _taken(hands: Hands) -> BackupSet:
    run = done(hands, backup(hands))
    return find_set(hands.store, hands.catalogue, run.item["plan"])


def _apart_from_parts(hands: Hands, run: Run) -> dict:
    """In how many pages and parts it was done is chance."""
    end = end_of(hands, run)
    del end["segments"]
    return end | {"run": run.status}


def _tables(hands: Hands, start: str) -> list[str]:
    names = hands.store.call("ListTables", "", {})["TableNames"]
    return [name for name in names if name.startswith(start)]


def _scanned(hands: Hands, name: str) -> list[dict]:
    return hands.store.call("Scan", name, {"TableName": name})["Items"]
