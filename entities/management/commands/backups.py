"""Lists the backup sets, says what is wrong with them, and removes those whose time is over."""

import sys

from django.core.management import CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import ConfirmationMissing
from entities.management.run_commands import RunCommand
from entities.operations.backups.removing import preview, remove_sets
from entities.operations.backups.sets import BackupSet, read_sets
from entities.operations.backups.tables import tables_there
from entities.operations.deeds import Act
from entities.operations.works.prune import PRUNE
from entities.web.backups.alarms import alarms_of
from entities.web.backups.policy import backup_policy
from entities.web.hands import own_hands

ACTOR = "backups"
HEADINGS = ("set", "name", "kind", "status", "begun", "items", "bytes", "drill", "held")


class Command(RunCommand):
    help = (
        "List the backup sets with their age, size and last drill, and say what breaks the policy. "
        "--check exits with 1 where something does. --prune removes sets whose time is over: never "
        "one that is held, one of the last three, or the last one that a drill proved."
    )

    def add_arguments(self, parser):
        parser.add_argument("--system", help="only the sets of this system")
        parser.add_argument(
            "--check", action="store_true", help="exit 1 where the policy is broken"
        )
        parser.add_argument("--prune", action="store_true", help="remove what has had its time")
        parser.add_argument("--dry-run", action="store_true", help="with --prune: only show")
        parser.add_argument("--yes", action="store_true", help="with --prune: without asking")
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")

    def handle(self, *, system, check, prune, dry_run, yes, reason, **options):
        if prune:
            self._prune(system, dry_run, yes, reason)
            return
        store = get_store()
        sets = [s for s in read_sets(store, catalogue) if system in (None, s.system)]
        self._list(sets)
        systems = [s for s in catalogue.systems if system in (None, s.name)]
        there = [s for s in systems if tables_there(store, catalogue, s.name)]
        found = alarms_of(store, sets, there, timezone.now())
        for alarm in found:
            self.stderr.write(alarm.words)
        if check and found:
            raise CommandError(f"The policy is broken in {len(found)} places.")

    def _list(self, sets: list[BackupSet]) -> None:
        rows = [HEADINGS, *(_row(held) for held in sets)]
        widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())

    def _prune(self, system, dry_run: bool, yes: bool, reason: str) -> None:
        hands, policy = own_hands(), backup_policy()
        found = [v for v in preview(hands, policy) if system in (None, v.held.system)]
        going = [verdict.held.set_id for verdict in found if verdict.goes]
        for verdict in found:
            word = "goes" if verdict.goes else "stays"
            self.stdout.write(f"{verdict.held.set_id} {word}: {verdict.why}")
        if dry_run or not going:
            return
        if not (yes or self._is_confirmed(len(going))):
            raise ConfirmationMissing
        act = Act(ACTOR, timezone.now(), reason or "Their time is over.")
        self.drive(remove_sets(hands, PRUNE, going, act, policy), hands)

    def _is_confirmed(self, count: int) -> bool:
        if not sys.stdin.isatty():
            return False
        self.stdout.write(f"Remove {count} sets for good? Type yes: ", ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip() == "yes"


def _row(held: BackupSet) -> tuple[str, ...]:
    return (
        held.set_id,
        held.name,
        held.kind,
        held.status,
        f"{held.at('startedAt'):%Y-%m-%d %H:%M}",
        f"{held.items:,}",
        f"{held.bytes:,}",
        held.drill_status or "never",
        ", ".join(sorted(held.held_by)),
    )
