"""Writes the items of an entity into a file: typed CSV or DynamoDB JSON lines."""

import os
import sys
import uuid
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import Refusal
from entities.operations.deeds import Act
from entities.operations.transfer.exporting import FORMATS, export_items
from entities.schema.viewer import everyone
from entities.web.bulk.asked import asked_of

PART = ".part"


class Command(BaseCommand):
    help = (
        "Write the items of an entity into FILE (- for the terminal), typed and lossless. What is "
        "masked on pages is masked here too. The export is recorded in the audit log."
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

    def handle(self, *, entity, file, filters, company, reason, verbosity=1, **options):
        form = options["format"] or ("csv" if file.lower().endswith(".csv") else "json")
        try:
            declared = catalogue.entity(entity)
            asked = asked_of(declared, filters, company=company or "")
            export = self._export(declared, asked, form, reason)
            if file == "-":
                sys.stdout.writelines(export.text)
                return
            size = _write(Path(file), export.text)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        if verbosity:
            self.stdout.write(f"{declared.titles}: {size:,} bytes written to {file}")

    def _export(self, entity, asked, form: str, reason: str):
        run_id = f"export_{uuid.uuid4().hex}"
        actor = "export_items"
        return export_items(
            get_store(),
            catalogue,
            entity,
            asked,
            form=form,
            viewer=everyone(actor, "view", "administer", "export"),
            act=Act(actor, timezone.now(), reason, run_id=run_id),
            sealer=get_sealer(),
        )


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
