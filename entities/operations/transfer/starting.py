"""An import as a run: what was planned put aside, then started, once for each click."""

from collections.abc import Iterable, Iterator, Mapping

from entities.operations.deeds import Act
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import stage
from entities.operations.runs.run import Run
from entities.operations.runs.staged import slices_of
from entities.operations.runs.starting import start_once
from entities.operations.transfer.planned import Unit
from entities.operations.transfer.planning import Planned
from entities.operations.works.importing import IMPORT
from entities.schema.entity import Entity
from entities.schema.values import Value


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
