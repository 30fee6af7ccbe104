"""Builds the look-ups by which search finds ids, e-mails, invoice numbers and names."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal
from entities.operations.lookups import are_built, build_lookups


class Command(BaseCommand):
    help = "Build the look-ups of search anew (reads every table once)."

    def add_arguments(self, parser):
        parser.add_argument("--if-missing", action="store_true", help="only where there are none")

    def handle(self, *, if_missing=False, verbosity=1, **options):
        self.verbosity = verbosity
        try:
            if if_missing and are_built(get_store(), catalogue):
                return
            kept = build_lookups(get_store(), catalogue, now=timezone.now(), progress=self._say)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        if verbosity:
            self.stdout.write(f"{kept:,} look-ups")

    def _say(self, entity, count: int) -> None:
        if self.verbosity:
            self.stdout.write(f"{entity.titles}: {count:,} look-ups")
