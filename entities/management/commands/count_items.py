"""Counts every item of every table exactly, for the menu and the overview."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal
from entities.operations.counting import count_items


class Command(BaseCommand):
    help = "Count every item of every table (reads all of them once) and keep the counts."

    def handle(self, *, verbosity=1, **options):
        self.verbosity = verbosity
        try:
            count_items(get_store(), catalogue, now=timezone.now(), progress=self._say)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal

    def _say(self, entity, count: int) -> None:
        if self.verbosity:
            self.stdout.write(f"{entity.table}: {count:,} items")
