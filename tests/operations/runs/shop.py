"""A shop for runs: one kind of work of the tests' own, workers, and a clock that is set by hand."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from entities.catalogue import catalogue
from entities.dynamodb.store import Store
from entities.operations import works as kinds
from entities.operations.deeds import Act
from entities.operations.editing import Wish, save
from entities.operations.etags import etags_of
from entities.operations.runs.base import Advanced, Slice, Work
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands, Lease
from entities.operations.runs.outcomes import Outcome, read_outcomes
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from entities.operations.runs.starting import start
from entities.operations.runs.units import UnitWork
from entities.schema.viewer import everyone
from tests.operations.making import NOW
from tests.operations.writing.desk import C1, SEALER, Desk, contractor, furnish, put

STAFF = everyone("dana", "view", "edit", "bulk", "administer")


class Numbering(UnitWork):
    """Adds one to the number in a contractor's address: done twice, it shows."""

    name, label, action = "numbering", "Numbering", "bulk"

    def units(self, task):
        return json.loads(task.payload())

    def key_of(self, unit):
        return C1, unit

    def do(self, task, number, unit):
        entity, key = self.entity(task), (C1, unit)
        item = task.store.get(entity, key, consistent=True)
        kept = Outcome(number, "done", key=key)
        wish = Wish(
            {"address": str(int(item.get("address", "0")) + 1)},
            etags=etags_of(entity, item, task.sealer),
        )
        saved = save(
            task.store,
            task.catalogue,
            entity,
            key,
            wish,
            viewer=task.viewer,
            act=self.act_for(task, number, kept),
            sealer=task.sealer,
        )
        return replace(kept, entry=saved.entries[0])


class Counting(Work):
    """Counts to the number of its segment, five a page, and adds up."""

    name, label, action = "adding", "Adding", "bulk"

    def advance(self, task):
        at, most = int(task.segment.cursor.get("at", 0)), task.segment.total
        end = min(at + 5, most)
        return Advanced({"at": end}, end == most, end - at, counters={"seen": end - at})

    def finish(self, hands, run, segments):
        return {"sum": Decimal(sum(s.counters.get("seen", 0) for s in segments))}


@dataclass
class Shop:
    """`minutes` of the clock pass only when the test says so."""

    store: Store
    viewer: object = STAFF
    lease: Lease = Lease()
    moment: datetime = NOW + timedelta(days=1)
    hands: Hands = field(init=False)

    def __post_init__(self):
        self.hands = Hands(
            self.store,
            catalogue,
            SEALER,
            clock=self.clock,
            viewer_of=lambda name: replace(self.viewer, name=name),
            lease=self.lease,
        )

    def clock(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def later(self, **time) -> None:
        self.moment += timedelta(**time)

    def act(self, **facts) -> Act:
        return Act("dana", self.clock(), **facts)

    def number(self, *parts: list[str], **more) -> Run:
        """A run that numbers these contractors, a segment for each list."""
        slices = [
            Slice(f"{n:03d}", "contractors", total=len(part), payload=json.dumps(part).encode())
            for n, part in enumerate(parts)
        ]
        act = self.act(reason="as agreed")
        return start(self.hands, NUMBERING, slices, act, entities=["contractors"], **more)

    def add(self, *slices: Slice, **more) -> Run:
        return start(self.hands, COUNTING, slices, self.act(), **more)

    def worker(self, name: str = "worker-1", **more) -> Driver:
        return Driver(self.hands, name, sleep=lambda seconds: self.later(seconds=seconds), **more)

    def run(self, run: Run) -> Run:
        return find_run(self.store, catalogue, run.run_id)

    def segments(self, run: Run) -> list:
        return read_segments(self.store, catalogue, run.run_id)

    def outcomes(self, run: Run) -> list[Outcome]:
        entity = catalogue.entity("contractors")
        return list(read_outcomes(self.store, catalogue, run.run_id, entity, sealer=SEALER))

    def addresses(self) -> dict[str, str]:
        """What the contractors' numbers came to."""
        items = Desk(self.store).all("contractors")
        return {i["contractorId"]: i["address"] for i in items if "address" in i}

    def logged(self, run: Run) -> list[tuple[str, str]]:
        """The run's log: (actor, action) of each audit entry."""
        entries = Desk(self.store).entries("runs", (run.run_id,))
        return [(entry["actor"], entry["action"]) for entry in entries]


NUMBERING, COUNTING = Numbering(), Counting()


def stock(store: Store, monkeypatch, contractors: int = 6, **more) -> Shop:
    """A shop with the example company and so many contractors more, `c_0` and on."""
    known = {work.name: work for work in (NUMBERING, COUNTING)}
    monkeypatch.setattr(kinds, "works", lambda: known)
    furnish(store)
    put(store, "contractors", *(contractor(n, contractorId=f"c_{n}") for n in range(contractors)))
    return Shop(store, **more)


def names(count: int) -> list[str]:
    return [f"c_{n}" for n in range(count)]
