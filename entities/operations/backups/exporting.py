"""A page of a table's export: what a segment reads in about a second becomes one part.

Each read is strongly consistent by itself; a table as a whole is not one instant, and the set says
how long its reading took. No write here needs the lease: a part's name carries the lease's epoch,
so a worker that lost its segment writes files that no manifest names.
"""

from time import monotonic

from entities.dynamodb.store import Store
from entities.objects import Place
from entities.operations.backups.files import data_file, facts_file, hashes_file, part_name
from entities.operations.backups.manifest import to_json
from entities.operations.backups.parts import PartWriter, Written
from entities.operations.backups.tables import whole_table
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.segments import Segment

PART_BYTES = 8_000_000  # of items, as DynamoDB counts them
PART_SECONDS = 1.0


def export_page(task: Task, store: Store, place: Place) -> Advanced:
    """`store` names the tables of the set's environment."""
    segment = task.segment
    entity = whole_table(task.catalogue.entity(segment.item["entity"]))
    writer = PartWriter(store.key_names(entity), entity.settings.ttl, task.now)
    after, items, finished, started = segment.cursor.get("after"), 0, False, monotonic()
    pages = store.pages(
        entity,
        after=after,
        segment=int(segment.options["segment"]),
        segments=int(segment.options["segments"]),
        consistent=True,
    )
    for page in pages:
        for item in page.items:
            writer.add(item)
        items, after = items + len(page.items), page.cursor
        finished = after is None
        task.pace.wait(len(page.items), task.alive)
        task.alive()
        if writer.size >= PART_BYTES or monotonic() - started > PART_SECONDS:
            break
    cursor = {"after": after} if after else {}
    names = part_names(segment)
    if items:
        number = len(names)
        name = part_name(int(segment.options["segment"]), number, task.segment.count("epoch"))
        written = writer.written(name, task.now)
        _keep(place, task.run.item["plan"], segment.options["table"], written)
        names.append(name)
    return Advanced(
        cursor=cursor | {"parts": _packed(names)},
        finished=finished,
        done=items,
        total=segment.count("done") + items if finished else None,
        counters={"bytes": written.part.bytes, "parts": 1} if items else {},
    )


def part_names(segment: Segment) -> list[str]:
    """The parts that the segment has written so far, in order."""
    names, number = [], 0
    for run in filter(None, str(segment.cursor.get("parts", "")).split(",")):
        count, epoch = map(int, run.split("@"))
        for _ in range(count):
            names.append(part_name(int(segment.options["segment"]), number, epoch))
            number += 1
    return names


def _packed(names: list[str]) -> str:
    """“12@1,3@4”: twelve parts of epoch 1, then three of epoch 4; a cursor stays small."""
    runs: list[list[int]] = []
    for epoch in (int(name.rpartition("-")[2]) for name in names):
        if not runs or runs[-1][1] != epoch:
            runs.append([0, epoch])
        runs[-1][0] += 1
    return ",".join(f"{count}@{epoch}" for count, epoch in runs)


def _keep(place: Place, set_id: str, table: str, written: Written) -> None:
    """The facts last: where they are, the part is whole."""
    name = written.part.name
    place.write(data_file(set_id, table, name), written.data)
    place.write(hashes_file(set_id, table, name), written.hashes)
    place.write(facts_file(set_id, table, name), to_json(written.part))
