"""The declared tables are the tables that exist."""

import json
from pathlib import Path

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.table_schema import table_definition
from entities.schema.entity import Entity
from entities.schema.table_settings import KMS

FACTS = json.loads((Path(__file__).parent / "tables.json").read_text())
TABLES = {facts["suffix"]: facts for facts in FACTS["tables"]}
SYSTEMS = sorted({facts["system"] for facts in TABLES.values()})

every_table = pytest.mark.parametrize("facts", TABLES.values(), ids=TABLES)


def declared(facts: dict) -> Entity:
    return next(e for e in catalogue.of_system(facts["system"]) if e.table == facts["suffix"])


def shape(index) -> tuple:
    return (index.name, index.partition, index.sort, index.projection)


def stated(index: dict) -> tuple:
    return (index["name"], index["partition_key"], index["sort_key"], index["projection"])


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_table_is_declared_and_none_is_invented(system):
    stated = {name for name, facts in TABLES.items() if facts["system"] == system}
    assert {entity.table for entity in catalogue.of_system(system)} == stated


@every_table
def test_a_table_is_of_its_stated_generation_and_region(facts):
    entity = declared(facts)
    stated = facts["generation"]
    assert entity.generation == ("company" if stated == "supporting" else stated)
    assert entity.system.region == facts.get("region", "us-east-1")


@every_table
def test_a_table_has_its_stated_keys(facts):
    entity = declared(facts)
    assert (entity.partition, entity.sort) == (facts["partition_key"], facts["sort_key"])
    assert list(entity.sort_variants) == facts["sort_key_variants"]


@every_table
def test_a_table_has_its_stated_global_indexes(facts):
    held = [shape(index) for index in declared(facts).indexes if not index.local]
    assert held == [stated(index) for index in facts["gsis"]]


@every_table
def test_a_table_has_its_stated_local_indexes(facts):
    held = [shape(index) for index in declared(facts).indexes if index.local]
    assert held == [stated(index) for index in facts["lsis"]]


@every_table
def test_key_attributes_have_their_stated_types(facts):
    entity = declared(facts)
    names = {*entity.keys, *(name for index in entity.indexes for name in index.keys)}
    assert {name: entity.key_type(name) for name in names} == facts["attribute_types"]


@every_table
def test_a_table_has_its_stated_settings(facts):
    settings = declared(facts).settings
    assert settings.ttl == facts["ttl_attribute"]
    assert settings.stream == facts["stream"]
    assert settings.point_in_time_recovery == facts["pitr_wanted"]
    assert (settings.encryption == KMS) == facts["sse_wanted"]
    assert settings.protected_in("production") == facts["deletion_protection_wanted"]
    assert not settings.protected_in("staging")
    assert settings.recovery_days == 35
    assert table_definition(declared(facts))["BillingMode"] == facts["billing_mode"]


@every_table
def test_a_table_has_its_stated_name_in_every_environment(facts):
    entity = declared(facts)
    name = entity.system.table_name
    assert name(entity.table, "production") == facts["production_name"]
    for environment in ("production", "staging", "dev"):
        form = FACTS["environments"][facts["system"]][environment]
        wanted = form.format(suffix=facts["suffix"])
        assert name(entity.table, environment) == wanted


@every_table
def test_a_table_tells_its_purpose_and_its_end(facts):
    entity = declared(facts)
    assert entity.lifecycle == facts["lifecycle"]
    assert entity.purpose
    others = {*entity.other_tables, f"construction-expenses-staging-{entity.table}"}
    others.add(f"construction-expenses-dev-{entity.table}")
    assert set(facts["other_names"]) <= others


def test_entities_of_one_table_agree_on_its_settings():
    for entity in catalogue.entities:
        for other in catalogue.sharing(entity):
            assert other.settings == entity.settings
            assert other.indexes == entity.indexes


def test_the_thirteen_production_tables_have_thirteen_global_indexes():
    tables = [e for e in catalogue.of_system("construction") if e.generation == "company"]
    counts = {entity.table: len(entity.indexes) for entity in tables}
    spread = FACTS["gsi_distribution"]
    assert len(counts) == 13
    assert sum(counts.values()) == 13
    assert {number: sum(1 for c in counts.values() if c == number) for number in (0, 1, 2)} == {
        0: 4,
        1: 5,
        2: 4,
    }
    for number, names in spread.items():
        assert {name for name, count in counts.items() if count == int(number)} == set(names)
