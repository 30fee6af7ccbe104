"""Prints CloudFormation templates made from the declarations, and how to get there in updates."""

from dataclasses import replace
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from entities import yaml_text
from entities.catalogue import catalogue
from entities.conf import environment, store_of, table_prefixes
from entities.errors import Refusal
from entities.operations.tables.cloudformation.live import live_document
from entities.operations.tables.cloudformation.parts import PARTS, templates
from entities.operations.tables.cloudformation.template import Template
from entities.operations.tables.cloudformation.updates import Comparison, compare
from entities.schema.system import ENVIRONMENTS

TABLES, LIVE = "tables", "live"


class Command(BaseCommand):
    help = (
        "Print the CloudFormation template of every system, or of one. The templates follow from "
        "the declarations: nothing is changed, and only --compare live reads anything."
    )

    def add_arguments(self, parser):
        parser.add_argument("--system", metavar="S", help="only the template of this system")
        parser.add_argument("--environment", choices=ENVIRONMENTS, help="by default the current")
        parser.add_argument("--part", choices=PARTS, default=TABLES, help="by default tables")
        parser.add_argument("--to", metavar="DIR", help="write a file per template instead")
        parser.add_argument(
            "--compare",
            metavar="OLD",
            help="list the updates from a template that is deployed, or from the live tables "
            "(live), in the order in which they can be deployed; --to writes their templates",
        )

    def handle(self, *, system, part, to, compare, verbosity=1, **options):
        known = [known.name for known in catalogue.systems]
        if system and system not in known:
            raise CommandError(f"There is no system “{system}”. Known: {', '.join(known)}.")
        if compare and (part != TABLES or not system):
            raise CommandError("--compare is for the tables of one system: name it by --system.")
        self.verbosity = verbosity
        asked = options["environment"] or environment()
        prefixes = table_prefixes(asked)
        try:
            made = templates(catalogue, part, environment=asked, prefixes=prefixes, system=system)
            if compare:
                self._compare(next(made), system, asked, compare, to)
            else:
                self._print(list(made), to)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal

    def _print(self, made: list[Template], to: str | None) -> None:
        if to:
            self._keep(made, Path(to))
        else:
            self.stdout.write("\n---\n".join(map(_text, made)), ending="")

    def _compare(self, wanted: Template, system: str, asked: str, old: str, to: str | None):
        if old == LIVE:
            before = live_document(store_of(asked), catalogue, system, wanted)
        else:
            before = yaml_text.read(_read(Path(old)), old)
        found = compare(before, wanted.document)
        self._tell(wanted, found)
        if to:
            steps = enumerate((update.document for update in found.updates), 1)
            made = [replace(wanted, name=f"{wanted.name}-{n}", document=d) for n, d in steps]
            self._keep(made, Path(to))

    def _tell(self, wanted: Template, found: Comparison) -> None:
        if not found.updates and not found.obstacles:
            self.stdout.write(f"{wanted.name}: nothing to update")
        for number, update in enumerate(found.updates, 1):
            self.stdout.write(f"Update {number} of {len(found.updates)}")
            self.stdout.write("\n".join(f"  {change}" for change in update.changes))
        if found.obstacles:
            self.stdout.write("No update can do this")
            self.stdout.write("\n".join(f"  {obstacle}" for obstacle in found.obstacles))

    def _keep(self, made: list[Template], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for template in made:
            path, text = folder / f"{template.name}.yaml", _text(template)
            path.write_text(text, encoding="utf-8")
            if self.verbosity:
                self.stdout.write(f"{path}: {len(text.encode()):,} bytes")


def _text(template: Template) -> str:
    return yaml_text.write(template.document, heading=template.heading, remarks=template.remarks)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read.") from error
