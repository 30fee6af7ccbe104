"""The step `read`: every item of an export against the hash it had when it was backed up.

It comes before anything is restored, so that a damaged file is told soon.
"""

from collections.abc import Iterator

from entities.errors import FileMissing, ManifestDamaged
from entities.operations.backups.manifest import Part
from entities.operations.backups.parts import hex_sum
from entities.operations.backups.reading import Line, read_part
from entities.operations.restores.pieces import MOST_TOLD, Piece
from entities.operations.runs.base import Advanced, Task
from entities.operations.tables.indexing.fitting import LACKING, misfit
from entities.schema.values import Item

LINES = 100_000  # more than a part ever has: the place of a finding is part and line in one number


def read(task: Task) -> Advanced:
    """One part a page. The cursor keeps the sum of the hashes of what is whole, and which indexes
    some item would be refused by."""
    piece, cursor = Piece(task), dict(task.segment.cursor)
    number = next((n for n in piece.mine() if n >= cursor.get("part", 0)), None)
    if number is None:
        return Advanced(cursor, finished=True)
    part = piece.manifest.parts[number]
    hashes, unfit, damaged, items = [], set(cursor.get("unfit", ())), 0, 0
    for at, line in _lines(piece, part):
        if line.problem:
            damaged += 1
            if damaged + task.segment.count("failed") <= MOST_TOLD:
                piece.tell(number * LINES + at, said(part, line), line.key, line.item)
        else:
            items += 1
            hashes.append(line.stated)
            unfit.update(_unfit(piece, line.item))
        task.alive()
    kept = {
        "part": number + 1,
        "sum": hex_sum((cursor.get("sum", "0"), *hashes)),
        "items": int(cursor.get("items", 0)) + items,
        "unfit": sorted(unfit),
    }
    return Advanced(kept, done=items, failed=damaged)


def said(part: Part, line: Line) -> str:
    where = f"line {line.number:,}" if line.number else "as a whole"
    return f"Part {part.name}, {where}: {line.problem}"


def _lines(piece: Piece, part: Part) -> Iterator[tuple[int, Line]]:
    """Every line of the part with its place; one for all of them where the part is gone."""
    try:
        source = piece.manifest
        place, set_id = piece.place, piece.task.run.options["set"]
        yield from ((line.number, line) for line in read_part(place, set_id, source, part))
    except (FileMissing, ManifestDamaged) as refusal:
        yield 0, Line(0, (), "", None, f"None of its {part.items:,} items can be read. {refusal}")


def _unfit(piece: Piece, item: Item) -> Iterator[str]:
    """The global indexes that leave the item out, and would refuse it if they were there."""
    for index in piece.declared.indexes:
        if not index.local:
            found = misfit(item, index.keys, piece.declared.key_types)
            if found and found.reason != LACKING:
                yield index.name
