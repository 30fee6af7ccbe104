"""Counts every item of every table exactly, for the menu and the overview."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal
from entities.operations.counting import count_items, read_counts
from entities.schema.viewer import everyone


class Command(BaseCommand):
    help = "Count every item of every table (reads all of them once) and keep the counts."

    def add_arguments(self, parser):
        parser.add_argument("--if-missing", action="store_true", help="only where none are kept")

    def handle(self, *, if_missing=False, verbosity=1, **options):
        self.verbosity = verbosity
        try:
            if (
                if_missing
                and read_counts(get_store(), catalogue, viewer=everyone("count_items")).counted_at
            ):
                return
            count_items(get_store(), catalogue, now=timezone.now(), progress=self._say)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal

    def _say(self, entity, count: int) -> None:
        if self.verbosity:
            self.stdout.write(f"{entity.table}: {count:,} items")
