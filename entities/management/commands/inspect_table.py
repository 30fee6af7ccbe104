"""Drafts the declaration of a live table; nothing is changed."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal
from entities.operations.tables.drafts import draft
from entities.operations.tables.samples import sample

MOST = 1000  # items of a sample: one page of a scan as a rule


class Command(BaseCommand):
    help = (
        "Print a declaration of the live table NAME, drafted from its schema and a sample of its "
        "items. Only reads."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME", help="the real name, prefix and all")
        parser.add_argument(
            "--sample",
            type=int,
            default=100,
            metavar="N",
            help=f"how many items are read at most, up to {MOST}; 100 by default",
        )

    def handle(self, *, name, verbosity=1, **options):
        most = options["sample"]
        if not 1 <= most <= MOST:
            raise CommandError(f"--sample is a number from 1 to {MOST}.")
        try:
            seen = sample(get_store(), catalogue, name, most=most, now=timezone.now())
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        self.stdout.write(draft(seen, catalogue), ending="")
        if verbosity:
            self.stderr.write(f"{len(seen.items):,} items were read for {seen.units} read units.")
