"""Prints CloudFormation templates made from the declarations; nothing is read or changed."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from entities import yaml_text
from entities.catalogue import catalogue
from entities.conf import environment, table_prefixes
from entities.errors import Refusal
from entities.operations.tables.cloudformation.parts import PARTS, templates
from entities.operations.tables.cloudformation.template import Template
from entities.schema.system import ENVIRONMENTS


class Command(BaseCommand):
    help = (
        "Print the CloudFormation template of every system, or of one. Nothing is read or changed: "
        "the templates follow from the declarations."
    )

    def add_arguments(self, parser):
        parser.add_argument("--system", metavar="S", help="only the template of this system")
        parser.add_argument("--environment", choices=ENVIRONMENTS, help="by default the current")
        parser.add_argument("--part", choices=PARTS, default="tables", help="by default tables")
        parser.add_argument("--to", metavar="DIR", help="write a file per template instead")

    def handle(self, *, system, part, to, verbosity=1, **options):
        known = [known.name for known in catalogue.systems]
        if system and system not in known:
            raise CommandError(f"There is no system “{system}”. Known: {', '.join(known)}.")
        asked = options["environment"] or environment()
        try:
            prefixes = table_prefixes(asked)
            made = templates(catalogue, part, environment=asked, prefixes=prefixes, system=system)
            texts = {template.name: _text(template) for template in made}
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        if to:
            self._keep(texts, Path(to), verbosity)
        else:
            self.stdout.write("\n---\n".join(texts.values()), ending="")

    def _keep(self, texts: dict[str, str], folder: Path, verbosity: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            path = folder / f"{name}.yaml"
            path.write_text(text, encoding="utf-8")
            if verbosity:
                self.stdout.write(f"{path}: {len(text.encode()):,} bytes")


def _text(template: Template) -> str:
    return yaml_text.write(template.document, heading=template.heading, remarks=template.remarks)
