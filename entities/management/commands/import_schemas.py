"""Creates tables from exported schemas; existing tables are left as they are."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from entities.catalogue import catalogue
from entities.conf import environment, store_of
from entities.errors import Refusal
from entities.management.table_commands import recorder
from entities.operations.tables.creation import create_missing
from entities.operations.tables.recreating import Exported
from entities.operations.tables.schemas import Schema, read
from entities.schema.system import ENVIRONMENTS

ACTOR = "import_schemas"


class Command(BaseCommand):
    help = (
        "Create the tables of the files in DIR, as export_schemas wrote them, under the names of "
        "an environment. Tables that are there already are left as they are. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", metavar="DIR")
        parser.add_argument("--system", metavar="S", help="only the tables of this system")
        parser.add_argument("--environment", choices=ENVIRONMENTS, help="by default the current")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be created")

    def handle(self, *, directory, system, dry_run, verbosity=1, **options):
        paths = sorted(Path(directory).rglob("*.json"))
        if not paths:
            raise CommandError(f"{directory} holds no exported schema.")
        try:
            exported = Exported([_read(path) for path in paths], catalogue.systems)
            store = store_of(options["environment"] or environment())
            by = recorder(store, ACTOR, f"made again from {directory}")
            outcomes = create_missing(store, exported, by, system=system, dry_run=dry_run)
            for outcome in outcomes:
                if verbosity:
                    self.stdout.write(f"{outcome.table}: {outcome.words}")
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal


def _read(path: Path) -> Schema:
    try:
        return read(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read.") from error
