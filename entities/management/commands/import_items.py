"""Brings the items of a file into a table: a plan first, then exactly that plan."""

import uuid
from collections import Counter
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import Refusal
from entities.operations.deeds import Act
from entities.operations.reasons import check_reason, is_required
from entities.operations.transfer.importing import apply
from entities.operations.transfer.journal import Journal
from entities.operations.transfer.lines import File, form_of, read_file
from entities.operations.transfer.planning import ERROR, VERDICTS, Planned, Planner, planner
from entities.schema.viewer import everyone

ACTOR = "import_items"
ACTIONS = ("view", "administer", "import", "edit", "create")
WRONG = ("error", "conflict", "failed")


class Command(BaseCommand):
    help = (
        "Import items from FILE: typed CSV or DynamoDB JSON lines, as export_items writes them. "
        "Every line is compared with what is stored, then written with its audit entry; attributes "
        "that FILE does not hold, and masked ones, are left alone. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("entity", metavar="ENTITY", help="such as expenses")
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, only")
        why = "why; it stands in the audit log, and production asks for it"
        parser.add_argument("--reason", default="", help=why)

    def handle(self, *, entity, file, dry_run, reason, verbosity=1, **options):
        self.verbosity = verbosity
        try:
            if not dry_run:
                check_reason(reason, required=is_required(get_store()))
            made = self._planner(catalogue.entity(entity))
            with Path(file).open(encoding="utf-8-sig", newline="") as stream:
                lines = self._read(made, file, stream).lines
                counts = self._dry(made, lines) if dry_run else self._apply(made, lines, reason)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        said = ", ".join(f"{count:,} {word}" for word, count in sorted(counts.items()))
        if verbosity:
            self.stdout.write(said or "The file holds no items.")
        if any(counts[word] for word in WRONG):
            raise CommandError("Not every line can be imported; they are named above.")

    def _planner(self, entity) -> Planner:
        viewer = everyone(ACTOR, *ACTIONS)
        sealer, now = get_sealer(), timezone.now()
        return planner(get_store(), catalogue, entity, viewer=viewer, sealer=sealer, now=now)

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

    def _apply(self, made: Planner, lines, reason: str) -> Counter:
        act = Act(ACTOR, made.now, reason, run_id=f"import_{uuid.uuid4().hex}")
        journal = Journal(made.store, catalogue, "import", act, made.sealer)
        journal.begin(made.entity, None, {})
        counts: Counter = Counter()
        try:
            for outcome in apply(made, made.plan(lines), act):
                counts[outcome.status] += 1
                if outcome.said:
                    self.stderr.write(f"line {outcome.line}: {outcome.status}: {outcome.said}")
        finally:
            failed = sum(counts[word] for word in WRONG)
            journal.end("succeeded", done=counts["done"], failed=failed, total=counts.total())
        return counts


def _sentences(one: Planned):
    for column, sentence in one.problems.items():
        place = f", column {column}" if column else ""
        yield f"line {one.line}{place}: {one.verdict}: {sentence}"
    if one.verdict not in (ERROR, "same"):
        names = ", ".join(sorted(one.set)) if one.before is not None else "a new item"
        yield f"line {one.line}: {one.verdict}: {names}"
    for note in one.notes:
        yield f"line {one.line}: {note}"
