"""What is checked before anything is begun."""

import pytest

from entities.catalogue import catalogue
from entities.operations.tables.prerequisites import MOST_TABLES, readiness
from entities.schema.entity import Index
from tests.engines import new_store
from tests.operations.making import Declared
from tests.operations.tables.by_hand import KNOWN, SYSTEM
from tests.samples import entity_of


def test_all_is_ready_where_the_tables_are(store):
    found = readiness(store, catalogue, system="construction")

    assert found.problems == ()
    environment, names, count = found.facts
    assert environment.startswith("environment dev, region us-east-1, at https://")
    assert names == "Construction: names begin with “construction-expenses-dev-”"
    assert count == "19 of 19 tables exist"


def test_a_prefix_and_another_region_are_told(store, monkeypatch):
    prefixed = new_store()
    prefixed.prefixes["construction"] = "mine-"
    monkeypatch.setattr(type(prefixed), "region", "eu-west-1")

    facts = readiness(prefixed, catalogue, system="construction").facts

    assert "Construction: names begin with “mine-”" in facts
    assert "Construction lives in us-east-1 by default, not in eu-west-1" in facts


def test_the_prefix_of_production_elsewhere_is_a_problem(store):
    prefixed = new_store()
    prefixed.prefixes["construction"] = "construction-expenses-"

    (said,) = readiness(prefixed, catalogue, system="construction").problems

    assert said == (
        "Tables of production begin with “construction-expenses-”, and this is dev: "
        "set another TABLE_PREFIX, or ENVIRONMENT."
    )


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("AccessDeniedException", "DynamoDB refused ListTables"),
        ("UnrecognizedClientException", "No usable AWS credentials were found."),
    ],
)
def test_a_service_that_refuses_is_a_problem_with_its_remedy(store, faults, code, problem):
    faults.refuse("ListTables", code)

    (said,) = readiness(store, catalogue).problems

    assert said.startswith(problem)
    assert "Allowed must be dynamodb:ListTables" in said
    assert "dynamodb:UpdateContinuousBackups" in said


def test_a_service_that_does_not_answer_is_a_problem(store, faults):
    faults.unreachable("ListTables")

    assert "DynamoDB does not answer." in readiness(store, catalogue).problems[0]


def test_what_cannot_be_created_is_a_problem_before_anything_is(bare):
    many = tuple(Index(f"index-{n}", "id") for n in range(21))
    wide = entity_of("wide", "id", partition="id", indexes=many, system=SYSTEM)
    odd = entity_of("odd", "id", partition="id", table="odd name", system=SYSTEM)

    problems = readiness(bare, Declared(*KNOWN.entities, wide, odd)).problems

    assert "at most 20 global indexes" in problems[0]
    assert "3 to 255 letters" in problems[1]


def test_an_account_that_is_full_is_a_problem(bare, faults):
    names = [f"table-{n}" for n in range(MOST_TABLES)]
    faults.answer("ListTables", {"TableNames": names})

    (said,) = readiness(bare, KNOWN).problems

    assert said.startswith("2,500 tables and 3 new ones are more than 2,500")
