"""A yard where indexes are built: tables of a catalogue of the tests' own, workers, and a clock."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all, put_all
from entities.dynamodb.table_calls import create_index
from entities.operations.runs.control import wish
from entities.operations.runs.driving import Driver
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from entities.operations.runs.status import RETRY
from entities.operations.tables.desired import desired_table
from entities.operations.tables.indexing.definition import change_of
from entities.operations.tables.indexing.findings import Finding, read_findings
from entities.operations.tables.indexing.fitting import REASONS
from entities.operations.tables.indexing.preflight import look_segments, preflight_of
from entities.operations.tables.indexing.queueing import queue_declared, queue_removal
from entities.operations.tables.indexing.signing import sign
from entities.schema.entity import Entity, Index
from entities.schema.viewer import everyone
from tests.operations.making import Declared
from tests.operations.runs.shop import Shop
from tests.operations.tables.by_hand import LOCAL, NAME, THINGS, make
from tests.operations.tables.changer import SEALER

RANKS = Index("rank-index", "topic", "rank")
OWNERS = Index("owner-index", "owner", projection=("topic",), purpose="theirs", sparse=True)
HELD = replace(THINGS, indexes=(RANKS, OWNERS, LOCAL))
BARE = replace(THINGS, indexes=())
KNOWN = Declared(HELD, *(e for e in catalogue.entities if e.system.name == "dashboard"))
STAFF = everyone("dana", "view", "manage tables", "administer")


class Yard(Shop):
    """A shop whose catalogue holds the things of by_hand.py, with one more index, or none yet."""

    def __init__(self, store, known: Declared = KNOWN, like: Entity | None = BARE):
        super().__init__(store, viewer=STAFF)
        self.hands = replace(self.hands, catalogue=known, sealer=SEALER)
        self.known = known
        if like:
            make(store.client, like)
        self.desired = desired_table(store, known, known.entity("things"))

    def fill(self, *items: dict) -> None:
        """Things, each with a key and what all indexes need unless it is told otherwise; `None`
        leaves an attribute out."""
        whole = ({"owner": "dana", "topic": "t", "rank": n, **i} for n, i in enumerate(items))
        keyed = ({"id": f"thing-{n}", "at": "2025", **item} for n, item in enumerate(whole))
        put_all(
            self.store,
            replace(HELD, indexes=()),
            [{n: _stored(v) for n, v in item.items() if v is not None} for item in keyed],
        )

    def fill_more(self, *items: dict) -> None:
        """Further things, of other names."""
        self.fill(*({"id": f"more-{n}", **item} for n, item in enumerate(items)))

    def count_things(self, count: int) -> None:
        """As `count_items` would have left it."""
        counts = {"things": Decimal(count)}
        kept = {"scope": "*", "counts": counts, "watches": {}, "countedAt": "2025-06-01T10:00:00Z"}
        put_all(self.store, self.known.entity("counts"), [kept])

    def add_index(self, name: str, *keys: str) -> None:
        """By somebody else."""
        call = create_index(NAME, Index(name, *keys), {"owner": "S", "topic": "S", "rank": "N"})
        known = [{"AttributeName": n, "AttributeType": "S"} for n in ("id", "at")]
        more = [d for d in call.arguments["AttributeDefinitions"] if d not in known]
        asked = call.arguments | {"AttributeDefinitions": [*known, *more]}
        self.store.call("UpdateTable", NAME, asked)

    def build(self, name: str = "rank-index", reason: str = "as agreed") -> Run:
        return queue_declared(self.hands, self.desired, name, self.act(reason=reason))

    def removal(self, name: str) -> Run:
        return queue_removal(self.hands, self.desired, name, self.act(reason="as agreed"))

    def worker(self, name: str = "worker-1", **more) -> Driver:
        return Driver(self.hands, name, sleep=lambda seconds: self.later(seconds=seconds), **more)

    def driven(self, run: Run) -> Run:
        return self.worker().drive(run.run_id)

    def run(self, run: Run) -> Run:
        return find_run(self.store, self.known, run.run_id)

    def segments(self, run: Run) -> list:
        return read_segments(self.store, self.known, run.run_id)

    def preflight(self, run: Run):
        change = change_of(self.store, self.known, run)
        return preflight_of(change, self.segments(run))

    def findings(self, run: Run, *reasons: str) -> list[Finding]:
        looks = look_segments(self.segments(run))
        return [
            found
            for reason in reasons or REASONS
            for found in read_findings(self.store, self.known, looks, reason, sealer=SEALER)
        ]

    def sign(self, run: Run, *, typed: str = "", reason: str = "they are of no use") -> Run:
        wanted = self.preflight(run).hash
        typed = typed or run.options["index"]
        act = self.act(reason=reason)
        return sign(self.hands, run.run_id, wanted, act, typed=typed, viewer=STAFF)

    def again(self, run: Run) -> Run:
        return wish(self.hands, run.run_id, RETRY, self.act(), viewer=STAFF)

    def forget(self, run: Run) -> None:
        """As if its start had been cut off before the run itself was written."""
        delete_all(self.store, self.known.entity("runs"), [(run.run_id,)])

    def forget_queue(self) -> None:
        """As if nobody had asked for a turn yet."""
        delete_all(self.store, self.known.entity("claims"), [(f"table#{NAME}",)])

    def index(self, name: str = "rank-index"):
        return self.store.describe(NAME).index(name)

    def waits(self, run: Run) -> list[str]:
        return [segment.waits for segment in self.segments(run) if segment.waits]

    def states(self) -> list[str]:
        """What the log says of changes of the table, one after the other."""
        audit = self.known.entity("audit")
        entries = [item for page in self.store.pages(audit) for item in page.items]
        ours = (e for e in entries if e["itemKey"] == f"tables#{NAME}" and "actor" in e)
        return [_state(entry) for entry in sorted(ours, key=lambda e: e["entryId"])]


def _stored(value):
    return Decimal(value) if type(value) is int else value


def _state(entry: dict) -> str:
    told: Sequence[dict] = entry["changes"]
    return next((one["to"]["text"] for one in told if one["name"] == "state"), "unchanged")
