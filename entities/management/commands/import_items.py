"""Brings the items of a file into a table: a plan first, then exactly that plan."""

import uuid
from collections import Counter
from pathlib import Path

from django.core.management import CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.management.run_commands import RunCommand
from entities.operations.deeds import Act
from entities.operations.reasons import check_reason, is_required
from entities.operations.runs.hands import Hands
from entities.operations.runs.outcomes import read_outcomes
from entities.operations.runs.run import Run, find_run
from entities.operations.transfer.lines import File, form_of, read_file
from entities.operations.transfer.planning import ERROR, VERDICTS, Planned, Planner, planner
from entities.operations.transfer.starting import start_import
from entities.web.hands import own_hands

ACTOR = "import_items"
WRONG = ("error", "conflict", "failed")


class Command(RunCommand):
    help = (
        "Import items from FILE: typed CSV or DynamoDB JSON lines, as export_items writes them. "
        "Every line is compared with what is stored, then written with its audit entry; attributes "
        "that FILE does not hold, and masked ones, are left alone. Safe to repeat; what was "
        "stopped goes on with --resume."
    )

    def add_arguments(self, parser):
        parser.add_argument("entity", metavar="ENTITY", nargs="?", help="such as expenses")
        parser.add_argument("file", metavar="FILE", nargs="?")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, only")
        why = "why; it stands in the audit log, and production asks for it"
        parser.add_argument("--reason", default="", help=why)
        parser.add_argument("--resume", metavar="RUN", help="go on with an import, without a file")

    def handle(self, *, entity, file, dry_run, reason, resume, verbosity=1, **options):
        self.verbosity = verbosity
        hands = own_hands()
        if resume:
            act = Act(ACTOR, timezone.now(), reason, run_id=resume)
            counts = self._carried_out(hands, resume, lambda: self.resume(resume, hands, act))
        elif entity and file:
            counts = self._of_file(hands, entity, file, reason, dry_run=dry_run)
        else:
            raise CommandError("Name an ENTITY and a FILE, or a run to --resume.")
        said = ", ".join(f"{count:,} {word}" for word, count in sorted(counts.items()))
        if verbosity:
            self.stdout.write(said or "The file holds no items.")
        if any(counts[word] for word in WRONG):
            raise CommandError("Not every line can be imported; they are named above.")

    def _of_file(self, hands: Hands, entity: str, file: str, reason: str, *, dry_run: bool):
        """Raises CommandError for a file that cannot be read."""
        try:
            if not dry_run:
                check_reason(reason, required=is_required(hands.store))
            made = self._planner(hands, catalogue.entity(entity))
            with Path(file).open(encoding="utf-8-sig", newline="") as stream:
                lines = self._read(made, file, stream).lines
                if dry_run:
                    return self._dry(made, lines)
                run = self._start(hands, made, lines, file, reason)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        return self._carried_out(hands, run.run_id, lambda: self.drive(run, hands))

    def _planner(self, hands: Hands, entity) -> Planner:
        shared = {"viewer": hands.viewer_of(ACTOR), "sealer": hands.sealer, "now": hands.clock()}
        return planner(hands.store, hands.catalogue, entity, **shared)

    def _read(self, made: Planner, file: str, stream) -> File:
        found = read_file(made.entity, stream, form=form_of(file, stream))
        guessed = [column for column in found.columns if column.guessed]
        if guessed and self.verbosity:
            said = ", ".join(f"{column.name} is read as {column.kind}" for column in guessed)
            self.stdout.write(f"Columns without a type: {said}.")
        return found

    def _dry(self, made: Planner, lines) -> Counter:
        counts = Counter(dict.fromkeys(VERDICTS, 0))
        for one in made.plan(lines):
            counts[one.verdict] += 1
            for said in _sentences(one):
                self.stdout.write(said)
        return +counts

    def _start(self, hands: Hands, made: Planner, lines, file: str, reason: str) -> Run:
        act = Act(ACTOR, made.now, reason, run_id=f"import_{uuid.uuid4().hex}")
        options = {"file": Path(file).name}
        return start_import(hands, made.entity, made.plan(lines), act, options=options)

    def _carried_out(self, hands: Hands, run_id: str, drive) -> Counter:
        """What became of the lines; those with something to be said are named, however it ends."""
        try:
            drive()
        except CommandError:
            if not any(self._tell(hands, run_id)[word] for word in WRONG):
                raise
        else:
            self._tell(hands, run_id)
        counters = find_run(hands.store, hands.catalogue, run_id).item.get("counters", {})
        return Counter({word: int(count) for word, count in counters.items() if count})

    def _tell(self, hands: Hands, run_id: str) -> Counter:
        entity = catalogue.entity(find_run(hands.store, hands.catalogue, run_id).entities[0])
        told: Counter = Counter()
        kept = read_outcomes(hands.store, hands.catalogue, run_id, entity, sealer=hands.sealer)
        for outcome in kept:
            told[outcome.status] += 1
            if outcome.said:
                self.stderr.write(f"line {outcome.at}: {outcome.status}: {outcome.said}")
        return told


def _sentences(one: Planned):
    for column, sentence in one.problems.items():
        place = f", column {column}" if column else ""
        yield f"line {one.line}{place}: {one.verdict}: {sentence}"
    if one.verdict not in (ERROR, "same"):
        names = ", ".join(sorted(one.set)) if one.before is not None else "a new item"
        yield f"line {one.line}: {one.verdict}: {names}"
    for note in one.notes:
        yield f"line {one.line}: {note}"
