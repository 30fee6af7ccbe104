"""Writes the items of an entity into a file: typed CSV or DynamoDB JSON lines."""

import os
import sys
import uuid
from pathlib import Path

from django.core.management import CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.management.run_commands import RunCommand
from entities.operations.deeds import Act
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.transfer.exporting import FORMATS, export_items
from entities.operations.transfer.filing import start_export, take_out
from entities.operations.transfer.walking import Asked, walk
from entities.schema.entity import Entity
from entities.web.bulk.asked import asked_of
from entities.web.hands import own_hands

ACTOR = "export_items"
PART = ".part"


class Command(RunCommand):
    help = (
        "Write the items of an entity into FILE (- for the terminal), typed and lossless. What is "
        "masked on pages is masked here too. The export is recorded in the audit log; what was "
        "stopped goes on with --resume."
    )

    def add_arguments(self, parser):
        parser.add_argument("entity", metavar="ENTITY", help="such as expenses")
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "filters",
            nargs="*",
            metavar="FILTER",
            help="as in addresses of lists: status.is=paid, date.from=2025-01-01",
        )
        parser.add_argument("--format", choices=FORMATS, help="by default that of FILE's name")
        parser.add_argument("--company", metavar="C", help="only the items of this company")
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")
        parser.add_argument("--resume", metavar="RUN", help="go on with an export of this entity")

    def handle(self, *, entity, file, filters, company, reason, resume, verbosity=1, **options):
        form = options["format"] or ("csv" if file.lower().endswith(".csv") else "json")
        hands, declared = own_hands(), catalogue.entity(entity)
        asked = asked_of(declared, filters, company=company or "")
        act = Act(ACTOR, timezone.now(), reason, run_id=resume or f"export_{uuid.uuid4().hex}")
        if file == "-":
            sys.stdout.writelines(export_items(hands, declared, asked, form=form, act=act).text)
            return
        run = self._whole(hands, declared, asked, form, act, resume=bool(resume))
        if run.entities != [declared.name]:
            raise CommandError(f"Run {run.run_id} is not one of {declared.titles.lower()}.")
        text = take_out(hands, run, act, viewer=hands.viewer_of(ACTOR))
        size = _write(Path(file), text)
        if verbosity:
            self.stdout.write(f"{declared.titles}: {size:,} bytes written to {file}")

    def _whole(
        self, hands: Hands, entity: Entity, asked: Asked, form: str, act: Act, *, resume: bool
    ) -> Run:
        """The run once all is put aside."""
        if resume:
            return self.resume(act.run_id, hands, act)
        found = walk(hands.store, entity, asked, viewer=hands.viewer_of(ACTOR))
        return self.drive(start_export(hands, found, asked, form=form, act=act), hands)


def _write(path: Path, text) -> int:
    """A file that is either whole or not there."""
    part = path.with_name(path.name + PART)
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(text)
            size = file.tell()
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return size
