"""The template of what the dashboard may do: a policy that reads, and one for all its work.

Keyroom never works without its own tables: it records in them even who looked at what. The policy
that only reads company data therefore goes with the one that writes Keyroom's own.
"""

from entities.catalogue import Catalogue
from entities.operations.tables.cloudformation.actions import (
    CHANGES,
    INDEXED,
    OWN_WRITES,
    READS,
    WRITES,
    allowed,
)
from entities.operations.tables.cloudformation.template import (
    Target,
    Template,
    table_arn,
    template,
)
from entities.schema.entity import Entity

OWN = "dashboard"
READER, OPERATOR = "ReaderPolicy", "OperatorPolicy"
VERSION = "2012-10-17"
NOTES = (
    "Attach to the role of the dashboard either the reader's or the operator's policy, of every",
    "system it works with and of Keyroom's own tables (--system dashboard).",
)


def policies_template(catalogue: Catalogue, target: Target) -> Template | None:
    """None where the system declares no table."""
    tables = [table for table in catalogue.tables if table.system.name == target.system.name]
    if not tables:
        return None
    label, own = target.system.label, target.system.name == OWN
    reads = [READS, WRITES, OWN_WRITES] if own else [READS]
    works = [READS, WRITES, *([OWN_WRITES] if own else []), CHANGES]
    return template(
        target,
        "policies",
        "IAM policies for the dashboard on the tables",
        {
            READER: _policy(f"The dashboard reads the tables of {label}.", tables, reads),
            OPERATOR: _policy(f"The dashboard works on the tables of {label}.", tables, works),
        },
        outputs={f"{name}Arn": {"Value": {"Ref": name}} for name in (READER, OPERATOR)},
        notes=NOTES,
        remarks={
            READER: _remark(own, "Looking, searching and exporting; nothing can be changed."),
            OPERATOR: _remark(own, "All of it: reading, editing, and changing tables."),
        },
    )


def _remark(own: bool, words: str) -> str:
    return "Keyroom's own records are read and written." if own else words


def _policy(words: str, tables: list[Entity], groups: list[dict]) -> dict:
    return managed_policy(
        words,
        statement("Tables", allowed(*groups), [table_arn(table) for table in tables]),
        statement(
            "Indexes",
            [f"dynamodb:{action}" for action in INDEXED],
            [table_arn(table, "index/*") for table in tables if table.indexes],
        ),
    )


def managed_policy(words: str, *statements: dict) -> dict:
    """The resource of a managed policy; statements on nothing are left out."""
    document = {"Version": VERSION, "Statement": [s for s in statements if s["Resource"]]}
    properties = {"Description": words, "PolicyDocument": document}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}


def statement(name: str, actions: list[str], resources: list[dict]) -> dict:
    return {"Sid": name, "Effect": "Allow", "Action": actions, "Resource": resources}
