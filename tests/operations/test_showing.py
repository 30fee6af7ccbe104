"""Items as they are shown: odd values flagged, secrets masked, and nothing ever raised."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.errors import ItemNotFound
from entities.operations.headings import heading_of, key_text
from entities.operations.items import raw_item, show_item
from entities.operations.references import label_keys
from entities.schema.masking import DOTS
from tests.counts import count
from tests.operations.looking import SHOWING
from tests.operations.making import NOW, STAFF, entity, item_of, odd_values, put
from tests.samples import BLOBS, METERS

HEX = "0123456789abcdef" * 4


def test_a_field_under_an_alias_is_shown_as_the_field_and_says_where_it_was():
    works = entity("works")
    item = item_of(works, 1, workName=None, WorkName="Roof", name="Old")

    found = SHOWING.item(works, item).values

    assert (found["workName"].value, found["workName"].held_as) == ("Roof", "WorkName")
    assert (found["name"].value, found["name"].held_as) == ("Old", "name")
    assert found["name"].field.name == "workName"


def test_undeclared_attributes_come_after_the_declared_ones_by_name():
    projects = entity("projects")

    names = list(SHOWING.item(projects, item_of(projects, 1, zebra="z", **{"a b": "x"})).values)

    assert names[-2:] == ["a b", "zebra"]
    assert names[0] == "companyId"


def test_a_key_is_read_aloud_in_every_type():
    assert key_text(METERS, (Decimal(7), Decimal("1.50"))) == "1.50"
    assert key_text(BLOBS, (b"\x00\xff",)) == "00ff"
    assert key_text(entity("expenses"), ("C1", HEX)) == DOTS


@pytest.mark.parametrize("heading", ["", "  ", None, Decimal(1), {}])
def test_an_item_without_a_readable_name_is_called_by_its_key(heading):
    item = item_of(entity("projects"), 1, projectId="p1") | {"name": heading}

    assert heading_of(entity("projects"), item, STAFF) == "p1"


@st.composite
def odd_items(draw):
    """An item of any entity with values of any type in any field but its keys."""
    declared = draw(st.sampled_from(catalogue.entities))
    item = item_of(declared, 1)
    names = [name for name in (*declared.fields_by_any_name, "odd") if name not in declared.keys]
    item |= draw(st.dictionaries(st.sampled_from(names), odd_values, max_size=6))
    return declared, item


@settings(max_examples=count(5000, 150), deadline=None, suppress_health_check=HealthCheck)
@given(odd_items())
def test_any_item_can_be_shown(odd):
    declared, item = odd

    found = SHOWING.item(declared, item)

    assert set(found.values) >= {f.name for f in declared.fields if f.name in item}
    assert isinstance(found.heading, str)
    assert all(isinstance(each.flag, str) for each in found.values.values())
    label_keys(catalogue, declared, [item], declared.fields_by_name)


@settings(max_examples=count(500, 25), deadline=None, suppress_health_check=HealthCheck)
@given(st.data())
def test_any_stored_item_has_a_page_and_a_raw_view(store, data):
    declared, item = data.draw(odd_items())
    for index in declared.indexes:  # their keys have a type, or the item could not be stored
        item |= {name: f"{name}-1" for name in index.keys if declared.key_type(name) == "S"}
        item |= {name: Decimal(1) for name in index.keys if declared.key_type(name) == "N"}
    put(store, declared.name, item)

    key = declared.key_of(item)
    if not declared.holds(item):  # the odd attribute made it another kind of the shared table
        with pytest.raises(ItemNotFound):
            show_item(store, catalogue, declared, key, viewer=STAFF, now=NOW)
        return
    page = show_item(store, catalogue, declared, key, viewer=STAFF, now=NOW)
    assert set(raw_item(store, declared, key, viewer=STAFF).attributes) == set(item)
    assert page.item.key == key
    assert page.size > 0
