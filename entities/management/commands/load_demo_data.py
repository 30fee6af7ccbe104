"""Loads the demo data into the tables that are there; refused in production."""

from django.core.management import BaseCommand, CommandError

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal
from entities.operations.demo import load
from entities.operations.lookups import are_built


class Command(BaseCommand):
    help = (
        "Load the demo data: 7,383 public contracts in three generations of tables, with made-up "
        "people and billing. What is there already stays as it is, so it is safe to repeat. "
        "Works in dev and staging."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--only-offices",
            type=int,
            metavar="N",
            help="only the first N offices of each island, and everything made up",
        )
        parser.add_argument(
            "--if-missing",
            action="store_true",
            help="only where search was never built, which comes after a whole load: so that what "
            "staff deleted since does not come back",
        )

    def handle(self, *, only_offices=None, if_missing=False, verbosity=1, **options):
        def tell(entity, loaded):
            if verbosity:
                self.stdout.write(
                    f"{entity.titles}: {loaded.written:,} written, {loaded.present:,} there already"
                )

        try:
            store = get_store()
            if if_missing and are_built(store, catalogue):
                return
            summary = load(store, catalogue=catalogue, progress=tell, only_offices=only_offices)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        if verbosity:
            self.stdout.write(f"Loaded {summary.written:,} items; {summary.present:,} were there.")
