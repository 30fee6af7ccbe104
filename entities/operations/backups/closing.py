"""Closing the export of one table: its manifest, made of the parts that the segments wrote."""

from collections.abc import Iterable

from entities.dynamodb.inspection import inspect
from entities.dynamodb.store import Store
from entities.errors import FileMissing, ManifestDamaged
from entities.objects import Place
from entities.operations.backups.exporting import part_names
from entities.operations.backups.files import (
    data_file,
    facts_file,
    hashes_file,
    table_manifest,
)
from entities.operations.backups.manifest import Part, TableManifest, part_facts, to_json
from entities.operations.backups.parts import hex_sum
from entities.operations.backups.reading import read_table
from entities.operations.backups.taking import EXPORT
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.segments import read_segments
from entities.operations.settled import stamp
from entities.operations.tables.definitions import definition_of


def close_page(task: Task, store: Store, place: Place) -> Advanced:
    """Raises FileMissing for a part that a segment wrote and that is not there."""
    set_id, table = task.run.item["plan"], task.segment.options["table"]
    names = [name for segment in _segments(task) for name in part_names(segment)]
    if _listed(place, set_id, table) != names:
        parts = list(_parts(task, place, set_id, table, names))
        manifest = _manifest(task, store, table, parts)
        place.write(table_manifest(set_id, table), to_json(manifest))
    place.remove(_surplus(place, set_id, table, names))
    return Advanced(finished=True)


def _segments(task: Task):
    table = task.segment.options["table"]
    for segment in read_segments(task.store, task.catalogue, task.run.run_id):
        if segment.phase == EXPORT and segment.options["table"] == table:
            yield segment


def _listed(place: Place, set_id: str, table: str) -> list[str] | None:
    """The parts of a manifest that a worker before us wrote."""
    try:
        return [part.name for part in read_table(place, set_id, table).parts]
    except (FileMissing, ManifestDamaged):
        return None


def _parts(task: Task, place: Place, set_id: str, table: str, names: Iterable[str]):
    for name in names:
        file = facts_file(set_id, table, name)
        yield part_facts(place.read(file), file)
        task.alive()


def _manifest(task: Task, store: Store, table: str, parts: list[Part]) -> TableManifest:
    entity = task.catalogue.entity(task.segment.item["entity"])
    now = stamp(task.now)
    return TableManifest(
        table=table,
        entity=entity.name,
        keys=store.key_names(entity),
        items=sum(part.items for part in parts),
        bytes=sum(part.bytes for part in parts),
        size=sum(part.size for part in parts),
        expired=sum(part.expired for part in parts),
        content_hash=hex_sum(part.content_hash for part in parts),
        started_at=min((part.started_at for part in parts), default=now),
        ended_at=max((part.ended_at for part in parts), default=now),
        definition=definition_of(inspect(store, table)),
        parts=tuple(parts),
    )


def _surplus(place: Place, set_id: str, table: str, names: Iterable[str]) -> list[str]:
    """Files of no listed part: those of workers that lost their segment, and facts told above."""
    listed = {table_manifest(set_id, table)}
    for name in names:
        listed |= {data_file(set_id, table, name), hashes_file(set_id, table, name)}
    return [name for name in place.names(f"{set_id}/{table}") if name not in listed]
