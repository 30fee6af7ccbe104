"""What holds for every item of the demo data, mistakes included."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.limits import check_item
from entities.operations.demo import items_by_entity
from entities.schema.values import content_hash, item_size, type_of

OTHER_HOST = re.compile(r"@(?!example\.(?:com|org)\b)", re.IGNORECASE)


def every(demo):
    return [(catalogue.entity(name), item) for name, items in demo.items() for item in items]


def test_every_item_is_one_that_dynamodb_accepts(demo):
    for entity, item in every(demo):
        check_item(entity, item)


def test_every_item_is_of_the_kind_it_is_loaded_as(demo):
    assert not [item for entity, item in every(demo) if not entity.holds(item)]


def test_no_two_items_of_a_table_share_a_key(demo):
    keys = Counter((entity.table, *entity.key_of(item)) for entity, item in every(demo))
    assert [key for key, times in keys.items() if times > 1] == []


def test_the_same_items_are_made_every_time(demo):
    again = items_by_entity()
    assert {name: len(items) for name, items in again.items()} == {
        name: len(items) for name, items in demo.items()
    }
    for name in ("companies", "multi-users", "paddle-webhooks", "single-works"):
        assert [content_hash(i) for i in again[name]] == [content_hash(i) for i in demo[name]]


def test_numbers_are_decimals_and_nothing_else(demo):
    for _, item in every(demo):
        for value in item.values():
            assert type_of(value)  # raises for a float, an int, a tuple
            assert not isinstance(value, float)


def test_every_row_of_the_single_table_repeats_its_own_id(demo):
    owned = {"works": "workId", "projects": "projectId", "contractors": "contractorId"}
    for kind, own in owned.items():
        assert all(item["expenseId"] == item[own] for item in demo[f"single-{kind}"])


def test_composite_attributes_of_the_multi_table_design_hold_their_parts(demo):
    for name in ("multi-projects", "multi-works", "multi-expenses"):
        for item in demo[name]:
            for attribute in [attribute for attribute in item if "#" in attribute]:
                assert item[attribute] == "#".join(item[part] for part in attribute.split("#"))


def test_every_office_of_luzon_has_its_two_system_rows(demo):
    companies = {
        item["companyId"] for item in demo["companies"] if "District" in item.get("name", "")
    }
    projects = Counter(p["companyId"] for p in demo["projects"] if p.get("isSystemProject"))
    contractors = Counter(
        c["companyId"] for c in demo["contractors"] if c.get("isSystemContractor")
    )
    assert len(companies) >= 98
    assert all(projects[company] == contractors[company] == 1 for company in companies)


def test_one_item_comes_near_the_largest_that_is_possible(demo):
    largest = max(item_size(item) for _, item in every(demo))
    assert 380_000 < largest <= 400_000


@pytest.mark.parametrize("name", ["company-users", "multi-users", "invitations", "contractors"])
def test_nobody_has_an_address_that_leads_anywhere(demo, name):
    for item in demo[name]:
        assert not OTHER_HOST.search(str(item.get("email", "")))


def test_ids_with_every_awkward_character_are_there(demo):
    ids = "".join(item["projectId"] for item in demo["projects"])
    assert set(",/%#| 🏗מ\n\"'<.?&") <= set(ids)


def test_values_of_all_ten_types_are_there(demo):
    found = {type_of(value) for item in demo["projects"] for value in item.values()}
    assert found == {"S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"}


def test_a_few_offices_bring_everything_that_is_made_up(demo):
    few = items_by_entity(only_offices=1)
    assert few.keys() == demo.keys()
    assert sum(map(len, few.values())) < 1_500
    for name in ("multi-users", "invitations", "paddle-webhook-dlq", "single-unknown"):
        assert few[name] == demo[name]


def test_fractions_of_amounts_are_kept(demo):
    assert [e for e in demo["expenses"] if e["amount"] == Decimal("0.01")]
