"""The template of what functions outside need that read the flags and assignments of migrations:
a policy that reads these two tables, and the environment variables that name them."""

from entities.catalogue import Catalogue
from entities.operations.tables.cloudformation.actions import allowed
from entities.operations.tables.cloudformation.policies import managed_policy, statement
from entities.operations.tables.cloudformation.template import (
    Target,
    Template,
    table_arn,
    table_name,
    template,
)
from entities.schema.entity import Entity

READ_BY_FUNCTIONS = ("flags", "assignments")
READS = {"GetItem": ("GetItem",), "BatchGetItem": ("BatchGetItem",), "Query": ("Query",)}
POLICY = "FlagsReaderPolicy"


def functions_template(catalogue: Catalogue, target: Target) -> Template | None:
    """None where the system holds no flags: they are in Keyroom's own tables."""
    tables = [
        table
        for table in catalogue.of_system(target.system.name)
        if table.name in READ_BY_FUNCTIONS
    ]
    if not tables:
        return None
    return template(
        target,
        "functions",
        "Reading the flags of migrations from functions, by the tables",
        {
            POLICY: managed_policy(
                "Functions read the flags and assignments of migrations.",
                statement("Flags", allowed(READS), [table_arn(table) for table in tables]),
            )
        },
        outputs={
            "PolicyArn": {
                "Value": {"Ref": POLICY},
                "Description": "Attach it to the role of each function.",
                "Export": _export("PolicyArn"),
            },
            **{_output(table): _named(table) for table in tables},
        },
        notes=_notes(tables),
    )


def variable(table: Entity) -> str:
    """The environment variable that names the table: KEYROOM_FLAGS_TABLE."""
    return f"KEYROOM_{table.name.upper()}_TABLE"


def _output(table: Entity) -> str:
    return f"{table.name.capitalize()}Table"


def _named(table: Entity) -> dict:
    return {
        "Value": table_name(table),
        "Description": f"The value of {variable(table)}.",
        "Export": _export(_output(table)),
    }


def _export(name: str) -> dict:
    return {"Name": {"Fn::Sub": f"${{AWS::StackName}}-{name}"}}


def _notes(tables: list[Entity]) -> tuple[str, ...]:
    """What to put into the template of a function, word for word."""
    variables = (
        f"    {variable(table)}: !ImportValue <stack>-{_output(table)}" for table in tables
    )
    return (
        "In the template of a function, <stack> being the name of this stack:",
        "  Environment:",
        "    Variables:",
        *(f"  {line}" for line in variables),
        "A flag is the item with the keys `plan` and `flag`: `enabled`, and `percent` where it",
        "holds step by step. An assignment has the keys `plan` and `subject`, a company or user:",
        "`readsFrom`, `authority`, `epoch`. Where an assignment is there, it decides.",
    )
