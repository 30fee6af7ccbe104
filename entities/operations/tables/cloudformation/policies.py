"""The template of what the dashboard may do: a policy that reads, and one for all its work.

Keyroom never works without its own tables: it records in them even who looked at what. The policy
that only reads company data therefore goes with the one that writes Keyroom's own.
"""

from entities.catalogue import Catalogue
from entities.operations.tables.cloudformation.actions import (
    ACCOUNT,
    BACKUPS,
    CHANGES,
    INDEXED,
    OWN_WRITES,
    READS,
    REMOVALS,
    RESTORED,
    WRITES,
    allowed,
)
from entities.operations.tables.cloudformation.template import (
    Target,
    Template,
    arn_of,
    table_arn,
    template,
)
from entities.operations.tables.temporary import DRILLED, RESTORED_AS
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
    own = target.system.name == OWN
    reads = [READS, WRITES, OWN_WRITES] if own else [READS]
    works = [READS, WRITES, *([OWN_WRITES] if own else []), CHANGES]
    return template(
        target,
        "policies",
        "IAM policies for the dashboard on the tables",
        {
            READER: managed_policy(
                f"The dashboard reads the tables of {target.system.label}.",
                *_statements(tables, reads),
            ),
            OPERATOR: managed_policy(
                f"The dashboard works on the tables of {target.system.label}.",
                *_statements(tables, works),
                *_restoring(),
                statement("Removal", allowed(REMOVALS), _arns(_deprecated(tables))),
                statement("Account", allowed(ACCOUNT), ["*"]),
            ),
        },
        outputs={f"{name}Arn": {"Value": {"Ref": name}} for name in (READER, OPERATOR)},
        notes=NOTES,
        remarks={
            READER: _remark(own, "Looking, searching and exporting; nothing can be changed."),
            OPERATOR: _remark(
                own, "All of it: reading, editing, changing tables and removing deprecated ones."
            ),
        },
    )


def _remark(own: bool, words: str) -> str:
    return "Keyroom's own records are read and written." if own else words


def _statements(tables: list[Entity], groups: list[dict]) -> list[dict]:
    indexed = [table for table in tables if table.indexes]
    reading = [f"dynamodb:{action}" for action in INDEXED]
    return [
        statement("Tables", allowed(*groups), _arns(tables)),
        statement("Indexes", reading, _arns(indexed, "index/*")),
    ]


def _restoring() -> list[dict]:
    """Backups of the tables, and the new tables that restores and drills make of them."""
    restored, drilled = arn_of(f"{RESTORED_AS}*"), arn_of(f"{DRILLED}*")
    return [
        statement("Backups", allowed(BACKUPS), [arn_of("${Prefix}*/backup/*")]),
        statement("Restored", allowed(READS, WRITES, CHANGES, RESTORED), [restored, drilled]),
        statement("Drilled", allowed(REMOVALS), [drilled]),
    ]


def _arns(tables: list[Entity], more: str = "") -> list[dict]:
    return [table_arn(table, more) for table in tables]


def _deprecated(tables: list[Entity]) -> list[Entity]:
    return [table for table in tables if table.lifecycle == "deprecate"]


def managed_policy(words: str, *statements: dict) -> dict:
    """The resource of a managed policy; statements on nothing are left out."""
    document = {"Version": VERSION, "Statement": [s for s in statements if s["Resource"]]}
    properties = {"Description": words, "PolicyDocument": document}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}


def statement(name: str, actions: list[str], resources: list) -> dict:
    return {"Sid": name, "Effect": "Allow", "Action": actions, "Resource": resources}
