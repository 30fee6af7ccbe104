"""Brings tables of a backup set back, always under new names."""

from django.core.management import CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.management.restore_commands import RestoreCommand
from entities.operations.backups.sets import BackupSet
from entities.operations.deeds import Act
from entities.operations.reasons import check_reason, is_required
from entities.operations.restores.choosing import facts_of
from entities.operations.restores.naming import set_named
from entities.operations.restores.sources import BACKUP, EXPORT, MOMENT
from entities.operations.restores.starting import name_for, start_restore
from entities.operations.restores.swapping import swap_steps
from entities.operations.tables.desired import desired_named
from entities.operations.works.restore import RESTORE
from entities.web.hands import own_hands

ACTOR = "restore"


class Command(RestoreCommand):
    help = (
        "Restore the tables of a backup set as new tables, prove them, and set again what no "
        "restore brings along: TTL, stream, tags, recovery, protection. A table that is there is "
        "never written to. With --moment each table as it was then, where that is offered."
    )

    def add_arguments(self, parser):
        parser.add_argument("set", metavar="SET", nargs="?", help="its id, or its name")
        parser.add_argument("--table", help="only this one, by its real name")
        parser.add_argument("--as", dest="name", help="the real name of the new table")
        parser.add_argument("--moment", metavar="ISO", help="as at this time; “latest” is one, too")
        how = "typed export or backup of the service; default: the export where there is one"
        parser.add_argument("--from", dest="how", choices=(EXPORT, BACKUP), default="", help=how)
        parser.add_argument("--leave-out-damaged", action="store_true", help="and restore the rest")
        parser.add_argument("--resume", metavar="RUN", help="go on with a restore that was stopped")
        parser.add_argument("--reason", default="", help="why; production asks for it")

    def handle(self, *, set, table, name, moment, reason, resume, **options):  # noqa: A002
        hands, act = own_hands(), Act(ACTOR, timezone.now(), reason)
        if resume:
            self.resume(resume, hands, act)
            return
        check_reason(reason, required=is_required(hands.store))
        if name and not table:
            raise CommandError("--as names one table: say which --table.")
        held = set_named(hands.store, catalogue, set or "")
        names = _names(held, table, name, act)
        run = start_restore(
            hands,
            RESTORE,
            held,
            act,
            names=names,
            how=MOMENT if moment else options["how"],
            moment="" if moment == "latest" else moment or "",
            leave_out=options["leave_out_damaged"],
        )
        self.drive_and_tell(run, hands)
        self._tell_on(hands, names)

    def _tell_on(self, hands, names: dict[str, str]) -> None:
        for table, name in names.items():
            self.stdout.write(f"{table} is restored as {name}.")
        self.stdout.write("Nothing uses the new tables yet. To have them used:")
        tables = [desired_named(hands.store, catalogue, table) for table in names]
        for number, step in enumerate(swap_steps(tables, names), 1):
            self.stdout.write(f"{number}. {step}")


def _names(held: BackupSet, table: str | None, name: str | None, act: Act) -> dict[str, str]:
    """The new name of each table that is asked for. Raises BackupPartMissing."""
    chosen = facts_of(held, [table] if table else [])
    return {facts.table: name or name_for(facts.table, act) for facts in chosen}
