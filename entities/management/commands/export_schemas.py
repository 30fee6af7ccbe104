"""Writes the schemas of live tables into files; nothing is changed."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import environment, region, store_of
from entities.errors import Refusal
from entities.operations.tables.schemas import Schema, schemas, write
from entities.operations.tables.summary import SUMMARY, summary
from entities.schema.system import ENVIRONMENTS


class Command(BaseCommand):
    help = (
        "Write a JSON file for each live table and a summary into DIR, in a folder per system: "
        "keys, indexes, settings, tags, statistics. Only reads."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", metavar="DIR")
        parser.add_argument("--system", metavar="S", help="only the tables of this system")
        parser.add_argument("--environment", choices=ENVIRONMENTS, help="by default the current")

    def handle(self, *, directory, system, verbosity=1, **options):
        known = [known.name for known in catalogue.systems]
        if system and system not in known:
            raise CommandError(f"There is no system “{system}”. Known: {', '.join(known)}.")
        self.verbosity = verbosity
        try:
            store = store_of(options["environment"] or environment())
            for one in catalogue.systems:
                if system in (None, one.name):
                    self._export(store, one, Path(directory) / one.name)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal

    def _export(self, store, system, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        found, missing = [], []
        made = schemas(store, catalogue, now=timezone.now(), region=region(), system=system.name)
        for one in made:
            if isinstance(one, Schema):
                found.append(one)
                (folder / f"{one.table}.json").write_text(write(one), encoding="utf-8")
            else:
                missing.append(one)
                self._say(f"{one}: is not there")
        (folder / SUMMARY).write_text(summary(system, found, missing), encoding="utf-8")
        self._say(f"{folder}: {len(found)} of {len(found) + len(missing)} tables exported")

    def _say(self, words: str) -> None:
        if self.verbosity:
            self.stdout.write(words)
