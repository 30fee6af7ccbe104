"""An import as a run: what was planned put aside, then started, once for each click."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from entities.operations.bulk.planning import must_be_whole, size_of
from entities.operations.bulk.starting import PlanAltered
from entities.operations.deeds import Act
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import Parts, stage
from entities.operations.runs.run import Run
from entities.operations.runs.staged import slices_of
from entities.operations.runs.starting import start, start_once
from entities.operations.transfer.lines import Line
from entities.operations.transfer.planned import Unit
from entities.operations.transfer.planning import Planned, Planner
from entities.operations.works.import_preview import IMPORT_PREVIEW
from entities.operations.works.importing import IMPORT
from entities.schema.entity import Entity
from entities.schema.values import Value
from entities.schema.viewer import Viewer


def start_import(
    hands: Hands,
    entity: Entity,
    planned: Iterable[Planned],
    act: Act,
    *,
    company: str | None = None,
    options: Mapping[str, Value] | None = None,
    **facts: Value,
) -> Run:
    """Enqueue these lines; `act.run_id` makes it once. Memory stays at one part of them.

    Raises ActionNotAllowed, and what the lines raise while they are read.
    """
    slices = _slices(hands, entity, planned, act.run_id)
    more = {"entities": [entity.name], "company": company, "options": dict(options or {})}
    return start_once(hands, IMPORT, slices, act, **more, **facts)


def _slices(
    hands: Hands, entity: Entity, planned: Iterable[Planned], run_id: str
) -> Iterator[Slice]:
    units = (Unit.of(one, entity, hands.sealer).plain for one in planned)
    staged = stage(hands, run_id, units)
    yield from slices_of(run_id, staged.count, entity=entity.name)


def start_dry_run(
    hands: Hands, planner: Planner, lines: Iterable[Line], act: Act, *, name: str
) -> Run:
    """Enqueue the dry run of a file, whose lines are put aside. Raises ActionNotAllowed, and what
    the lines raise while they are read."""
    waiting = f"{act.run_id}-lines"
    staged = stage(hands, waiting, (line.plain for line in planner.distinct(lines)))
    options = {"lines": waiting, "to": Decimal(staged.count)}
    entity = planner.entity.name
    slices = [Slice("000", entity, total=staged.count, options=options)]
    more = {"entities": [entity], "options": {"file": name}}
    return start(hands, IMPORT_PREVIEW, slices, act, **more)


def apply_dry_run(hands: Hands, run: Run, seen: str, act: Act, *, viewer: Viewer) -> Run:
    """Enqueue exactly the plan whose hash was shown, once. Raises PlanAltered, ItemNotFound."""
    must_be_whole(run, viewer)
    if run.facts["planHash"] != seen:
        raise PlanAltered
    slices = slices_of(run.run_id, size_of(run), entity=run.entities[0])
    more = {"entities": run.entities, "options": dict(run.options), "plan": run.run_id}
    return start_once(hands, IMPORT, slices, act, **more, planHash=seen)


def units_of(hands: Hands, run: Run, begin: int, end: int) -> list[Unit]:
    """Some lines of a dry run."""
    return [Unit.opened(one) for one in Parts(hands, run.run_id, begin, min(end, size_of(run)))]
