"""The page of one backup set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from entities.catalogue import catalogue
from entities.operations.backups.holds import MIGRATION
from entities.operations.backups.manifest import TableFacts
from entities.operations.backups.retention import Verdict
from entities.operations.backups.sets import VERIFIED, BackupSet
from entities.operations.flags import moment
from entities.schema.values import Value
from entities.schema.viewer import Viewer
from entities.web.backups.forms import WhyForm, said_target
from entities.web.backups.listing import SetRow


@dataclass(frozen=True)
class TableRow:
    """What a set holds of one table."""

    facts: TableFacts
    take_out_url: str = ""

    @property
    def label(self) -> str:
        """The declared name, which is shorter than the real one."""
        entity = catalogue.by_name.get(self.facts.entity)
        return entity.table if entity else self.facts.table

    @property
    def table_url(self) -> str:
        return reverse("table", args=[self.facts.table])

    @property
    def begun(self) -> datetime | None:
        return moment(self.facts.started_at)

    @property
    def seconds(self) -> int | None:
        """From its first read to its last."""
        ended = moment(self.facts.ended_at)
        return round((ended - self.begun).total_seconds()) if ended and self.begun else None

    @property
    def recovery(self) -> str:
        """The window of recovery to a point in time, when the set was taken."""
        told = self.facts.recovery
        first, last = (moment(told.get(name, "")) for name in ("earliest", "latest"))
        if first and last:
            return f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC"
        return told.get("status", "").lower()


@dataclass(frozen=True)
class Drill:
    held: Mapping[str, Value]

    @property
    def at(self) -> datetime | None:
        return moment(self.held.get("at", ""))

    @property
    def tone(self) -> str:
        return "ok" if self.held.get("status") == VERIFIED else "bad"

    @property
    def wrong(self) -> int:
        return int(self.held.get("wrong", 0))

    @property
    def run_url(self) -> str:
        return reverse("run", args=[self.held["runId"]])


@dataclass(frozen=True)
class Hold:
    holder: str
    why: str

    @property
    def may_end(self) -> bool:
        """A migration's hold ends with the migration."""
        return not self.holder.startswith(MIGRATION)


@dataclass(frozen=True)
class SetPage:
    """`verdict` is what retention says of it; `form` what was typed to hold it or let it go."""

    held: BackupSet
    verdict: Verdict | None
    viewer: Viewer
    form: WhyForm

    @property
    def row(self) -> SetRow:
        return SetRow(self.held)

    @property
    def target(self) -> str:
        return said_target(self.held.target)

    @property
    def ended(self) -> datetime | None:
        return self.held.at("endedAt")

    @property
    def size(self) -> int:
        """Bytes of the items, as DynamoDB counts them."""
        return sum(facts.size for facts in self.held.tables)

    @property
    def expired(self) -> int:
        return sum(facts.expired for facts in self.held.tables)

    @property
    def may_take_out(self) -> bool:
        return self.viewer.may("take out backup")

    @property
    def tables(self) -> list[TableRow]:
        takes = self.held.complete and self.may_take_out
        return [
            TableRow(
                facts,
                reverse("backup_take_out", args=[self.held.set_id, facts.table])
                if takes and facts.exported
                else "",
            )
            for facts in self.held.tables
        ]

    @property
    def drills(self) -> list[Drill]:
        """Newest first."""
        return [Drill(held) for held in reversed(self.held.drills)]

    @property
    def holds(self) -> list[Hold]:
        return [Hold(holder, why) for holder, why in sorted(self.held.held_by.items())]
