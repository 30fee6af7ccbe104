"""Backs up the tables of a system as one set, or of all systems as one set each."""

from argparse import BooleanOptionalAction

from django.core.management import CommandError
from django.utils import timezone

from entities import conf
from entities.catalogue import catalogue
from entities.errors import NothingToBackUp, Refusal
from entities.management.run_commands import RunCommand
from entities.management.table_commands import check_system
from entities.operations.backups.schedule import take_due
from entities.operations.backups.sets import KINDS, MANUAL, find_set
from entities.operations.backups.taking import Wanted, back_up
from entities.operations.deeds import Act
from entities.operations.runs.status import FAILED, PAUSED
from entities.operations.works.backup import BACKUP
from entities.schema.system import ENVIRONMENTS
from entities.web.backups.policy import backup_policy
from entities.web.hands import own_hands

ACTOR = "back_up"


class Command(RunCommand):
    help = (
        "Back up tables: on-demand backups where the engine offers them, and a typed export of "
        "every item, with a manifest of counts and hashes. One set per system. With --due only "
        "what the policy says is due: for a timer, however often, on any number of machines."
    )

    def add_arguments(self, parser):
        parser.add_argument("--system", help="only this one; default: every one with tables")
        parser.add_argument("--environment", choices=ENVIRONMENTS, help="whose tables")
        parser.add_argument("--tables", nargs="+", default=[], help="real names, of one system")
        parser.add_argument("--name", default="", help="what to call the set")
        parser.add_argument("--kind", choices=KINDS, default=MANUAL)
        parser.add_argument("--to", metavar="FOLDER|s3://…", help="a full path or a bucket")
        parser.add_argument("--native", action=BooleanOptionalAction, default=True)
        parser.add_argument("--export", action=BooleanOptionalAction, default=True)
        parser.add_argument("--due", action="store_true", help="only what is due, if anything")
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")

    def handle(self, *, system, tables, due, **options):
        check_system(system)
        if tables and not system:
            raise CommandError("Name the --system that the tables belong to.")
        systems = [system] if system else [known.name for known in catalogue.systems]
        options["system"] = system
        failed = [name for name in systems if not self._take(name, tables, due, options)]
        if failed:
            raise CommandError(f"Not backed up: {', '.join(failed)}. What stands above says why.")

    def _take(self, system: str, tables: list[str], due: bool, options: dict) -> bool:
        """Whether the system has what it should: one that fails stops no other."""
        try:
            return self._due(system, options) if due else self._now(system, tables, options)
        except (CommandError, Refusal) as error:
            self.stderr.write(f"{system}: {error} {getattr(error, 'hint', '')}".strip())
            return False

    def _now(self, system: str, tables: list[str], options: dict) -> bool:
        hands, act = own_hands(), Act(ACTOR, timezone.now(), options["reason"])
        wanted = Wanted(
            system,
            options["environment"] or hands.store.environment,
            options["to"] or conf.backup_targets()[0],
            options["name"],
            options["kind"],
            tuple(tables),
            options["native"],
            options["export"],
        )
        try:
            run = back_up(hands, BACKUP, wanted, act, backup_policy())
        except NothingToBackUp as nothing:
            if options["system"]:
                raise
            self.stdout.write(f"{system}: {nothing}")
            return True
        self.drive(run, hands)
        self._tell(hands, run)
        return True

    def _due(self, system: str, options: dict) -> bool:
        hands, act = own_hands(), Act(ACTOR, timezone.now(), options["reason"] or "It was due.")
        target = options["to"] or conf.backup_targets()[0]
        native = options["native"]
        run = take_due(hands, BACKUP, system, target, act, backup_policy(), native=native)
        if run is None:
            return True
        if run.status in (FAILED, PAUSED):
            self.stderr.write(f"{system}: run {run.run_id} is {run.status}: {run.reason}")
            return run.status == PAUSED
        self.drive(run, hands)
        self._tell(hands, run)
        return True

    def _tell(self, hands, run) -> None:
        held = find_set(hands.store, hands.catalogue, run.run_id)
        self.stdout.write(
            f"{held.system}: set {held.set_id}, {len(held.tables)} tables, {held.items:,} items, "
            f"{held.bytes:,} bytes, read within {held.skew_seconds} s"
        )
