"""What is worth attention, and the list behind it: both find the same items."""

import pytest
from django.http import QueryDict

from entities.catalogue import catalogue
from entities.operations.widening import widen
from entities.schema.conditions import holds
from entities.web.filters import conditions_of, read_filters

WATCHED = [
    pytest.param(entity, watch, id=f"{entity.name}.{watch.name}")
    for entity in catalogue.of_system("construction")
    for watch in entity.watches
]


@pytest.mark.parametrize("entity, watch", WATCHED)
def test_every_watch_finds_something_in_the_demo_data(entity, watch, demo):
    assert [item for item in demo[entity.name] if watch.test(item)]


@pytest.mark.parametrize("entity, watch", WATCHED)
def test_the_list_behind_a_watch_shows_the_items_it_counted(entity, watch, demo):
    if not watch.query:
        return
    conditions = conditions_of(entity, read_filters(entity, QueryDict(watch.query)))
    wanted = widen(entity, conditions)
    assert conditions
    for item in demo[entity.name]:
        assert all(holds(condition, item) for condition in wanted) == bool(watch.test(item))
