"""The page of a restore that has ended: what is there now, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from entities.operations.backups.sets import BackupSet
from entities.operations.restores.comparing import DIFFERENT
from entities.operations.restores.reports import TableReport
from entities.operations.runs.run import Run
from entities.operations.runs.status import SUCCEEDED


@dataclass(frozen=True)
class ReportRow:
    report: TableReport

    @property
    def table_url(self) -> str:
        return reverse("table", args=[self.report.table])

    @property
    def proof(self) -> str:
        if self.report.wrong:
            return f"{self.report.wrong:,} wrong"
        return "each item as it was backed up" if self.report.proven else "as the service made it"

    @property
    def tone(self) -> str:
        return "bad" if self.report.wrong else "ok"


@dataclass(frozen=True)
class Compared:
    """A run that compared it with today."""

    run: Run

    @property
    def url(self) -> str:
        return reverse("compared", args=[self.run.run_id])

    @property
    def at(self) -> datetime | None:
        return self.run.at("createdAt")

    @property
    def words(self) -> str:
        counters = self.run.item.get("counters", {})
        counts = [f"{counters[kind]:,} {kind}" for kind in DIFFERENT if counters.get(kind)]
        found = ", ".join(counts) or "nothing differs"
        return found if self.run.status == SUCCEEDED else self.run.status


@dataclass(frozen=True)
class RestoredPage:
    """`comparisons` are the newest first; `steps` tell how the new tables take the place of the
    old ones."""

    run: Run
    held: BackupSet
    rows: list[ReportRow]
    comparisons: list[Compared]
    steps: list[str]
    run_id: str

    @property
    def is_ready(self) -> bool:
        return self.run.status == SUCCEEDED

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What an engine does not offer, or what stays as it is: (table, words)."""
        rows = (row.report for row in self.rows)
        return [(one.name, note) for one in rows for note in (*one.notes, *one.left)]
