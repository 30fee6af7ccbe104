"""The overview: how much there is, whether every table answers, and what is worth attention."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.inspection import LiveTable
from entities.errors import Refusal, TableMissing
from entities.operations.counting import Counts, read_counts
from entities.operations.tables.desired import desired_table
from entities.operations.tables.drift import differences
from entities.schema.dashboard import Watch
from entities.schema.entity import Entity
from entities.schema.system import System
from entities.schema.viewer import Viewer

CALLS_AT_ONCE = 8
FIGURES = "Company data"


@dataclass(frozen=True)
class TableState:
    """A declared table beside the real one.

    `status` is ok, missing, differs or unknown; `problem` its sentence. `count` is the last exact
    count; `size` in bytes is the service's own figure, up to six hours old.
    """

    entity: Entity
    entities: tuple[Entity, ...]
    name: str
    status: str
    problem: str = ""
    count: int | None = None
    size: int | None = None
    indexes: int = 0


@dataclass(frozen=True)
class Attention:
    """A watch that found something."""

    entity: Entity
    watch: Watch
    count: int


@dataclass(frozen=True)
class Generation:
    """The tables of one table design of a system."""

    system: System
    name: str
    label: str
    tables: tuple[TableState, ...]

    @property
    def count(self) -> int:
        return sum(table.count or 0 for table in self.tables)

    @property
    def problems(self) -> list[TableState]:
        """The tables that are not as declared, or not there."""
        return [table for table in self.tables if table.problem]


@dataclass(frozen=True)
class Overview:
    """`figures` counts the entities of the latest generation, the ones staff work with."""

    counts: Counts
    generations: list[Generation]
    attention: list[Attention]
    figures: list[tuple[Entity, int | None]]

    @property
    def total(self) -> int:
        return sum(generation.count for generation in self.generations) or 1


def overview(store, catalogue: Catalogue, *, viewer: Viewer) -> Overview:
    """One data call; tables are described at most once a minute, which costs no capacity."""
    viewer.must("view")
    counts = read_counts(store, catalogue, viewer=viewer)
    states = table_states(store, catalogue, counts, viewer=viewer)
    attention = _attention(catalogue, counts, viewer)
    return Overview(counts, _generations(states), attention, _figures(catalogue, counts, viewer))


def _figures(catalogue: Catalogue, counts: Counts, viewer: Viewer):
    current = [e for e in catalogue.entities if e.group == FIGURES and viewer.may_browse(e)]
    return [(e, counts.of(e) or 0 if counts.counted_at else None) for e in current]


def table_states(store, catalogue: Catalogue, counts: Counts, *, viewer: Viewer):
    """The state of every table of which the viewer may browse an entity."""
    shown = [
        (table, visible)
        for table in catalogue.tables
        if (visible := tuple(e for e in catalogue.sharing(table) if viewer.may_browse(e)))
    ]
    with ThreadPoolExecutor(CALLS_AT_ONCE) as threads:
        return list(
            threads.map(lambda pair: _state(store, catalogue, *pair, counts, viewer), shown)
        )


def _state(
    store,
    catalogue: Catalogue,
    table: Entity,
    entities: tuple[Entity, ...],
    counts: Counts,
    viewer: Viewer,
) -> TableState:
    found = [counts.of(entity) or 0 for entity in entities if entity.counted]
    count = sum(found) if found and counts.counted_at else None
    name = store.table(table)
    try:
        live = store.description(table)
    except TableMissing as refusal:
        return TableState(table, entities, name, "missing", str(refusal))
    except Refusal as refusal:
        return TableState(table, entities, name, "unknown", str(refusal), count)
    problem = _difference(store, catalogue, table, live)
    # The size of a whole table would tell a viewer with a limit about other companies.
    size = None if viewer.limited else live.size
    status = "differs" if problem else "ok"
    return TableState(table, entities, name, status, problem, count, size, len(live.indexes))


def _difference(store, catalogue: Catalogue, table: Entity, live) -> str:
    """What one description tells: everything but TTL, recovery and tags."""
    if not live.usable:
        return f"is {live.status.lower()}"
    found = differences(desired_table(store, catalogue, table), LiveTable(live))
    building = (held for held in live.indexes if held.status != "ACTIVE")
    said = (f"index {held.index.name} is {held.status.lower()}" for held in building)
    return "; ".join((*(difference.words for difference in found), *said))


def _generations(states: list[TableState]) -> list[Generation]:
    grouped: dict[tuple[str, str], list[TableState]] = {}
    for state in states:
        grouped.setdefault((state.entity.system.name, state.entity.generation), []).append(state)
    return [_generation(name, tables) for (_, name), tables in grouped.items()]


def _generation(name: str, tables: list[TableState]) -> Generation:
    system = tables[0].entity.system
    label = dict(system.generations).get(name, system.label)
    return Generation(system, name, label, tuple(tables))


def _attention(catalogue: Catalogue, counts: Counts, viewer: Viewer) -> list[Attention]:
    found = [
        Attention(entity, watch, counts.watched(entity, watch))
        for entity in catalogue.entities
        if viewer.may_browse(entity)
        for watch in entity.watches
    ]
    return sorted((a for a in found if a.count), key=lambda a: (a.watch.tone != "bad", -a.count))
