"""Proves a backup set by restoring it for a while."""

from django.utils import timezone

from entities.catalogue import catalogue
from entities.management.restore_commands import RestoreCommand
from entities.operations.deeds import Act
from entities.operations.restores.drilling import start_drill
from entities.operations.restores.naming import set_named
from entities.operations.works.drill import DRILL
from entities.web.hands import own_hands

ACTOR = "drill"


class Command(RestoreCommand):
    help = (
        "Restore a backup set under temporary names, compare every item, set again what no restore "
        "brings along, remove the temporary tables, and stamp the set verified or failing. Exit 1 "
        "where anything is wrong; what is wrong is named."
    )

    def add_arguments(self, parser):
        parser.add_argument("set", metavar="SET", nargs="?", help="its id, or its name")
        parser.add_argument("--resume", metavar="RUN", help="go on with a drill that was stopped")
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")

    def handle(self, *, set, resume, reason, **options):  # noqa: A002
        hands = own_hands()
        act = Act(ACTOR, timezone.now(), reason)
        if resume:
            self.resume(resume, hands, act)
            return
        held = set_named(hands.store, catalogue, set or "")
        self.drive_and_tell(start_drill(hands, DRILL, held, act), hands)
        self.stdout.write(f"Set {held.set_id} is verified.")
