"""The end of a backup run: the set is complete with all its facts, or broken off and tidied up."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from entities.dynamodb.inspection import point_in_time
from entities.dynamodb.store import Store
from entities.objects import Place
from entities.operations.backups.files import set_manifest, table_manifest
from entities.operations.backups.manifest import (
    SetManifest,
    TableFacts,
    digest,
    read_table_manifest,
    to_json,
)
from entities.operations.backups.native import native_facts, remove_native
from entities.operations.backups.sets import (
    BEING_TAKEN,
    BROKEN_OFF,
    COMPLETE,
    BackupSet,
    find_set,
    stored,
)
from entities.operations.backups.taking import NATIVE
from entities.operations.deeds import Deed
from entities.operations.flags import moment
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.segments import read_segments
from entities.operations.runs.status import CANCELLING
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.values import Item


def finish_page(task: Task, store: Store, place: Place) -> Advanced:
    held = find_set(task.store, task.catalogue, task.run.item["plan"])
    if held.status == BEING_TAKEN:
        if task.run.status == CANCELLING:
            _break_off(task, store, place, held)
        else:
            _complete(task, store, place, held)
    return Advanced(finished=True)


def _complete(task: Task, store: Store, place: Place, held: BackupSet) -> None:
    native = _native(task)
    tables = tuple(_facts(task, store, place, held, native))
    moments = [at for facts in tables for at in (facts.started_at, facts.ended_at) if at]
    first, last = (
        min(moments, default=held.item["startedAt"]),
        max(moments, default=stamp(task.now)),
    )
    manifest = SetManifest(
        set_id=held.set_id,
        name=held.name,
        kind=held.kind,
        system=held.system,
        environment=held.environment,
        taken_by=task.run.by,
        started_at=first,
        ended_at=last,
        skew_seconds=round((moment(last) - moment(first)).total_seconds()),
        tables=tables,
    )
    content = to_json(manifest)
    place.write(set_manifest(held.set_id), content)
    _write(
        task,
        held,
        {
            "status": COMPLETE,
            "tables": [stored(facts) for facts in tables],
            "items": Decimal(sum(facts.items for facts in tables)),
            "bytes": Decimal(sum(facts.bytes for facts in tables)),
            "skewSeconds": Decimal(manifest.skew_seconds),
            "manifestHash": digest(content),
        },
    )


def _break_off(task: Task, store: Store, place: Place, held: BackupSet) -> None:
    for facts in held.tables if held.native else ():
        remove_native(store, held.set_id, facts)
    place.clear(held.set_id)
    _write(task, held, {"status": BROKEN_OFF})


def _write(task: Task, held: BackupSet, changes: Item) -> None:
    now = stamp(task.now)
    after = {**held.item, **changes, "endedAt": now, "updatedAt": now}
    deed = Deed(task.catalogue.entity("backup-sets"), changes["status"], held.item, after)
    write(task.store, task.catalogue, (deed,), task.act(), sealer=task.sealer)


def _native(task: Task) -> dict[str, dict]:
    """What is known of the service's own backups, by table."""
    segments = read_segments(task.store, task.catalogue, task.run.run_id)
    return {s.options["table"]: native_facts(s) for s in segments if s.phase == NATIVE}


def _facts(
    task: Task, store: Store, place: Place, held: BackupSet, native: dict[str, dict]
) -> Iterator[TableFacts]:
    for facts in held.tables:
        own = native.get(facts.table, {})
        at = own.pop("native_at", "")
        facts = replace(facts, **own, started_at=at, ended_at=at, recovery=_recovery(store, facts))
        yield _exported(place, held.set_id, facts) if held.exported else facts
        task.alive()


def _exported(place: Place, set_id: str, facts: TableFacts) -> TableFacts:
    name = table_manifest(set_id, facts.table)
    content = place.read(name)
    export = read_table_manifest(content, name)
    return replace(
        facts,
        exported=True,
        items=export.items,
        bytes=export.bytes,
        size=export.size,
        expired=export.expired,
        parts=len(export.parts),
        content_hash=export.content_hash,
        manifest_sha256=digest(content),
        started_at=export.started_at,
        ended_at=export.ended_at,
    )


def _recovery(store: Store, facts: TableFacts) -> dict:
    told = point_in_time(store, facts.table)
    window = {"earliest": told.earliest, "latest": told.latest}
    return {"status": told.status} | {n: stamp(at) for n, at in window.items() if at}
