"""CloudFormation's own rules, as cfn-lint knows them."""

import pytest
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from entities import yaml_text
from entities.catalogue import catalogue
from entities.operations.tables.cloudformation.parts import templates
from entities.operations.tables.cloudformation.template import Template

linted_systems = pytest.mark.parametrize("system", [system.name for system in catalogue.systems])


def of(part: str, system: str, environment: str = "staging", declared=catalogue) -> Template:
    """The one template of a part and system."""
    (made,) = templates(declared, part, environment=environment, prefixes={}, system=system)
    return made


def text_of(made: Template) -> str:
    return yaml_text.write(made.document, heading=made.heading, remarks=made.remarks)


def complaints(text: str, region: str = "us-east-1") -> list[str]:
    """What is wrong with a template, warnings included."""
    found = lint(text, config=ManualArgs(regions=[region]))
    return [f"{match.rule.id} line {match.linenumber}: {match.message}" for match in found]
