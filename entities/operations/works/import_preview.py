"""What every line of a large file would do."""

from collections import Counter

from entities.operations.runs.base import Task
from entities.operations.runs.outcomes import Outcome
from entities.operations.runs.parts import UNITS, Parts
from entities.operations.runs.planned import Looked, PlanWork
from entities.operations.transfer.lines import Line
from entities.operations.transfer.planned import Unit
from entities.operations.transfer.planning import CONFLICT, ERROR, planner
from entities.schema.values import Value


class ImportPreview(PlanWork):
    """The lines wait in parts, which its segment names. A unit is that of an import."""

    name, label, action = "import preview", "Dry run of an import", "import"

    def look(self, task: Task, after: Value, seen: int) -> Looked:
        options = task.segment.options
        waiting = Parts(task.hands, options["lines"], 0, int(options["to"]))
        lines = [Line.opened(waiting[n]) for n in range(seen, min(seen + UNITS, len(waiting)))]
        entity = task.catalogue.entity(task.run.entities[0])
        shared = {"viewer": task.viewer, "sealer": task.sealer, "now": task.now}
        made = planner(task.store, task.catalogue, entity, **shared)
        planned = list(made.plan(lines))
        units = [Unit.of(one, made.entity, task.sealer) for one in planned]
        left = [
            Outcome(unit.line, unit.verdict, unit.said, unit.key)
            for unit in units
            if unit.verdict in (ERROR, CONFLICT)
        ]
        counters = Counter(one.verdict for one in planned)
        ended = seen + len(lines) >= len(waiting)
        plain = [unit.plain for unit in units]
        return Looked(plain, left, len(lines), counters, None if ended else seen + len(lines))


IMPORT_PREVIEW = ImportPreview()
