"""Search and the palette: what people type leads to the item, and to pages by their name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.web.places import MENU
from tests.web.cast import index
from tests.web.html import find, links, problems
from tests.web.records import OURS, company, expense, house, put

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def indexed(web):
    house(web)
    put(web, "companies", company("other", name="Stone & Bricks <b>Ltd"))
    put(web, "company-users", {"companyId": OURS, "userId": "u1", "email": "Ada@Example.org"})
    index(web)
    return web


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("exp_0001", f"/data/expenses/{OURS},exp_0001/"),
        ("  inv-0002 ", f"/data/expenses/{OURS},exp_0002/"),
        ("ada@example.ORG", f"/data/company-users/{OURS},u1/"),
        ("proj_1", f"/data/projects/{OURS},proj_1/"),
        (OURS, f"/companies/{OURS}/"),
        ("bric", "/companies/other/"),
        ("stone bricks", "/companies/other/"),
        ("audit", "/data/audit/"),
        ("audit", "/audit/"),
        ("account", "/accounts/"),
        ("account", "/account/"),
        ("role", "/accounts/permissions/"),
        ("overv", "/"),
        ("invit", "/data/invitations/"),
    ],
)
def test_what_is_typed_is_found(indexed, administrator, typed, address):
    page = administrator.get("/search/", {"q": typed})

    results = find(page, "section", class_="card results")[0]
    found = {e["href"] for e in results.inside() if e.tag == "a"}
    assert address in found or any(href.startswith(address + "?") for href in found)
    assert list(problems(page)) == []


def test_the_palette_gets_links_alone(indexed, viewer):
    page = viewer.get("/search/?q=exp_0001", **HTMX)

    assert b"<html" not in page.content
    assert f"/data/expenses/{OURS},exp_0001/" in links(page)
    assert list(problems(page, whole=False)) == []


def test_the_palette_knows_every_page_of_the_menu_and_no_other(indexed, viewer, operator):
    for client in (viewer, operator):
        menu = find(client.get("/"), "nav", id="menu")[0]
        open_to = {(e["href"], e.text.strip()) for e in menu.inside() if e.tag == "a"}
        for place in MENU:
            found = links(client.get("/search/", {"q": place.label}, **HTMX))
            assert (place.href in found) == any(href == place.href for href, _ in open_to)


def test_names_are_escaped(indexed, viewer):
    text = viewer.get("/search/?q=stone", **HTMX).content.decode()

    assert "&lt;b&gt;Ltd" in text and "<b>Ltd" not in text


def test_a_hint_that_is_out_of_date_shows_nothing(indexed, viewer):
    put(indexed, "expenses", expense(1, invoiceNum="CHANGED"))
    delete_all(indexed, catalogue.entity("expenses"), [(OURS, "exp_0002")])

    assert links(viewer.get("/search/?q=INV-0001", **HTMX)) == []
    assert links(viewer.get("/search/?q=INV-0002", **HTMX)) == []


def test_nothing_found_and_nothing_typed_are_said(indexed, viewer):
    assert "Nothing is known under" in viewer.get("/search/?q=zzzz").content.decode()
    assert "Type an id" in viewer.get("/search/").content.decode()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(text=st.text(max_size=600) | st.text(alphabet="<>&'\"%\0\n ", max_size=40))
def test_anything_may_be_typed(web, viewer, text):
    page = viewer.get("/search/", {"q": text})

    assert page.status_code == 200
    assert list(problems(page)) == []
