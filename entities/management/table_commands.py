"""What the commands about tables share: which tables of which environment, and who is at work."""

import secrets
from collections.abc import Callable

from django.core.management import CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import environment as own_environment
from entities.conf import get_sealer
from entities.errors import PrerequisitesMissing
from entities.management.run_commands import RunCommand, until_interrupted
from entities.operations.deeds import Act
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.segments import DONE, read_segments
from entities.operations.tables.prerequisites import Readiness, readiness
from entities.operations.tables.recording import Recorder
from entities.schema.system import ENVIRONMENTS


class TableCommand(RunCommand):
    """`verbosity` is kept, so that --verbosity 0 says nothing but what is wrong."""

    verbosity = 1

    def add_arguments(self, parser):
        parser.add_argument("--system", help="only the tables of this system")
        self.add_environment(parser)

    def add_environment(self, parser):
        parser.add_argument(
            "--environment",
            choices=ENVIRONMENTS,
            default=own_environment(),
            help="whose tables; default: %(default)s",
        )

    def execute(self, *args, **options):
        self.verbosity = options.get("verbosity", 1)
        return super().execute(*args, **options)

    def say(self, line: str) -> None:
        if self.verbosity:
            self.stdout.write(line)

    def carried(self, run: Run, hands: Hands) -> Run:
        """The run of an index change, driven to its end; what it waits for is told once."""
        told = {""}

        def tell(run: Run) -> None:
            segments = read_segments(hands.store, hands.catalogue, run.run_id)
            waits = next((s.waits for s in segments if s.waits and s.status != DONE), "")
            if waits not in told:
                told.add(waits)
                self.tell(run.item["plan"], waits)

        with until_interrupted() as stopped:
            name = f"{run.operation} {secrets.token_hex(3)}"
            return Driver(hands, name, stop=stopped.is_set).drive(run.run_id, tell)

    def tell(self, table: str, words: str) -> None:
        """Progress of one table."""
        self.say(f"{table}: {words}")


def check_system(system: str | None) -> None:
    """Raises CommandError for a system that is not there."""
    known = [known.name for known in catalogue.systems]
    if system and system not in known:
        raise CommandError(f"There is no system “{system}”. Known: {', '.join(known)}.")


def recorder(store, actor: str, reason: str) -> Recorder:
    act = Act(actor, timezone.now(), reason)
    return Recorder(store, catalogue, act, get_sealer(), clock=timezone.now)


def must_be_ready(store, system: str | None, say: Callable[[str], None]) -> Readiness:
    """Says where it would work. Raises PrerequisitesMissing with all that is not there."""
    found = readiness(store, catalogue, system=system)
    for fact in found.facts:
        say(fact)
    if found.problems:
        raise PrerequisitesMissing(list(found.problems))
    return found
