"""The record of a run of ours: an item of the runs table, written with its audit entries.

So an export, which changes no item, stands in the audit log of its company like any change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound
from entities.operations.audit import Recorded
from entities.operations.audit.chain import opened_key, sealed_key
from entities.operations.audit.changes import cut
from entities.operations.deeds import Act, Deed
from entities.operations.flags import moment
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.masking import mask_text
from entities.schema.values import Item, Key, Value
from entities.schema.viewer import Viewer

SAID = 200  # characters of a sentence: a run keeps one for each of its items


@dataclass(frozen=True)
class Result:
    """What came of one item of a run. `at` is its place in a file or list, `key` that of the item
    (None where there is none), `entry` the audit entry by which it is undone."""

    at: int
    status: str
    said: str = ""
    key: Key | None = None
    entry: Recorded | None = None

    def packed(self) -> list[Value]:
        entry = [self.entry.item_key, self.entry.entry_id] if self.entry else []
        return [Decimal(self.at), self.status, mask_text(self.said), list(self.key or ()), entry]

    @classmethod
    def unpacked(cls, held: list) -> "Result":
        at, status, said, key, entry = held
        return cls(int(at), status, said, tuple(key) or None, Recorded(*entry) if entry else None)


@dataclass(frozen=True)
class Run:
    """A run as it was recorded. `entity` is its declaration."""

    run_id: str
    operation: str
    status: str
    entity: Entity
    by: str
    at: datetime | None
    reason: str
    results: tuple[Result, ...]

    @property
    def undoable(self) -> list[Result]:
        return [one for one in self.results if one.entry]


def read_run(store, catalogue: Catalogue, run_id: str, *, viewer: Viewer, sealer) -> Run:
    """Raises ItemNotFound also for a run of somebody else, where the viewer has a limit."""
    runs = catalogue.entity("runs")
    missing = ItemNotFound(runs.label, run_id)
    item = store.find(runs, (run_id,), consistent=True)
    if item is None or not item.get("entities"):
        raise missing
    if viewer.limited and item.get("requestedBy") != viewer.name:
        raise missing
    entity = catalogue.entity(item["entities"][0])
    viewer.must_browse(entity)
    results = map(Result.unpacked, item.get("results", ()))
    return Run(
        run_id,
        item.get("operation", ""),
        item.get("status", ""),
        entity,
        item.get("requestedBy", ""),
        moment(item.get("startedAt", "")),
        item.get("statusReason", ""),
        tuple(replace(one, key=opened_key(entity, _listed(one), sealer)) for one in results),
    )


def _listed(one: Result) -> list | None:
    return list(one.key) if one.key else None


class Journal:
    """`act.run_id` names the run."""

    def __init__(self, store, catalogue: Catalogue, operation: str, act: Act, sealer):
        self.store, self.catalogue, self.sealer = store, catalogue, sealer
        self.operation = operation
        self.act = replace(act, token="")
        self.item: Item = {}

    def follow(self, entity: Entity, outcomes: Iterable) -> None:
        """Carries out what yields outcomes, and records each of them, also where it breaks off."""
        results: list[Result] = []
        status = "failed"
        try:
            for number, outcome in enumerate(outcomes, 1):
                results.append(self._result(entity, number, outcome))
            status = "succeeded"
        finally:
            done = sum(1 for one in results if one.status == "done")
            good = sum(1 for one in results if one.status == "same")
            total = len(results)
            self.end(status, results, done=done, failed=total - done - good, total=total)

    def _result(self, entity: Entity, number: int, outcome) -> Result:
        """A result that may be kept: a key that is a secret only as a handle."""
        key = tuple(sealed_key(entity, outcome.key, self.sealer)) if outcome.key else None
        at = getattr(outcome, "line", number)
        entry = outcome.entries[0] if outcome.entries else None
        return Result(at, outcome.status, cut(outcome.said, SAID), key, entry)

    def begin(
        self, entity: Entity, company: str | None, options: Mapping[str, Value], **facts: Value
    ) -> None:
        """Written before anything else is done."""
        moment = stamp(self.act.now)
        self.item = {
            "runId": self.act.run_id,
            "operation": self.operation,
            "status": "running",
            "entities": [entity.name],
            "options": dict(options),
            "requestedBy": self.act.actor,
            "createdAt": moment,
            "startedAt": moment,
            **({"companyId": company} if company else {}),
            **({"statusReason": mask_text(self.act.reason)} if self.act.reason else {}),
            **facts,
        }
        self._write(None, self.item)

    def end(self, status: str, results: Sequence[Result] = (), **counts: int) -> None:
        numbers = {name: Decimal(count) for name, count in counts.items()}
        after = self.item | {"status": status} | numbers
        after |= {"results": [one.packed() for one in results]} if results else {}
        self._write(self.item, after)
        self.item = after

    def _write(self, before: Item | None, after: Item) -> None:
        runs = self.catalogue.entity("runs")
        deed = Deed(runs, self.operation, before, after)
        write(self.store, self.catalogue, (deed,), self.act, sealer=self.sealer)
