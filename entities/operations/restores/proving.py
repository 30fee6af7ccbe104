"""The steps `count` and `prove`: the new table holds exactly the items of the export.

Their number and the sum of their hashes decide; only where those differ is it asked which items.
"""

from collections.abc import Iterator
from itertools import islice

from entities.errors import FileMissing, ManifestDamaged
from entities.operations.backups.parts import hex_sum
from entities.operations.backups.reading import Line, read_part
from entities.operations.restores.pieces import MOST_TOLD, Piece
from entities.operations.restores.reading import LINES
from entities.operations.runs.base import Advanced, Task
from entities.schema.values import content_hash

KEYS = 100  # items looked up in one call
PAGE = 1_000  # items


def count(task: Task) -> Advanced:
    """A page of a slice of the new table, read strongly."""
    piece, cursor, options = Piece(task), dict(task.segment.cursor), task.segment.options
    pages = piece.store.pages(
        piece.new,
        after=cursor.get("after"),
        segment=int(options["slice"]),
        segments=int(options["slices"]),
        limit=PAGE,
        consistent=True,
    )
    page = next(pages)
    hashes = [content_hash(item) for item in page.items]
    kept = {
        "items": int(cursor.get("items", 0)) + len(hashes),
        "sum": hex_sum((cursor.get("sum", "0"), *hashes)),
    }
    if page.cursor is not None:
        kept["after"] = page.cursor
    return Advanced(kept, finished=page.cursor is None, done=len(hashes))


def prove(task: Task) -> Advanced:
    """Nothing more to do where number and sum agree; else a part a page, item by item."""
    piece, at = Piece(task), int(task.segment.cursor.get("part", 0))
    wanted, found = _summed(piece, "read"), _summed(piece, "count")
    if wanted == found:
        return Advanced({"proven": True}, finished=True, done=wanted[0])
    if at == piece.source.parts:
        return _ended(piece, wanted[0], found[0])
    wrong = 0
    for line in _wrong_in(piece, at):
        wrong += 1
        if wrong + task.segment.count("failed") <= MOST_TOLD:
            where = f"Part {piece.manifest.parts[at].name}, line {line.number:,}"
            piece.tell(at * LINES + line.number, f"{where}: {line.problem}", line.key, line.item)
    return Advanced({"part": at + 1}, failed=wrong)


def _ended(piece: Piece, wanted: int, found: int) -> Advanced:
    """One finding more where items are there that nobody backed up."""
    missing = piece.task.segment.count("failed")
    if missing and found <= wanted:
        return Advanced({"proven": False}, finished=True)
    said = f"“{piece.source.name}” holds {found:,} items; {wanted:,} were to be there."
    piece.tell(piece.source.parts * LINES, said)
    return Advanced({"proven": False}, finished=True, failed=1)


def _summed(piece: Piece, step: str) -> tuple[int, str]:
    """Number and content hash of all items that a step has seen."""
    cursors = [segment.cursor for segment in piece.others(step)]
    items = sum(int(cursor.get("items", 0)) for cursor in cursors)
    return items, hex_sum(cursor.get("sum", "0") for cursor in cursors)


def _wrong_in(piece: Piece, number: int) -> Iterator[Line]:
    """The lines of a part, whole in the export, that are not so in the new table."""
    manifest, set_id = piece.manifest, piece.task.run.options["set"]
    lines = read_part(piece.place, set_id, manifest, manifest.parts[number])
    whole = (line for line in lines if line.number and not line.problem)
    try:
        while asked := list(islice(whole, KEYS)):
            yield from _looked_up(piece, asked)
            piece.task.alive()
    except (FileMissing, ManifestDamaged):
        return  # told when it was read


def _looked_up(piece: Piece, asked: list[Line]) -> Iterator[Line]:
    found = piece.store.batch_get({piece.new: [line.key for line in asked]}, consistent=True)
    for line in asked:
        item = found.get((piece.new.name, line.key))
        if item is None:
            yield _with(line, "It is not in the restored table.")
        elif content_hash(item) != line.stated:
            yield _with(line, "It is not the same in the restored table.")


def _with(line: Line, problem: str) -> Line:
    return Line(line.number, line.key, line.stated, line.item, problem)
