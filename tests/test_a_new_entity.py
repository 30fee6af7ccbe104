"""Adding an entity is one small file: its table, list, item, search and menu are there by that."""

import pytest

from entities.catalogue import HOME, catalogue
from entities.operations.tables.creation import create_missing
from entities.web.addresses import item_url
from tests.operations.tables.changer import recorder
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import fresh_store, index
from tests.web.html import find, links, problems, texts
from tests.web.records import OURS, company, put

DECLARATION = '''"""Tools that a company lends to its contractors."""

from entities.catalogue.construction.stored import COMPANY_ID
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import Choice, Lookup, Reference, Text

TOOLS = Entity(
    "tools", system=CONSTRUCTION, generation="company", table="company-tools",
    label="Tool", icon="hammer", purpose="Tools lent to contractors.",
    partition="companyId", sort="toolId", heading="name",
    fields=(
        COMPANY_ID,
        Text("toolId", required=True, lookup=Lookup.WHOLE),
        Text("name", required=True, lookup=Lookup.WORDS),
        Choice("state", ("lent", "free"), tones=(("free", "ok"),)),
        Reference("projectId", to="projects"),
    ),
    columns=("toolId", "name", "state", "projectId"),
    indexes=(Index("state-index", "companyId", "state", purpose="tools that are free"),),
    company_from=CompanyFrom(attribute="companyId"),
)
'''


def forget() -> None:
    for name in ("by_name", "systems"):
        vars(catalogue).pop(name, None)


@pytest.fixture
def declared(tmp_path, monkeypatch):
    """The house's own catalogue with one folder more."""
    (tmp_path / "tools.py").write_text(DECLARATION)
    monkeypatch.setattr(catalogue, "folders", (HOME, tmp_path))
    forget()
    yield catalogue.entity("tools")
    monkeypatch.undo()
    forget()


@pytest.fixture
def tools(declared, web):
    """Its table, created by the command's operation, with two tools in it."""
    outcomes = create_missing(web, catalogue, recorder(web))
    made = [outcome for outcome in outcomes if outcome.words == "created"]
    assert [outcome.table for outcome in made] == ["construction-expenses-dev-company-tools"]
    put(web, "companies", company())
    put(
        web,
        "tools",
        {"companyId": OURS, "toolId": "t1", "name": "Large drill", "state": "free"},
        {"companyId": OURS, "toolId": "t2", "name": "Saw", "state": "broken", "weight": "2 kg"},
    )
    index(web)
    fresh_store()
    return declared


def sound(client, address: str):
    page = client.get(address)
    assert page.status_code == 200
    assert list(problems(page)) == []
    return page


def test_its_list_item_and_raw_form_appear(tools, viewer):
    page = sound(viewer, f"/data/tools/?companyId.is={OURS}")

    assert texts(page, "a", class_="id mono") == ["t1", "t2"]
    assert {"Tool id", "Name", "State", "Project id"} <= set(texts(page, "th"))
    address = item_url(tools, (OURS, "t2"))
    item = sound(viewer, address)
    assert "not one of the declared values" in item.content.decode()
    assert "2 kg" in sound(viewer, f"{address}raw/").content.decode()


def test_its_index_answers_without_a_scan(tools, viewer):
    page = sound(viewer, f"/data/tools/?companyId.is={OURS}&state.is=free")

    assert "state-index" in page.content.decode()
    assert texts(page, "a", class_="id mono") == ["t1"]
    assert "Scan" not in page.wsgi_request.meter.calls


def test_search_the_menu_the_overview_and_the_tables_know_it(tools, viewer):
    found = sound(viewer, "/search/?q=drill")
    assert item_url(tools, (OURS, "t1")) in links(found)
    (entry,) = [e for e in find(found, "a") if e["href"] == "/data/tools/" and e.above("nav")]
    assert "2" in entry.text
    assert "/tables/construction-expenses-dev-company-tools/" in links(sound(viewer, "/tables/"))
    assert "Tools" in texts(sound(viewer, "/"), "dt")


def test_the_company_shows_it_and_a_viewer_of_another_does_not(tools, viewer, limited):
    assert "Large drill" in sound(viewer, f"/companies/{OURS}/").content.decode()
    limited.staff.companies = ["another"]
    limited.staff.save()
    assert texts(sound(limited, "/data/tools/"), "a", class_="id mono") == []
    assert limited.get(item_url(tools, (OURS, "t1"))).status_code == 404


def test_it_is_gone_with_its_file(web, viewer):
    assert viewer.get("/data/tools/").status_code == 404
