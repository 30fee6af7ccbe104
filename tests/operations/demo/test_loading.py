"""Loading writes what is absent and nothing else, and never in production."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.errors import ProductionRefused
from entities.operations.demo import items_by_entity, load

CHANGED = {"companyId": "test-company-123", "name": "changed by somebody"}
COMMAND = "entities.management.commands.load_demo_data.get_store"


@pytest.fixture(scope="module")
def few():
    return items_by_entity(only_offices=1)


def test_a_load_writes_every_item_and_a_second_one_changes_nothing(store, few):
    told = []
    first = load(
        store,
        catalogue=catalogue,
        only_offices=1,
        progress=lambda entity, loaded: told.append((entity.name, loaded.written)),
    )
    assert told == [(name, len(items)) for name, items in few.items()]
    assert (first.written, first.present) == (sum(map(len, few.values())), 0)
    _change_a_company(store)

    again = load(store, catalogue=catalogue, only_offices=1)

    assert (again.written, again.present) == (0, first.written)
    for name in ("expenses", "projects", "paddle-webhooks", "single-expenses"):
        entity = catalogue.entity(name)
        held = {entity.key_of(item): item for page in store.pages(entity) for item in page.items}
        assert held == {entity.key_of(item): item for item in few[name]}
    assert store.get(catalogue.entity("companies"), (CHANGED["companyId"],)) == CHANGED


def _change_a_company(store):
    put_all(store, catalogue.entity("companies"), [CHANGED])


def test_production_is_refused_before_anything_is_written():
    with pytest.raises(ProductionRefused, match="Loading demo data is refused in production"):
        load(Store(connect(), environment="production"), catalogue=catalogue)


def test_the_command_tells_what_it_wrote_or_is_silent_when_asked(store, monkeypatch):
    monkeypatch.setattr(COMMAND, lambda: store)
    told, silent = StringIO(), StringIO()
    call_command("load_demo_data", only_offices=1, stdout=told)
    call_command("load_demo_data", only_offices=1, stdout=silent, verbosity=0)
    assert "Invitations: 14 written, 0 there already" in told.getvalue()
    assert told.getvalue().endswith("items; 0 were there.\n")
    assert silent.getvalue() == ""


def test_the_command_refuses_production_with_a_sentence(monkeypatch):
    monkeypatch.setattr(COMMAND, lambda: Store(connect(), environment="production"))
    with pytest.raises(CommandError, match="refused in production"):
        call_command("load_demo_data")


def test_a_start_brings_nothing_back_that_was_deleted_after_the_first_load(store, monkeypatch):
    monkeypatch.setattr(COMMAND, lambda: store)
    put_all(store, catalogue.entity("lookups"), [{"term": "built", "target": "after a load"}])

    call_command("load_demo_data", only_offices=1, if_missing=True, verbosity=0)

    assert not next(store.pages(catalogue.entity("companies"))).items
