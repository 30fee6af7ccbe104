"""Export: the items of a list as a file, as its viewer sees them, on the record.

It is a run of which this process holds the only segment while the file leaves. Typed CSV needs to
know its columns before its first line, so the items wait in a temporary file meanwhile; JSON lines
leave as they are read. Memory stays at one page either way.
"""

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from tempfile import SpooledTemporaryFile

from entities.errors import Refusal
from entities.operations.deeds import Act
from entities.operations.runs.control import wish
from entities.operations.runs.hands import Hands, Lease
from entities.operations.runs.run import Run
from entities.operations.runs.segments import DONE, NOBODY, beat, let_go, read_segments, save
from entities.operations.runs.settling import fail, set_running, settle
from entities.operations.runs.status import CANCEL
from entities.operations.transfer.filing import start_export
from entities.operations.transfer.json_lines import write_line
from entities.operations.transfer.masks import Held, seen
from entities.operations.transfer.texts import Kinds, csv_text, learn
from entities.operations.transfer.walking import Asked, Walk, walk
from entities.schema.entity import Entity

FORMATS = ("csv", "json")
IN_MEMORY = 1_000_000  # bytes, before the temporary file is one
# A slow download is no dead one; who takes so long for one page has left.
LEASE = Lease(timedelta(minutes=10), timedelta(seconds=20), timedelta(minutes=10))


@dataclass(frozen=True)
class Export:
    """A file on its way. Its run ends when `text` is read to its end, or at `close`."""

    entity: Entity
    company: str | None
    text: Iterator[str]
    source: Generator[str]

    def __iter__(self) -> Iterator[str]:
        return self.text

    def close(self) -> None:
        self.source.close()


def export_items(
    hands: Hands, entity: Entity, asked: Asked, *, form: str, act: Act, found: Walk | None = None
) -> Export:
    """The items as text, piece by piece; the first page is read before this returns.

    `found` is the walk where it has begun. Raises ActionNotAllowed and what `walk` raises.
    """
    viewer = hands.viewer_of(act.actor)
    viewer.must("export")
    found = found or walk(hands.store, entity, asked, viewer=viewer)
    hands = replace(hands, lease=LEASE)
    run = start_export(hands, found, asked, form=form, act=act, held_by="the download")
    leaving = _Leaving(hands, run, found)
    write = _csv if form == "csv" else _json
    text = leaving.recorded(write(found.entity, leaving.held()))
    return Export(found.entity, found.scope.company, _started(text), text)


class _Leaving:
    """The items of a walk as the viewer may see them, and the run that says how many went by."""

    def __init__(self, hands: Hands, run: Run, found: Walk):
        self.hands, self.found, self.count = hands, found, 0
        self.run = set_running(hands, run)
        (self.segment,) = read_segments(hands.store, hands.catalogue, run.run_id)
        self._beaten = hands.clock()

    def held(self) -> Iterator[Held]:
        for items, _ in self.found.batches():
            self._alive()
            for item in items:
                self.count += 1
                yield seen(self.found.entity, item)

    def recorded(self, text: Iterator[str]) -> Generator[str]:
        try:
            yield from text
        except GeneratorExit:  # whoever leaves before the end leaves like this
            self._left()
            raise
        except Exception:
            self._broken()
            raise
        self._ended()

    def _alive(self) -> None:
        now, lease = self.hands.clock(), self.hands.lease
        if now - self._beaten >= lease.beat:
            self.segment = beat(self.hands.store, self.segment, now, lease)
            self._beaten = now

    def _ended(self) -> None:
        count, now, lease = Decimal(self.count), self.hands.clock(), self.hands.lease
        facts = {"done": count, "total": count, "counters": {"written": count}}
        ended = {**facts, "status": DONE, "leasedBy": NOBODY}
        with suppress(Refusal):  # the file has left, whatever becomes of its record now
            self.segment = save(self.hands.store, self.segment, now, lease, **ended)
            settle(self.hands, self.run)

    def _left(self) -> None:
        viewer = self.hands.viewer_of(self.run.by)
        act = Act(self.run.by, self.hands.clock(), "The download was left.")
        with suppress(Refusal):
            cancelling = wish(self.hands, self.run.run_id, CANCEL, act, viewer=viewer)
            let_go(self.hands.store, self.segment, self.hands.clock())
            settle(self.hands, cancelling)

    def _broken(self) -> None:
        with suppress(Refusal):
            let_go(self.hands.store, self.segment, self.hands.clock())
            fail(self.hands, self.run, "The download broke off before its end.")


def _json(entity: Entity, items: Iterator[Held]) -> Iterator[str]:
    return map(write_line, items)


def _csv(entity: Entity, items: Iterator[Held]) -> Iterator[str]:
    kinds: Kinds = {}
    with SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="") as waiting:
        for held in items:
            learn(kinds, held)
            waiting.write(write_line(held))
        waiting.seek(0)
        yield from csv_text(entity, kinds, waiting)


def _started(text: Iterator[str]) -> Iterator[str]:
    """Reads up to the first piece, so that what goes wrong there is still a refusal."""
    first = next(text, "")
    return chain((first,), text)
