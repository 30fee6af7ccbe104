"""Proves that the audit log is whole, and anchors the days that are finished."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import Refusal
from entities.operations.audit.verification import Verification, verify

TOLD_EVERY = 1_000  # chains, where the output is no terminal


class Command(BaseCommand):
    help = (
        "Walk every chain of the audit log, check every daily anchor and make those that finished "
        "days lack. Exit 1 if anything was altered or removed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect",
            metavar="HASH",
            default="",
            help="the hash of an anchor as printed by an earlier run: it must still be there",
        )

    def handle(self, *, expect="", verbosity=1, **options):
        self.verbosity = verbosity
        try:
            found = verify(
                get_store(),
                catalogue,
                sealer=get_sealer(),
                now=timezone.now(),
                progress=self._tell,
                expected=expect,
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        self._conclude(found)

    def _tell(self, found: Verification) -> None:
        line = f"{found.chains:,} items, {found.entries:,} entries, {len(found.breaks):,} breaks"
        if not self.verbosity:
            return
        if self.stdout.isatty():
            self.stdout.write(f"\r{line}", ending="")
        elif found.chains % TOLD_EVERY == 0:
            self.stdout.write(line)

    def _conclude(self, found: Verification) -> None:
        if self.verbosity and self.stdout.isatty():
            self.stdout.write("")
        for broken in found.breaks:
            self.stderr.write(str(broken))
        if self.verbosity:
            self._sum_up(found)
        if found.breaks:
            raise CommandError(f"The audit log is broken in {len(found.breaks):,} places.")

    def _sum_up(self, found: Verification) -> None:
        checked = f"{found.chains:,} items with {found.entries:,} entries"
        self.stdout.write(f"{checked} and {found.anchors:,} anchors were checked.")
        for day in found.made:
            self.stdout.write(f"{day} is anchored now.")
        if found.last and not found.breaks:
            day, hashed = found.last["entryId"], found.last["hash"]
            self.stdout.write(f"Keep the anchor of {day} elsewhere: {hashed}")
            self.stdout.write("With --expect it vouches for everything until then.")
        if not found.breaks:
            self.stdout.write("The audit log is whole.")
