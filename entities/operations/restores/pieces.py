"""A segment of a restore or drill: what it is about, and how it tells what it found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from entities.errors import DoneAlready
from entities.objects import Place
from entities.operations.backups.manifest import TableManifest
from entities.operations.backups.places import place_of
from entities.operations.backups.reading import read_table
from entities.operations.backups.tables import store_for
from entities.operations.restores.sources import Source, source_of
from entities.operations.restores.tables import table_at
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.outcomes import FAILED, Outcome, keep
from entities.operations.runs.segments import Segment, read_segments
from entities.operations.tables.desired import Desired, desired_named
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

POLL = timedelta(seconds=2)  # between two looks at what the service is doing
MOST_TOLD = 1_000  # findings of a segment that are kept one by one; all are counted


class Piece:
    """One segment in hand. `source` is what its table is made of."""

    def __init__(self, task: Task):
        self.task = task
        self.store = store_for(task.store, str(task.run.options["environment"]))
        self.source: Source = source_of(task.segment.options)

    @property
    def cursor(self) -> dict:
        return dict(self.task.segment.cursor)

    @cached_property
    def declared(self) -> Desired:
        """The declared table of which a backup was made."""
        return desired_named(self.store, self.task.catalogue, self.source.table)

    @cached_property
    def desired(self) -> Desired:
        """The new table as it should be in the end."""
        tags = self.declared.tags | dict(self.task.run.options.get("tags", {}))
        tags |= {"restored-from": self.source.table}
        return replace(self.declared, name=self.source.name, tags=tags)

    @property
    def new(self) -> Entity:
        """The new table, every item of it."""
        return table_at(self.declared, self.source.name, self.source.keys)

    def new_with_indexes(self) -> Entity:
        """The new table as it is made: without the indexes that would refuse some of its items.
        Those are built once the items are there, and leave them out again."""
        unfit = [name for s in self.others("read") for name in s.cursor.get("unfit", ())]
        indexes = tuple(i for i in self.declared.indexes if i.name not in unfit)
        return table_at(self.declared, self.source.name, self.source.keys, indexes)

    @property
    def live(self) -> Entity:
        """The table of today."""
        return table_at(self.declared, self.source.table, self.source.keys)

    @property
    def place(self) -> Place:
        return place_of(self.task.hands, self.task.run.options["target"])

    @property
    def manifest(self) -> TableManifest:
        """Raises FileMissing and ManifestDamaged."""
        source, set_id = self.source, self.task.run.options["set"]
        return read_table(self.place, set_id, source.table, source.sha256)

    def mine(self) -> Iterator[int]:
        """The numbers of the parts that are this segment's."""
        options = self.task.segment.options
        return range(int(options["slice"]), self.source.parts, int(options["slices"]))

    def others(self, step: str) -> list[Segment]:
        """The segments of an earlier step on the same new table."""
        return [s for s in self.all_steps() if s.options["step"] == step]

    def all_steps(self) -> list[Segment]:
        """All segments about the same new table."""
        return [s for s in self._segments() if s.options.get("as") == self.source.name]

    def all_of(self, step: str) -> list[Segment]:
        """The segments of an earlier step, of every table."""
        return [s for s in self._segments() if s.options.get("step") == step]

    def _segments(self) -> list[Segment]:
        return read_segments(self.task.store, self.task.catalogue, self.task.run.run_id)

    def holder(self, item: Item) -> Entity:
        """The declared entity that an item of the table is."""
        return next((e for e in self.declared.sharing if e.holds(item)), self.declared.entity)

    def tell(
        self, number: int, said: str, key: Key = (), item: Item | None = None, status: str = FAILED
    ) -> None:
        """Keep one finding, once however often it is found."""
        entity = self.holder(item) if item else self.declared.entity
        outcome = Outcome(number, status, said, key or None)
        try:
            keep(self.task, entity, number, outcome)
        except DoneAlready:
            return

    def wait(self, what: str, cursor: dict) -> Advanced:
        """Look again in a moment. `what` ends the sentence that says why."""
        return Advanced(cursor, rests=POLL, waits=f"“{self.source.name}” {what}.")
