"""What the tests of the operations share: filled stores, short pages, and an ear at the wire."""

import pytest

from tests.operations import world as three_companies
from tests.operations.finding import C1, build
from tests.operations.making import entity, item_of, put
from tests.operations.short_pages import ShortPages


@pytest.fixture
def cut_short(store, monkeypatch):
    """The store of the test, from now on with short pages."""
    monkeypatch.setattr(store, "__class__", ShortPages)
    return store


@pytest.fixture
def sent(store):
    """Every request as (operation, arguments), in order."""
    requests = []

    def listen(params, model, **_event):
        requests.append((model.name, params))

    events = store.client.meta.events
    events.register("before-parameter-build.dynamodb", listen)
    yield requests
    events.unregister("before-parameter-build.dynamodb", listen)


@pytest.fixture
def world(store):
    """The store with the items of three companies in every table."""
    three_companies.fill(store)
    return store


@pytest.fixture
def people(store):
    """The store with three members of C1, ready to be searched."""
    for n, name in enumerate(("Dana Levi", "Daniel bar Lev", "Noa Cohen")):
        facts = {"userId": f"u{n}", "name": name, "email": f"u{n}@acme.il"}
        put(store, "company-users", item_of(entity("company-users"), n, **C1, **facts))
    build(store)
    return store
