"""Segments: who has one, how far it has come, and how it is taken from who is gone.

The epoch is raised whenever a segment is taken or let go by another. Every save names the epoch and
the revision that were read, and every unit that writes company data carries a check of the epoch in
its transaction: a worker that was frozen past its lease, or past a pause, writes nothing when it
wakes. Clocks of machines may differ by seconds; that costs a lease, never a doubled unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Change, Check
from entities.dynamodb.updating import change
from entities.errors import LeaseLost
from entities.operations.flags import moment
from entities.operations.settled import stamp
from entities.schema.access import choose
from entities.schema.conditions import Equals, NotEquals
from entities.schema.entity import Entity
from entities.schema.values import Item, Value

WAITING, DONE = "waiting", "done"
NOBODY = ""


@dataclass(frozen=True)
class Segment:
    """A segment as it was read."""

    entity: Entity = field(repr=False)
    item: Item = field(repr=False)

    @property
    def run_id(self) -> str:
        return self.item["runId"]

    @property
    def segment_id(self) -> str:
        return self.item["segmentId"]

    @property
    def status(self) -> str:
        return self.item["status"]

    @property
    def phase(self) -> int:
        return int(self.item.get("phase", 0))

    @property
    def always(self) -> bool:
        """Whether it is done even where the run is cancelled: what tidies up."""
        return bool(self.options.get("always"))

    @property
    def cursor(self) -> Mapping[str, Value]:
        return self.item.get("cursor", {})

    @property
    def options(self) -> Mapping[str, Value]:
        return self.item.get("options", {})

    @property
    def counters(self) -> dict[str, int]:
        return {name: int(count) for name, count in self.item.get("counters", {}).items()}

    @property
    def worker(self) -> str:
        return self.item.get("leasedBy", NOBODY)

    @property
    def waits(self) -> str:
        return self.item.get("waits", "")

    @property
    def total(self) -> int | None:
        return int(self.item["total"]) if "total" in self.item else None

    def count(self, name: str) -> int:
        """A counter of the item itself: done, failed, epoch, revision."""
        return int(self.item.get(name, 0))

    def is_held(self, now: datetime) -> bool:
        until = moment(self.item.get("leasedUntil", ""))
        return bool(self.worker) and until is not None and until > now

    @property
    def rests_until(self) -> datetime | None:
        """When it is worth another look, where its work waits for something outside."""
        return moment(self.item.get("restsUntil", ""))

    def rests(self, now: datetime) -> bool:
        until = self.rests_until
        return self.status != DONE and until is not None and until > now

    @property
    def guard(self) -> Check:
        """What a transaction carries so that it is refused once the segment is somebody else's."""
        return Check(self.entity, self.entity.key_of(self.item), (self._mine,), LeaseLost())

    @property
    def _mine(self) -> Equals:
        return Equals("epoch", Decimal(self.count("epoch")))


def read_segments(
    store, catalogue: Catalogue, run_id: str, *, brief: bool = False
) -> list[Segment]:
    """All segments of a run in their order, by a consistent read. `brief`: to be looked at, without
    their payloads."""
    entity = catalogue.entity("segments")
    path = choose(entity, (Equals("runId", run_id),))
    names = tuple(f.name for f in entity.fields if f.name != "payload") if brief else ()
    pages = store.pages(entity, path=path, consistent=True, attributes=names)
    return [Segment(entity, item) for page in pages for item in page.items]


def available(segments: list[Segment], now: datetime, *, only_always: bool = False):
    """The segments that a worker may take now: of the first phase that is not done."""
    left = [s for s in segments if s.status != DONE and (s.always or not only_always)]
    phase = min((segment.phase for segment in left), default=0)
    return [s for s in left if s.phase == phase and not (s.is_held(now) or s.rests(now))]


def take(store, segment: Segment, worker: str, now: datetime, lease) -> Segment:
    """The segment as this worker's. Raises LeaseLost where another was quicker."""
    free = (segment._mine, Equals("revision", Decimal(segment.count("revision"))))
    free = (*free, NotEquals("status", DONE))
    if "leasedUntil" in segment.item:  # a sign of life meanwhile moves it
        free = (*free, Equals("leasedUntil", segment.item["leasedUntil"]))
    taken = {
        "epoch": Decimal(segment.count("epoch") + 1),
        "leasedBy": worker,
        "leasedUntil": stamp(now + lease.held),
        "updatedAt": stamp(now),
    }
    return _changed(store, segment, free, taken)


def beat(store, segment: Segment, now: datetime, lease) -> Segment:
    """A sign of life. Raises LeaseLost."""
    alive = {"leasedUntil": stamp(now + lease.held), "epoch": Decimal(segment.count("epoch"))}
    return _changed(store, segment, (segment._mine,), alive)


def save(store, segment: Segment, now: datetime, lease, **changes: Value) -> Segment:
    """Where it stands after a page, on condition that it is still ours and as we read it."""
    read = Equals("revision", Decimal(segment.count("revision")))
    saved = {
        **changes,
        "revision": Decimal(segment.count("revision") + 1),
        "leasedUntil": stamp(now + lease.held),
        "updatedAt": stamp(now),
    }
    return _changed(store, segment, (segment._mine, read), saved)


def let_go(store, segment: Segment, now: datetime, *, waits: str = "") -> Segment:
    """Nobody's again; whoever had it writes nothing more. Raises LeaseLost where it moved on."""
    freed = {
        "epoch": Decimal(segment.count("epoch") + 1),
        "leasedBy": NOBODY,
        "leasedUntil": stamp(now),
        "waits": waits,
        "rate": Decimal(0),
    }
    return _changed(store, segment, (segment._mine,), freed)


def _changed(store, segment: Segment, conditions: tuple, values: Item) -> Segment:
    entity = segment.entity
    key = entity.key_of(segment.item)
    step = Change(entity, key, conditions, LeaseLost(), set=values)
    return Segment(entity, change(store, step))
