"""The template of a system's tables says what is declared, and CloudFormation takes it."""

from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.table_schema import table_definition
from entities.errors import TemplateEmpty
from entities.operations.tables.cloudformation.parts import PARTS, templates
from entities.operations.tables.cloudformation.template import logical_id
from tests.operations.making import Declared, entity
from tests.operations.tables.linting import complaints, linted_systems, of, text_of

BODY_LIMIT = 51_200  # bytes of a template handed over directly

every_system = pytest.mark.parametrize("system", [system.name for system in catalogue.systems])
every_table = pytest.mark.parametrize("table", catalogue.tables, ids=lambda table: table.table)


def properties(table, environment: str = "production") -> dict:
    made = of("tables", table.system.name, environment)
    return made.resources[logical_id(table.table)]["Properties"]


@linted_systems
def test_cloudformation_takes_the_template(system):
    text = text_of(of("tables", system))

    assert complaints(text) == []
    assert len(text.encode()) < BODY_LIMIT


@every_table
def test_a_resource_says_what_is_declared(table):
    held = properties(table)
    definition = table_definition(table, catalogue.sharing(table))

    for name in ("KeySchema", "AttributeDefinitions", "BillingMode", "DeletionProtectionEnabled"):
        assert held[name] == definition[name]
    for name in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        assert held.get(name) == definition.get(name)
    assert held["SSESpecification"] == {"SSEEnabled": True}
    recovery = held["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
    assert recovery is table.settings.point_in_time_recovery
    assert held.get("TimeToLiveSpecification", {}).get("AttributeName") == table.settings.ttl
    assert held.get("StreamSpecification", {}).get("StreamViewType") == table.settings.stream


@every_system
def test_every_table_of_a_system_has_a_resource_that_outlives_the_stack(system):
    resources = of("tables", system).resources
    tables = [table for table in catalogue.tables if table.system.name == system]

    assert [r["Properties"]["TableName"] for r in resources.values()] == [
        {"Fn::Sub": "${Prefix}" + table.table} for table in tables
    ]
    kept = {(r["DeletionPolicy"], r["UpdateReplacePolicy"]) for r in resources.values()}
    assert kept == {("Retain", "Retain")}


def test_names_arns_and_streams_are_put_out():
    outputs = of("tables", "construction").document["Outputs"]

    assert outputs["CompanyUsersTableName"] == {"Value": {"Ref": "CompanyUsersTable"}}
    assert outputs["CompanyUsersTableArn"] == {
        "Value": {"Fn::GetAtt": ["CompanyUsersTable", "Arn"]}
    }
    assert [name for name in outputs if name.endswith("StreamArn")] == [
        "PaddleSubscriptionsTableStreamArn"
    ]


@pytest.mark.parametrize(
    ("environment", "prefix"),
    [
        ("production", "construction-expenses-"),
        ("staging", "construction-expenses-staging-"),
        ("dev", "construction-expenses-dev-"),
    ],
)
def test_an_environment_has_its_own_prefix_and_tags(environment, prefix):
    parameters = of("tables", "construction", environment).document["Parameters"]

    assert parameters["Prefix"]["Default"] == prefix
    assert parameters["Environment"]["AllowedValues"] == [environment]


def test_a_prefix_of_ones_own_replaces_the_environments():
    prefixes = {"construction": "mine-"}
    made = list(templates(catalogue, "tables", environment="dev", prefixes=prefixes))

    found = {t.name: t.document["Parameters"]["Prefix"]["Default"] for t in made}
    assert found == {
        "construction-dev-tables": "mine-",
        "dashboard-dev-tables": "keyroom-dev-",
        "pilotforce-dev-tables": "",
        "pilotforce-deployed-dev-tables": "",
        "rental-dev-tables": "",
    }


def test_what_a_table_is_for_stands_above_it():
    text = text_of(of("tables", "construction"))

    assert "\n  # Projects of a company.\n  CompanyProjectsTable:\n" in text
    assert "  # invoiceNum-index: an invoice number within a company.\n" in text
    assert "  # User account and login data. Deprecated.\n" in text


def test_recovery_that_is_not_wanted_is_off():
    settings = replace(entity("works").settings, point_in_time_recovery=False)
    declared = Declared(replace(entity("works"), settings=settings))

    held = of("tables", "construction", declared=declared).resources["CompanyWorksTable"]

    recovery = held["Properties"]["PointInTimeRecoverySpecification"]
    assert recovery == {"PointInTimeRecoveryEnabled": False}


@pytest.mark.parametrize("part", PARTS)
def test_a_system_without_tables_has_no_template(part):
    nothing = Declared()
    nothing.systems = (entity("flags").system,)

    assert list(templates(nothing, part, environment="dev", prefixes={})) == []
    with pytest.raises(TemplateEmpty, match=f"no template of {part} for the system “dashboard”"):
        list(templates(nothing, part, environment="dev", prefixes={}, system="dashboard"))
