"""What the tests of the operations share: a store with short pages, and an ear at the wire."""

import pytest

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
