"""What the commands share that bring backups back: they tell what came of each table."""

from collections import Counter

from django.core.management import CommandError

from entities.catalogue import catalogue
from entities.management.run_commands import RunCommand
from entities.operations.restores.reports import TableReport, report_of
from entities.operations.restores.sources import BACKUP
from entities.operations.runs.hands import Hands
from entities.operations.runs.outcomes import FAILED, read_outcomes
from entities.operations.runs.run import Run
from entities.operations.runs.segments import read_segments
from entities.operations.tables.desired import desired_named


class RestoreCommand(RunCommand):
    def drive_and_tell(self, run: Run, hands: Hands) -> list[TableReport]:
        """Raises CommandError where something is wrong, once it was all told."""
        try:
            self.drive(run, hands)
        except CommandError:
            self._tell(run, hands)
            raise
        return self._tell(run, hands)

    def _tell(self, run: Run, hands: Hands) -> list[TableReport]:
        segments = read_segments(hands.store, hands.catalogue, run.run_id)
        reports = report_of(segments)
        for report in reports:
            self.stdout.write(f"{report.table} ({report.how}): {_said(report)}")
        notes = Counter(note for report in reports for note in (*report.notes, *report.left))
        for note, count in notes.items():
            self.stdout.write(f"{count:,} {'table' if count == 1 else 'tables'}: {note}")
        for segment in segments:
            if segment.count("failed"):
                self._tell_findings(hands, segment)
        return reports

    def _tell_findings(self, hands: Hands, segment) -> None:
        entity = desired_named(hands.store, catalogue, segment.options["table"]).entity
        told = read_outcomes(
            hands.store,
            catalogue,
            segment.run_id,
            entity,
            sealer=hands.sealer,
            segment=segment.segment_id,
        )
        for outcome in told:
            if outcome.status == FAILED:
                key = " / ".join(map(str, outcome.key or ())) or segment.options["table"]
                self.stderr.write(f"{key}: {outcome.said}")


def _said(report: TableReport) -> str:
    parts = [f"{report.items:,} items"]
    if report.proven:
        parts.append("each as it was backed up")
    if report.how == BACKUP:
        counts = (report.changed, report.removed, report.added)
        parts.append("since then {:,} changed, {:,} removed, {:,} added".format(*counts))
    if report.wrong:
        parts.append(f"{report.wrong:,} wrong")
    if report.set_again:
        parts.append(f"set again: {', '.join(report.set_again)}")
    return "; ".join(parts)
