"""Creates the declared tables that are missing; existing tables are left as they are."""

from django.core.management import BaseCommand, CommandError

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal
from entities.operations.tables.creation import create_missing


class Command(BaseCommand):
    help = "Create the declared tables that are missing, with all their settings. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--system", help="only the tables of this system")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be created")

    def handle(self, *, system=None, dry_run=False, verbosity=1, **options):
        known = [known.name for known in catalogue.systems]
        if system and system not in known:
            raise CommandError(f"There is no system “{system}”. Known: {', '.join(known)}.")
        try:
            for outcome in create_missing(get_store(), catalogue, system=system, dry_run=dry_run):
                if verbosity:
                    self.stdout.write(f"{outcome.table}: {outcome.words}")
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
