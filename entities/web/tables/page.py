"""The page of one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from entities.operations.counting import Counts
from entities.operations.tables.applying_at_once import may_plan
from entities.operations.tables.builds import Build
from entities.operations.tables.compared import Setting, further_differences, settings_of
from entities.operations.tables.cost import Estimate, Seen, estimate, seen
from entities.operations.tables.difference import Difference
from entities.operations.tables.index_entries import Entries
from entities.operations.tables.last_backup import LastBackup
from entities.operations.tables.picture import picture
from entities.operations.tables.prices import prices_in
from entities.operations.tables.standing import Standing
from entities.schema.inventory import Inventory
from entities.schema.viewer import Viewer
from entities.web.tables.addresses import again_url, plan_url, table_url
from entities.web.tables.assumptions import Input, assumed, inputs
from entities.web.tables.banner import Banner, banner
from entities.web.tables.row import Row, row
from entities.web.tables.ways import DrawnWay, drawn_ways


@dataclass(frozen=True)
class Known:
    """What is known of a table beside how it stands."""

    counts: Counts
    entries: Mapping[str, Entries]
    backup: LastBackup | None
    builds: Sequence[Build]
    region: str


@dataclass(frozen=True)
class TablePage:
    """All that the page's template receives. `estimate`, `seen` and `inventories` are told to who
    works with every company only: they are about all items of the table."""

    row: Row
    ways: Sequence[DrawnWay]
    scanned: Sequence[str]
    counts: Counts
    builds: Sequence[Build]
    estimate: Estimate | None
    seen: Seen | None
    inputs: Sequence[Input]
    again: str
    may_manage: bool
    may_plan: bool
    may_back_up: bool
    limited: bool

    @property
    def standing(self) -> Standing:
        return self.row.standing

    @property
    def banner(self) -> Banner | None:
        return banner(self.standing)

    @property
    def settings(self) -> list[Setting]:
        return settings_of(self.standing)

    @property
    def further(self) -> list[Difference]:
        return further_differences(self.standing)

    @property
    def missing(self) -> list[str]:
        """The declared indexes that could be built, for who may have that done."""
        ways = (drawn.way for drawn in self.ways if drawn.way.index)
        absent = [way.name for way in ways if way.held is None and not way.index.local]
        return absent if self.may_manage and self.standing.description else []

    @property
    def inventories(self) -> tuple[Inventory, ...]:
        return () if self.limited else self.standing.desired.inventory

    @property
    def generation(self) -> str:
        table = self.row.table
        return dict(table.system.generations).get(table.generation, table.generation)

    @property
    def plan_url(self) -> str:
        return plan_url(self.row.name)

    @property
    def url(self) -> str:
        return table_url(self.row.name)


def table_page(
    standing: Standing, known: Known, query: QueryDict, *, viewer: Viewer, now: datetime
) -> TablePage:
    shown = row(standing, known.counts, known.backup, viewer=viewer)
    drawn = picture(standing)
    live = standing.checked and standing.checked.live
    spent = None if viewer.limited else seen(standing.name)
    cost = None
    if live and spent:
        prices = prices_in(known.region)
        cost = estimate(live, shown.count, spent, assumed(query), prices, now)
    return TablePage(
        shown,
        drawn_ways(drawn, standing, known.counts, shown.count, dict(known.entries)),
        drawn.scanned,
        known.counts,
        known.builds,
        cost,
        spent,
        inputs(query),
        again_url(table_url(standing.name), query.dict()),
        viewer.may("manage tables"),
        may_plan(viewer, standing.desired.entity),
        viewer.may("back up"),
        viewer.limited,
    )
