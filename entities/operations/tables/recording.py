"""The audit of changes of tables: intended, then done or failed.

A call of the control plane cannot be part of a transaction. So the intention is recorded before it,
in a transaction of its own, and what came of it after it. A process that is killed in between
leaves the intention, and then the table itself says whether it was done.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from entities.catalogue import Catalogue
from entities.dynamodb.table_calls import TableCall
from entities.errors import PrerequisitesMissing, Refusal, TableMissing
from entities.operations.deeds import Act, Deed
from entities.operations.settled import stamp
from entities.operations.tables.desired import Desired, desired_table
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.masking import mask_text
from entities.schema.values import Item

ACTION = "alter"
RECORD = "tables"
LOG = ("audit", RECORD)  # without these nothing can be recorded, so they are made first


def missing_log(store, catalogue: Catalogue) -> list[Desired]:
    """The tables of the log that are not there: whatever is changed, they are made first."""
    tables = [desired_table(store, catalogue, catalogue.entity(name)) for name in LOG]
    return [table for table in tables if not _is_there(store, table.entity)]


def _is_there(store, table: Entity) -> bool:
    try:
        return store.description(table).usable
    except TableMissing:
        return False


@dataclass
class Recorder:
    """Who changes tables and why; `clock` gives the moment of each entry."""

    store: object
    catalogue: Catalogue
    act: Act
    sealer: object
    clock: Callable[[], datetime]
    late: list[tuple[Desired, Sequence[TableCall]]] = field(default_factory=list)

    @contextmanager
    def recording(self, desired: Desired, calls: Sequence[TableCall]) -> Iterator[None]:
        """Around the calls. Raises Stale where somebody else begins a change of this table, and
        PrerequisitesMissing where it could not be recorded.

        The log cannot hold that it is about to be made: that is recorded as soon as it is there.
        """
        missing = [table.name for table in self.missing]
        if missing:
            if desired.name not in missing:
                raise PrerequisitesMissing([f"First make {' and '.join(missing)}: create_tables."])
            yield
            self.late.append((desired, calls))
            self._catch_up()
            return
        self._write(desired, calls, "intended")
        try:
            yield
        except Refusal as refusal:
            self._write(desired, calls, "failed", str(refusal))
            raise
        self._write(desired, calls, "done")

    def settle(self, desired: Desired, call: TableCall) -> None:
        """Record as done what is found done, where its worker was gone before it could."""
        record = self._known(desired)
        if record and record["state"] == "intended" and record["calls"] == call.text:
            self._write(desired, (call,), "done")

    @property
    def missing(self) -> list[Desired]:
        """The tables of the log that are not there."""
        return missing_log(self.store, self.catalogue)

    def _catch_up(self) -> None:
        if not self.missing:
            for desired, calls in self.late:
                self._write(desired, calls, "done")
            self.late.clear()

    def _write(
        self, desired: Desired, calls: Sequence[TableCall], state: str, problem: str = ""
    ) -> None:
        records = self.catalogue.entity(RECORD)
        act = replace(self.act, now=self.clock(), token="")
        before = self._known(desired)
        after = _record(desired, calls, act) | {"state": state}
        after |= {"problem": problem} if problem else {}
        deed = Deed(records, ACTION, before, after)
        write(self.store, self.catalogue, (deed,), act, sealer=self.sealer)

    def _known(self, desired: Desired) -> Item | None:
        """The last record of the table."""
        records = self.catalogue.entity(RECORD)
        return self.store.find(records, (desired.name,), consistent=True)


def _record(desired: Desired, calls: Sequence[TableCall], act: Act) -> Item:
    known = {
        "table": desired.name,
        "system": desired.entity.system.name,
        "change": ", ".join(call.words for call in calls),
        "calls": "\n".join(call.text for call in calls),
        "changedBy": act.actor,
        "changedAt": stamp(act.now),
        "reason": mask_text(act.reason),
    }
    return {name: value for name, value in known.items() if value}
