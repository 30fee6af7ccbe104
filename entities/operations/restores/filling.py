"""The step `fill`: the items of an export into the new table.

In transactions of conditional puts, not in batches: a batch overwrites what somebody wrote since,
and cannot be refused to a worker that lost its segment. What is there already stays, so a page that
is done again writes nothing.
"""

from collections.abc import Iterator
from time import monotonic

from entities.dynamodb.limits import SERVICE_LIMIT
from entities.dynamodb.loading import put_if_absent
from entities.errors import FileMissing, ManifestDamaged
from entities.operations.backups.reading import Line, read_part
from entities.operations.restores.pieces import Piece
from entities.operations.runs.base import Advanced, Task
from entities.schema.values import Item

PAGE_SECONDS = 1.0


def fill(task: Task) -> Advanced:
    """As much of a part as a page takes; damaged items are left out, and were told when read."""
    piece, cursor = Piece(task), task.segment.cursor
    number = next((n for n in piece.mine() if n >= cursor.get("part", 0)), None)
    if number is None:
        return Advanced(cursor, finished=True)
    lines = _Lines(piece, number, begin=int(cursor.get("line", 0)))
    loaded = put_if_absent(
        piece.store,
        piece.new_with_indexes(),
        lines.items(),
        guard=task.guard,
        largest=SERVICE_LIMIT,
    )
    place = {"part": number + 1} if lines.ended else {"part": number, "line": lines.at}
    return Advanced(place, done=loaded.written + loaded.present)


class _Lines:
    """The whole items of a part from a line on, for as long as a page takes. `at` is the last line
    that was taken."""

    def __init__(self, piece: Piece, number: int, begin: int):
        self._piece, self._part = piece, piece.manifest.parts[number]
        self.at, self.ended = begin, False

    def items(self) -> Iterator[Item]:
        begin, task, until = self.at, self._piece.task, None
        for line in self._read():
            if line.number <= begin:
                continue
            if until is not None and monotonic() > until:
                return
            # From the first new line on: finding it again may take longer than a page.
            until = until or monotonic() + PAGE_SECONDS
            self.at = line.number
            if not line.problem:
                task.pace.wait(1, task.alive)
                task.alive()
                yield line.item
        self.ended = True

    def _read(self) -> Iterator[Line]:
        piece, set_id = self._piece, self._piece.task.run.options["set"]
        try:
            yield from read_part(piece.place, set_id, piece.manifest, self._part)
        except (FileMissing, ManifestDamaged):
            return  # told when it was read
