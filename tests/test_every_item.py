"""Every item of the whole demo data opens, on the embedded engine: details and raw.

A sample in `make test`: what is odd, wrong or made up, and every 10th of a few offices of each
island, each with its details and every third also raw; all of everything with KEYROOM_SOAK.
"""

import html
from itertools import islice

import pytest

from entities import conf
from entities.catalogue import catalogue
from entities.dynamodb.client import connect
from entities.operations.demo.dataset import MADE_UP, items_by_entity, load
from entities.operations.demo.odd_keys import ODD_COMPANY, ODD_KEYS
from entities.operations.tables.creation import create_missing
from entities.schema.conditions import Equals
from entities.web.addresses import item_url
from entities.web.links import list_url
from entities.web.navigation import counts_cache
from tests.counts import SOAKING, count
from tests.engine.process import PYTHON, EngineProcess
from tests.operations.tables.changer import recorder
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.html import links

pytestmark = pytest.mark.no_cover  # looks at pages whose lines other tests answer for
EVERY, EVERY_RAW = count(1, 10), count(1, 3)
SHARES = count(2, 1)  # each by a worker of its own, on an engine of its own
OFFICES = None if SOAKING else 3  # of each island


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    """The address of an engine for the demo data."""
    if not PYTHON.exists():
        pytest.skip("the engine is not installed: run `make .venv-engine`")
    process = EngineProcess(tmp_path_factory.mktemp("every-item") / "engine")
    process.start()
    try:
        yield f"http://127.0.0.1:{process.port}"
    finally:
        process.stop()


@pytest.fixture(scope="module")
def loaded(embedded):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conf, "connect", lambda: connect(endpoint=embedded))
        conf.get_store.cache_clear()
        counts_cache.clear()
        store = conf.get_store()
        list(create_missing(store, catalogue, recorder(store)))
        summary = load(store, catalogue=catalogue, only_offices=OFFICES)
        assert summary.written > (25_000 if SOAKING else 700)
        yield store
    conf.get_store.cache_clear()
    counts_cache.clear()


def wanted():
    """(entity, item, whether raw too) of what is made up, and of every so many of the rest."""
    made_up = [(name, item) for make in MADE_UP for name, item in make()]
    known = {(name, catalogue.entity(name).key_of(item)) for name, item in made_up}
    for place, (name, item) in enumerate(made_up):
        yield catalogue.entity(name), item, place % EVERY_RAW == 0
    for name, items in items_by_entity(only_offices=OFFICES).items():
        entity = catalogue.entity(name)
        for place, item in enumerate(items[::EVERY]):
            if (name, entity.key_of(item)) not in known:
                yield entity, item, place % EVERY_RAW == 0


@pytest.mark.parametrize("share", range(SHARES))
def test_every_item_opens_with_its_details_and_as_it_is_stored(loaded, administrator, share):
    opened, wrong = 0, []
    for entity, item, raw_too in islice(wanted(), share, None, SHARES):
        address = item_url(entity, entity.key_of(item))
        for page in (address, f"{address}raw/")[: 1 + raw_too]:
            answer = administrator.get(page)
            if answer.status_code != 200 or not shows(answer, entity, item):
                wrong.append(f"{page}: {answer.status_code}")
        opened += 1

    assert wrong == []
    assert opened > count(25_000, 300) // SHARES


def shows(answer, entity, item) -> bool:
    """Whether the page speaks of this item: of its key where that is no secret."""
    key = item[entity.keys[-1]]
    page = html.unescape(answer.content.decode())
    if entity.is_secret(entity.keys[-1], key):
        return key not in page
    return key in page or key.replace("\n", "\\n").replace('"', '\\"') in page


@pytest.mark.parametrize("name", ["projects", "expenses"])
def test_items_with_odd_keys_are_linked_from_their_list_and_open(loaded, administrator, name):
    entity = catalogue.entity(name)
    page = administrator.get(list_url(entity, (Equals("companyId", ODD_COMPANY),)))

    for odd in ODD_KEYS:
        address = item_url(entity, (ODD_COMPANY, odd))
        assert address in links(page), odd
        answer = administrator.get(address)
        assert answer.status_code == 200
        assert odd in html.unescape(answer.content.decode())


def test_every_link_of_the_first_page_of_every_list_leads_somewhere(loaded, administrator):
    followed = set()
    for entity in catalogue.entities:
        page = administrator.get(list_url(entity, scan="1"))
        assert page.status_code == 200
        own = [href for href in links(page) if href.startswith("/data/") and "?" not in href]
        followed |= set(own[:: count(1, 25)])
    broken = {href for href in followed if administrator.get(href).status_code != 200}

    assert broken == set()
    assert len(followed) > 40
