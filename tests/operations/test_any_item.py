"""No page and no command fails on any item: values of every type in every field."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.operations.browsing import Query, list_items
from entities.operations.companies import show_company
from entities.operations.counting import count_items
from entities.operations.lookups import build_lookups
from entities.operations.overview import overview
from entities.operations.projects import show_project
from entities.operations.searching import search
from entities.schema.conditions import Equals
from tests.counts import count
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, odd_values, put

# What is on the pages of a company and a project, with the attributes that make up the keys there.
PARTS = {
    "companies": {"companyId": "C1"},
    "projects": {"companyId": "C1", "projectId": "p1"},
    "expenses": {"companyId": "C1", "expenseId": "e1"},
    "works": {"companyId": "C1", "workId": "w1"},
    "contractors": {"companyId": "C1", "contractorId": "c1"},
    "company-users": {"companyId": "C1", "userId": "u1"},
    "paddle-subscriptions": {"companyId": "C1"},
}
KNOWN = Declared(*(entity(name) for name in (*PARTS, "counts", "lookups")))
ODD = settings(max_examples=count(300, 4), deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def odd(draw, name: str):
    """An item of the entity with odd values anywhere but in keys of the table and its indexes."""
    declared = entity(name)
    keys = {*declared.keys, *(key for index in declared.indexes for key in index.keys)}
    names = [n for n in (*declared.fields_by_any_name, "odd") if n not in keys]
    held = {"projectId": "p1", "contractorId": "c1", "workId": "w1"}
    item = item_of(declared, 1, **{n: v for n, v in held.items() if n in declared.fields_by_name})
    for attribute in draw(st.sets(st.sampled_from(names), max_size=3)):
        item.pop(attribute, None)
    return (
        item | draw(st.dictionaries(st.sampled_from(names), odd_values, max_size=4)) | PARTS[name]
    )


odd_companies = st.fixed_dictionaries({name: odd(name) for name in PARTS})


def put_world(store, items: dict) -> None:
    for name, item in items.items():
        put(store, name, item)


def test_every_page_of_an_odd_company_can_be_read(store):
    @ODD
    @given(odd_companies)
    def check(items):
        put_world(store, items)
        tenant, projects = entity("companies"), entity("projects")
        show_company(store, catalogue, tenant, "C1", viewer=STAFF, now=NOW)
        show_project(store, catalogue, projects, ("C1", "p1"), viewer=STAFF, now=NOW)
        for name in PARTS:
            query = Query((Equals("companyId", "C1"),), scan=True)
            listing = list_items(store, catalogue, entity(name), query, viewer=STAFF, now=NOW)
            assert len(listing.rows) == 1

    check()


def test_odd_items_are_counted_and_looked_up(store):
    @ODD
    @given(odd_companies, st.text(max_size=20))
    def check(items, text):
        put_world(store, items)
        counts = count_items(store, KNOWN, now=NOW, progress=lambda *_: None)
        build_lookups(store, KNOWN, now=NOW, progress=lambda *_: None)
        assert counts.entities == dict.fromkeys(PARTS, 1)
        overview(store, KNOWN, viewer=STAFF)
        names = (items[name].get("name") for name in ("companies", "projects", "company-users"))
        for term in (text, *(name for name in names if isinstance(name, str))):
            search(store, KNOWN, term, viewer=STAFF)

    check()
