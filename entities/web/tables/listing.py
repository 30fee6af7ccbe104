"""The page of all tables: which of them are shown, in which groups, and the figures above them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from entities.conf import environment
from entities.operations.counting import Counts
from entities.operations.tables.cloudformation.parts import PARTS
from entities.operations.tables.standing import AS_DECLARED, STATES
from entities.schema.system import ENVIRONMENTS, System
from entities.schema.viewer import Viewer
from entities.web.tables.addresses import again_url
from entities.web.tables.row import Row, row
from entities.web.tables.standings import Looked

SYSTEM, GROUP, STATE = "system", "group", "state"
FILTERS = (SYSTEM, GROUP, STATE)


@dataclass(frozen=True)
class Option:
    """One value of a filter; `count` tables would be shown."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Section:
    """The tables of one generation of a system."""

    title: str
    system: str
    legacy: bool
    rows: Sequence[Row]

    @property
    def count(self) -> int:
        return sum(row.count or 0 for row in self.rows)

    @property
    def troubled(self) -> list[Row]:
        return [row for row in self.rows if row.said]


@dataclass(frozen=True)
class TablesPage:
    """All that the page's template receives. `looked_at` None: there is no table to look at."""

    all: Sequence[Row]
    chosen: dict[str, str]
    looked_at: datetime | None
    counted_at: datetime | None
    again: str
    may_manage: bool
    limited: bool

    @property
    def systems(self) -> list[System]:
        """Of which there are templates."""
        return list({row.table.system.name: row.table.system for row in self.all}.values())

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(PARTS)

    @property
    def environments(self) -> tuple[str, ...]:
        return ENVIRONMENTS

    @property
    def environment(self) -> str:
        return environment()

    @property
    def rows(self) -> list[Row]:
        return [row for row in self.all if _fits(row, self.chosen)]

    @property
    def sections(self) -> list[Section]:
        grouped: dict[tuple[str, str], list[Row]] = {}
        for one in self.rows:
            grouped.setdefault((one.table.system.name, one.table.generation), []).append(one)
        return [_section(rows) for rows in grouped.values()]

    @property
    def options(self) -> dict[str, list[Option]]:
        return {name: list(self._options(name)) for name in FILTERS}

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

    @property
    def size(self) -> int:
        return sum(row.size or 0 for row in self.rows)

    @property
    def items(self) -> int | None:
        return sum(row.count or 0 for row in self.rows) if self.counted_at else None

    @property
    def odd(self) -> int:
        return sum(row.standing.state != AS_DECLARED for row in self.rows)

    @property
    def recoverable(self) -> int:
        held = (row.standing.checked and row.standing.checked.live for row in self.rows)
        return sum(bool(live and live.recovery.on) for live in held)

    @property
    def backed_up(self) -> int:
        return sum(row.backup is not None for row in self.rows)

    def _options(self, name: str) -> Iterator[Option]:
        others = {key: value for key, value in self.chosen.items() if key != name}
        rows = [row for row in self.all if _fits(row, others)]
        held = Counter(value for row in rows for value in VALUES[name](row))
        yield Option("All", _url(others), len(rows), name not in self.chosen)
        for value in _in_order(name, held):
            url = _url({**others, name: value})
            yield Option(
                _label(name, value, rows), url, held[value], self.chosen.get(name) == value
            )


VALUES: dict[str, Callable[[Row], set[str]]] = {
    SYSTEM: lambda row: {row.table.system.name},
    GROUP: lambda row: {entity.group for entity in row.standing.desired.sharing},
    STATE: lambda row: {row.standing.state},
}


def _fits(row: Row, chosen: dict[str, str]) -> bool:
    return all(value in VALUES[name](row) for name, value in chosen.items())


def _in_order(name: str, held: Counter) -> list[str]:
    return [state for state in STATES if state in held] if name == STATE else list(held)


def _label(name: str, value: str, rows: Sequence[Row]) -> str:
    if name != SYSTEM:
        return value
    return next(row.table.system.label for row in rows if row.table.system.name == value)


def _url(chosen: dict[str, str]) -> str:
    query = urlencode({name: chosen[name] for name in FILTERS if name in chosen})
    return f"{reverse('tables')}?{query}" if query else reverse("tables")


def _section(rows: Sequence[Row]) -> Section:
    table = rows[0].table
    label = dict(table.system.generations).get(table.generation, table.system.label)
    return Section(label, table.system.label, table.lifecycle == "deprecate", rows)


def tables_page(looked: Looked, counts: Counts, query: QueryDict, *, viewer: Viewer) -> TablesPage:
    rows = [
        row(standing, counts, looked.backups.get(standing.name), viewer=viewer)
        for standing in looked.standings
    ]
    return TablesPage(
        rows,
        {name: query[name] for name in FILTERS if query.get(name)},
        looked.at,
        counts.counted_at,
        again_url(reverse("tables"), query.dict()),
        viewer.may("manage tables"),
        viewer.limited,
    )
