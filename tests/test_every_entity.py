"""Every declared entity has its pages, by its declaration alone: with items and without."""

import pytest

from entities.catalogue import catalogue
from entities.schema.conditions import Equals
from entities.web.addresses import entity_url, item_url, menu_url
from entities.web.links import list_url
from tests.counts import count
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.html import links, problems, texts

pytestmark = pytest.mark.no_cover  # looks at pages whose lines other tests answer for
ENTITIES = {entity.name: entity for entity in catalogue.entities}


def sound(client, address: str):
    """The page at an address, which opens and keeps the rules of pages."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert list(problems(answer)) == [], address
    return answer


@pytest.mark.parametrize("name", ENTITIES)
def test_an_entity_without_items_has_a_list_that_says_so(web, administrator, name):
    entity = ENTITIES[name]

    page = sound(administrator, entity_url(entity) + "?scan=1")

    assert texts(page, "h1") == [entity.titles]
    assert "Nothing here" in texts(page, "h2")
    assert menu_url(entity) in links(page)


def test_a_list_that_would_need_a_scan_reads_nothing_and_asks(web, administrator):
    administrator.get("/tables/")  # the menu has its figures, and reads them once a minute
    for entity in ENTITIES.values():
        page = sound(administrator, entity_url(entity))

        assert "Name a partition, or ask for a scan" in texts(page, "h2"), entity.name
        assert page.wsgi_request.meter.calls.keys() <= {"BatchGetItem", "DescribeTable"}


def test_every_entity_shows_its_items_by_every_way_its_table_answers(filled, administrator):
    for entity in ENTITIES.values():
        items = [item for page in filled.pages(entity, limit=60) for item in page.items][
            : count(10, 2)
        ]
        for item in items:
            for keys in ((entity.keys), *(index.keys for index in entity.indexes)):
                answers(administrator, entity, item, keys)
            opens(administrator, entity, item)


def answers(client, entity, item, keys) -> None:
    """The list by the partition of the table or of an index shows the item, without a scan."""
    # What an index holds nobody asks it for where the item has no such attribute.
    if not all(isinstance(item.get(key), str) and item[key] for key in keys):
        return
    if entity.is_secret(keys[-1], item[keys[-1]]):
        return
    address = list_url(entity, tuple(Equals(key, item[key]) for key in keys))
    page = sound(client, address)
    assert item_url(entity, entity.key_of(item)) in links(page), address
    assert "Scan" not in page.wsgi_request.meter.calls


def opens(client, entity, item) -> None:
    address = item_url(entity, entity.key_of(item))
    sound(client, address)
    if entity.dashboard:
        sound(client, f"{address}project/")


def test_every_table_stands_on_the_page_of_tables_and_has_a_page(web, administrator):
    page = sound(administrator, "/tables/")

    assert set(texts(page, "span", class_="st ok")) == {"as declared"}
    for entity in catalogue.tables:
        address = f"/tables/{web.table(entity)}/"
        assert address in links(page)
        shown = sound(administrator, address)
        codes = texts(shown, "code")
        assert {*entity.keys, *(index.name for index in entity.indexes)} <= set(codes), address
