"""A template, and the words its resources share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from entities.schema.entity import Entity
from entities.schema.system import System

VERSION = "2010-09-09"
PREFIX = {"Ref": "Prefix"}
ENVIRONMENT = {"Ref": "Environment"}


@dataclass(frozen=True)
class Target:
    """What a template is made for. `prefix`, if given, replaces the environment's."""

    system: System
    environment: str
    prefix: str = ""

    @property
    def name_prefix(self) -> str:
        return self.system.table_name("", self.environment, self.prefix)


@dataclass(frozen=True)
class Template:
    """`name` is the file's without its ending; `remarks` are comments above resources."""

    name: str
    document: dict
    heading: tuple[str, ...] = ()
    remarks: dict[str, str] = field(default_factory=dict)

    @property
    def resources(self) -> dict[str, dict]:
        return self.document["Resources"]


def template(
    target: Target,
    part: str,
    title: str,
    resources: dict,
    *,
    tagged: bool = False,
    parameters: dict | None = None,
    more: dict | None = None,
    outputs: dict | None = None,
    notes: Iterable[str] = (),
    remarks: dict[str, str] | None = None,
) -> Template:
    """A whole template of one part; `more` are sections between parameters and resources.

    `tagged`: its resources are tagged with the environment, which then is a parameter.
    """
    system, environment = target.system, target.environment
    command = f"cloudformation --system {system.name} --environment {environment} --part {part}"
    document = {
        "AWSTemplateFormatVersion": VERSION,
        "Description": f"{title} of {system.label}, {environment}.",
        "Parameters": {
            **(_environment(target) if tagged else {}),
            **_prefix(target),
            **(parameters or {}),
        },
        **(more or {}),
        "Resources": resources,
        **({"Outputs": outputs} if outputs else {}),
    }
    heading = (f"{title} of {system.label}, {environment}.", f"Made by `manage.py {command}`.")
    return Template(
        f"{system.name}-{environment}-{part}", document, (*heading, *notes), remarks or {}
    )


def _environment(target: Target) -> dict:
    return {
        "Environment": {
            "Type": "String",
            "Default": target.environment,
            # Settings differ between environments: each has a template of its own.
            "AllowedValues": [target.environment],
            "Description": "The environment that this template was made for.",
        }
    }


def _prefix(target: Target) -> dict:
    return {
        "Prefix": {
            "Type": "String",
            "Default": target.name_prefix,
            "AllowedPattern": "[A-Za-z0-9_.-]*",
            "Description": "The start of every table name.",
        }
    }


def logical_id(suffix: str, kind: str = "Table") -> str:
    """The name of a resource inside the template: company-users is CompanyUsersTable."""
    words = re.findall(r"[A-Za-z0-9]+", suffix)
    return "".join(word[0].upper() + word[1:] for word in words) + kind


def table_name(entity: Entity) -> dict:
    """The real name of the table, by the prefix of the stack."""
    return {"Fn::Sub": "${Prefix}" + entity.table}


def table_arn(entity: Entity, more: str = "") -> dict:
    """The table's ARN, or with `more` that of what belongs to it, such as `index/*`."""
    return arn_of("${Prefix}" + entity.table + (f"/{more}" if more else ""))


def arn_of(name: str) -> dict:
    """The ARN of the tables whose real names are so."""
    arn = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/"
    return {"Fn::Sub": arn + name}
