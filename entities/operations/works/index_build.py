"""Building or removing one index of a live table, as a run."""

from collections.abc import Mapping
from decimal import Decimal

from entities.operations.runs.base import Advanced, Task, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.segments import Segment
from entities.operations.tables.indexing.building import carry_on, wait_for_turn
from entities.operations.tables.indexing.comparing import compare, counts_of
from entities.operations.tables.indexing.definition import change_of
from entities.operations.tables.indexing.looking import look
from entities.operations.tables.indexing.preflight import preflight_of
from entities.operations.tables.indexing.queueing import OPERATION
from entities.schema.values import Value

PARTS = {"turn": wait_for_turn, "look": look, "build": carry_on, "count": compare}


class IndexBuild(Work):
    name, label, action = OPERATION, "Index build", "manage tables"

    def advance(self, task: Task) -> Advanced:
        part = task.segment.segment_id.partition("-")[0]
        return PARTS[part](task, change_of(task.store, task.catalogue, task.run))

    def begins_anew(self, segment: Segment) -> bool:
        """All of it: the table may have changed since, and what is built is left."""
        return True

    def finish(self, hands: Hands, run: Run, segments: list[Segment]) -> Mapping[str, Value]:
        change = change_of(hands.store, hands.catalogue, run)
        if change.removes:
            return {}
        found = preflight_of(change, segments)
        ((indexed, eligible),) = filter(None, map(counts_of, segments))
        return {
            "looked": Decimal(found.looked),
            "eligible": Decimal(eligible),
            "indexed": Decimal(indexed),
            "leftOut": {name: Decimal(count) for name, count in found.left.items() if count},
        }


INDEX_BUILD = IndexBuild()
