"""What the dashboard and functions outside may do: exactly what the code sends, on our tables."""

import ast
import json
import re
from pathlib import Path

import pytest
from botocore.session import Session

from entities.catalogue import catalogue
from entities.operations.tables.cloudformation.actions import OPERATIONS, WRITES
from tests.operations.tables.linting import complaints, linted_systems, of, text_of

DYNAMODB = Path(__file__).resolve().parents[3] / "entities" / "dynamodb"
# These name operations to count them, and send none.
COUNTERS = {"calls.py", "metering.py"}
# Made of the access path at run time (requests.py).
MADE = {"Query", "Scan"}
LONGEST_POLICY = 6_144  # letters of a managed policy, without spaces
PSEUDO = {
    "${AWS::Partition}": "aws",
    "${AWS::Region}": "ap-southeast-1",
    "${AWS::AccountId}": "123456789012",
}

every_system = pytest.mark.parametrize("system", [system.name for system in catalogue.systems])


def sent() -> set[str]:
    """Every operation of DynamoDB that the one package that sends any names."""
    known = set(Session().get_service_model("dynamodb").operation_names)
    return MADE | {
        node.value
        for path in DYNAMODB.glob("*.py")
        if path.name not in COUNTERS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
    }


def policy(name: str, system: str, environment: str = "staging", part: str = "policies") -> dict:
    """The document of a policy, with names as they will be."""
    made = of(part, system, environment)
    prefix = made.document["Parameters"]["Prefix"]["Default"]
    text = json.dumps(made.resources[name]["Properties"]["PolicyDocument"])
    for variable, value in {"${Prefix}": prefix, **PSEUDO}.items():
        text = text.replace(variable, value)
    return json.loads(re.sub(r'\{"Fn::Sub": ("[^"]*")\}', r"\1", text))


def actions(document: dict, sid: str = "Tables") -> set[str]:
    (statement,) = [s for s in document["Statement"] if s["Sid"] == sid]
    return {action.removeprefix("dynamodb:") for action in statement["Action"]}


def sids(document: dict) -> set[str]:
    return {statement["Sid"] for statement in document["Statement"]}


def resources(document: dict, sid: str) -> list[str]:
    (statement,) = [s for s in document["Statement"] if s["Sid"] == sid]
    return [arn.rpartition(":table/")[2] for arn in statement["Resource"]]


def test_every_operation_that_is_sent_is_granted_and_no_other():
    assert set(OPERATIONS) == sent(), "entities/…/cloudformation/actions.py grants what is sent"


@linted_systems
def test_cloudformation_takes_the_policies(system):
    assert complaints(text_of(of("policies", system))) == []


@every_system
@pytest.mark.parametrize("name", ["ReaderPolicy", "OperatorPolicy"])
def test_a_policy_names_our_tables_and_their_indexes_and_nothing_else(system, name):
    tables = [table for table in catalogue.tables if table.system.name == system]
    names = [t.system.table_name(t.table, "staging") for t in tables]
    indexed = [t.system.table_name(t.table, "staging") for t in tables if t.indexes]
    document = policy(name, system)

    assert resources(document, "Tables") == names
    if indexed:
        assert resources(document, "Indexes") == [f"{held}/index/*" for held in indexed]
    else:
        assert "Indexes" not in sids(document)
    assert sids(document) - {"Tables", "Indexes"} <= {
        *("Removal", "Account", "Backups", "Restored", "Drilled")
    }


@every_system
@pytest.mark.parametrize("name", ["ReaderPolicy", "OperatorPolicy"])
def test_a_policy_is_short_enough_for_iam(system, name):
    document = policy(name, system)

    assert len(json.dumps(document, separators=(",", ":"))) <= LONGEST_POLICY


def test_the_reader_can_change_no_company_data():
    changing = {action for needed in WRITES.values() for action in needed}
    changing |= {"BatchWriteItem", "CreateTable", "UpdateTable", "TagResource", "DeleteTable"}

    assert actions(policy("ReaderPolicy", "construction")) == {
        *("GetItem", "BatchGetItem", "Query", "Scan"),
        *("DescribeTable", "DescribeTimeToLive", "DescribeContinuousBackups"),
        "ListTagsOfResource",
    }
    assert sids(policy("ReaderPolicy", "construction")) == {"Tables", "Indexes"}
    assert not actions(policy("ReaderPolicy", "construction")) & changing


def test_the_reader_still_records_in_our_own_tables():
    own = actions(policy("ReaderPolicy", "dashboard"))

    assert {"PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem", "BatchWriteItem"} <= own
    assert "CreateTable" not in own


def test_only_deprecated_tables_can_be_removed():
    document = policy("OperatorPolicy", "construction")

    assert actions(document, "Removal") == {"DeleteTable"}
    assert {"multi-table-users", "production-table"} <= {
        name.removeprefix("construction-expenses-staging-")
        for name in resources(document, "Removal")
    }
    assert "construction-expenses-staging-companies" not in resources(document, "Removal")
    assert "Removal" not in sids(policy("OperatorPolicy", "dashboard"))


def test_listing_tables_and_backups_is_all_that_is_granted_on_the_account():
    document = policy("OperatorPolicy", "construction")

    assert actions(document, "Account") == {"ListTables", "ListBackups"}


@every_system
def test_a_restore_writes_to_tables_that_no_declaration_names(system):
    document = policy("OperatorPolicy", system)

    assert resources(document, "Restored") == ["restored-*", "keyroom-drill-*"]
    assert {"RestoreTableFromBackup", "CreateTable", "PutItem"} <= actions(document, "Restored")
    assert (actions(document, "Drilled"), resources(document, "Drilled")) == (
        {"DeleteTable"},
        ["keyroom-drill-*"],
    )
    assert not any(
        table.system.table_name(table.table, environment).startswith(("restored-", "keyroom-drill"))
        for table in catalogue.tables
        for environment in ("production", "staging", "dev")
    )


def test_the_operator_never_overwrites_company_data_in_batches_nor_deletes_tables():
    operator = actions(policy("OperatorPolicy", "construction"))

    assert {"PutItem", "CreateTable", "TagResource", "UpdateTimeToLive"} <= operator
    assert "DeleteTable" not in operator
    assert "BatchWriteItem" not in operator
    assert "BatchWriteItem" in actions(policy("OperatorPolicy", "dashboard"))


def test_an_index_is_only_read():
    assert actions(policy("OperatorPolicy", "construction"), "Indexes") == {"Query", "Scan"}


def test_functions_read_flags_and_assignments_and_nothing_else():
    document = policy("FlagsReaderPolicy", "dashboard", part="functions")

    assert actions(document, "Flags") == {"GetItem", "BatchGetItem", "Query"}
    assert sids(document) == {"Flags"}
    assert resources(document, "Flags") == ["keyroom-staging-assignments", "keyroom-staging-flags"]


def test_functions_are_told_the_names_of_the_tables():
    made = of("functions", "dashboard")
    text = text_of(made)

    assert complaints(text) == []
    assert "#       KEYROOM_FLAGS_TABLE: !ImportValue <stack>-FlagsTable\n" in text
    flags = made.document["Outputs"]["FlagsTable"]
    assert flags["Value"] == {"Fn::Sub": "${Prefix}flags"}
    assert flags["Export"] == {"Name": {"Fn::Sub": "${AWS::StackName}-FlagsTable"}}
