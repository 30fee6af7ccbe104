"""Parts: the units of a run where it has many, sealed, outside of its segments.

A part is named by the number of its first unit. Segments are read with every look at a run, so they
only say which units are theirs; the parts go by themselves, in time.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from typing import Any

from entities.dynamodb.steps import Check, Put
from entities.dynamodb.transactions import Proof, commit
from entities.errors import DoneAlready, RunBroken
from entities.operations.runs.hands import Hands
from entities.schema.access import choose
from entities.schema.conditions import BeginsWith, Compare, Equals, NotEquals
from entities.schema.values import Item

UNITS = 100
BYTES = 400_000  # of a part before it is compressed; one unit may be larger
PIECE = 300_000  # bytes of one item
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Staged:
    """What was put aside: how many units, and a hash over all of them in their order."""

    count: int = 0
    digest: str = ""

    def joined(self, count: int, mark: str) -> "Staged":
        return Staged(self.count + count, sha256(f"{self.digest} {mark}".encode()).hexdigest())


def stage(hands: Hands, run_id: str, units: Iterable[Any]) -> Staged:
    """Put units aside for a run that is yet to start. Memory stays at one part."""
    staged = Staged()
    for part in _batches(units):
        staged = staged.joined(len(part), write_part(hands, run_id, staged.count, part))
    return staged


def write_part(
    hands: Hands, run_id: str, start: int, units: Sequence[Any], guard: Check | None = None
) -> str:
    """Write the part that begins with this unit, anew where it is there; the mark of its content.

    `units` are plain lists and texts, 2 MB when compressed at most. A page of a segment writes one
    part, so that doing it again leaves nothing of the first time. Raises LeaseLost by the guard.
    """
    parts = hands.catalogue.entity("parts")
    sealed = hands.sealer.seal_bytes(_packed(units), _context(run_id, start))
    mark = sha256(sealed).hexdigest()
    gone = Decimal(int((hands.clock() + KEPT).timestamp()))
    new = (NotEquals("mark", mark),)
    puts = []
    for number, begin in enumerate(range(0, len(sealed), PIECE)):
        item: Item = {
            "runId": run_id,
            "partId": f"{_name(start)}.{number:03d}",
            "content": sealed[begin : begin + PIECE],
            "mark": mark,
            "expiresAt": gone,
        }
        puts.append(Put(parts, parts.key_of(item), new, DoneAlready(), item=item))
    steps = [*([guard] if guard else []), *puts]
    commit(hands.store, steps, proof=Proof(parts, puts[-1].key, ("mark",)))
    return mark


class Parts(Sequence):
    """The units from `begin` to `end` of what was put aside under a run's id, read as needed.

    Raises RunBroken for what is no longer there.
    """

    def __init__(self, hands: Hands, run_id: str, begin: int, end: int):
        self._hands, self._run_id = hands, run_id
        self._begin, self._end = begin, end
        self._start, self._held = 0, []

    def __len__(self) -> int:
        return self._end - self._begin

    def __getitem__(self, number: int) -> Any:
        if not 0 <= number < len(self):
            raise IndexError(number)
        at = self._begin + number
        if not self._start <= at < self._start + len(self._held):
            self._start, self._held = self._read(at)
        return self._held[at - self._start]

    def _read(self, at: int) -> tuple[int, list]:
        last = self._found(Compare("partId", "<=", f"{_name(at)}~"), backward=True, limit=1)
        start, _, piece = last[0]["partId"].partition(".") if last else ("0", "", "0")
        pieces = self._found(BeginsWith("partId", start)) if int(piece) else last
        units = _opened(self._hands, self._run_id, int(start), pieces)
        if not int(start) <= at < int(start) + len(units):
            raise RunBroken("What this run is to work through is no longer kept.", "Start it anew.")
        return int(start), units

    def _found(self, within, **how) -> list[Item]:
        parts = self._hands.catalogue.entity("parts")
        path = choose(parts, (Equals("runId", self._run_id), within))
        return self._hands.store.page(parts, path, consistent=True, **how).items


def _batches(units: Iterable[Any]) -> Iterator[list]:
    part: list = []
    size = 0
    for unit in units:
        taken = len(json.dumps(unit, separators=(",", ":")))
        if part and (len(part) == UNITS or size + taken > BYTES):
            yield part
            part, size = [], 0
        part.append(unit)
        size += taken
    if part:
        yield part


def read_parts(hands: Hands, run_id: str) -> Iterator[list]:
    """All that was put aside under a run's id, part by part."""
    parts = hands.catalogue.entity("parts")
    path = choose(parts, (Equals("runId", run_id),))
    pages = hands.store.pages(parts, path=path, consistent=True)
    items = (item for page in pages for item in page.items)
    for start, pieces in groupby(items, lambda item: item["partId"].partition(".")[0]):
        yield _opened(hands, run_id, int(start), list(pieces))


def _opened(hands: Hands, run_id: str, start: int, pieces: Sequence[Item]) -> list:
    # What an earlier try wrote beyond these has another mark.
    own = [item["content"] for item in pieces if item["mark"] == pieces[0]["mark"]]
    sealed = b"".join(own)
    return _unpacked(hands.sealer.open_bytes(sealed, _context(run_id, start))) if sealed else []


def _packed(units: Sequence[Any]) -> bytes:
    return zlib.compress(json.dumps(units, separators=(",", ":")).encode())


def _unpacked(content: bytes) -> list:
    return json.loads(zlib.decompress(content))


def _name(start: int) -> str:
    return f"{start:09d}"


def _context(run_id: str, start: int) -> str:
    return f"part {run_id} {start}"
