"""Tables that are not as declared, or not there: listed as far as they can be."""

from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.tables import create_table
from entities.errors import TableMissing, Throttled
from entities.operations.browsing import Query, list_items
from entities.schema.conditions import Between, Equals
from entities.schema.entity import Index
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, put
from tests.samples import NOWHERE, OLD_VISITS, VISITS, entity_of

OF_C1 = Equals("companyId", "C1")


def list_page(store, declared, *conditions, **query):
    asked = Query(tuple(conditions), **query)
    return list_items(store, catalogue, declared, asked, viewer=STAFF, now=NOW)


def put_raw(store, declared, item):
    """Past the strict layer, as an older program did."""
    typed = {name: {"S": value} for name, value in item.items()}
    table = store.table(declared)
    store.call("PutItem", table, {"TableName": table, "Item": typed})


def test_a_table_of_the_old_design_is_listed_and_the_difference_told(sample_store):
    visits = [{"userId": "u", "timestamp": f"t{n}", "zoneinfo": "Z"} for n in range(3)]
    for visit in visits:
        put_raw(sample_store, VISITS, visit)

    page = list_page(sample_store, VISITS, Equals("userId", "u"), descending=True)

    assert page.differences == (
        "The table is keyed by userId and timestamp, the declaration says userId and zoneinfo.",
    )
    assert [row.key for row in page.rows] == [("u", "t2"), ("u", "t1"), ("u", "t0")]
    whole = list_page(sample_store, VISITS, Equals("userId", "u"), Equals("timestamp", "t1"))
    assert (whole.path.how, len(whole.rows)) == ("get", 1)
    assert list_page(sample_store, OLD_VISITS, Equals("userId", "u")).differences == ()


def test_a_table_keyed_by_an_alias_is_listed_all_the_same(store):
    declared = replace(entity("projects"), table="by-user")
    old = entity_of("by-user", "userId", partition="userId", system=declared.system)
    create_table(store, old)
    put_raw(store, old, {"userId": "u", "companyId": "C1", "createdBy": "v", "name": "Roof"})

    page = list_page(store, declared, Equals("userId", "u"), columns=("name", "createdBy"))

    assert page.differences
    (row,) = page.rows
    assert (row.key, row.values["createdBy"].value) == (("u",), "v")


def test_an_index_built_over_another_type_is_not_asked_for_what_it_cannot_hold(store):
    declared = replace(entity("paddle-payments"), table="numbers")
    create_table(store, replace(declared, key_types=(("createdAt", "N"),)))
    wanted = (OF_C1, Between("createdAt", "2025-01-01", "2025-12-31"))

    page = list_page(store, declared, *wanted)

    assert (page.path.index.name, page.path.sort) == ("CompanyPaymentsIndex", None)
    assert page.differences == (
        "As a key “createdAt” is a number in the table, which the declaration denies.",
    )


def test_an_index_that_is_not_there_is_not_asked(store):
    table = replace(entity("company-users"), table="without-index", indexes=())
    create_table(store, table)
    declared = replace(table, indexes=entity("company-users").indexes)

    assert list_page(store, declared, Equals("email", "a@b.il")).needs_scan


def test_an_index_nobody_declared_is_used(store):
    live = replace(
        entity("projects"), table="more-indexes", indexes=(Index("status-index", "status"),)
    )
    create_table(store, live)
    declared = replace(live, indexes=())

    assert list_page(store, declared, Equals("status", "active")).path.index.name == "status-index"


def test_the_label_of_a_missing_table_is_left_out(store):
    gone = entity_of("gone", "id", partition="id", system=entity("expenses").system)
    fields = tuple(
        replace(field, to="gone") if field.name == "projectId" else field
        for field in entity("expenses").fields
    )
    declared = replace(entity("expenses"), fields=fields)
    put(store, "contractors", item_of(entity("contractors"), 1, companyId="C1", contractorId="c"))
    put(store, "expenses", item_of(declared, 1, companyId="C1", contractorId="c"))

    page = list_items(
        store,
        Declared(declared, gone, entity("contractors")),
        declared,
        Query((OF_C1,), columns=("projectId", "contractorId")),
        viewer=STAFF,
        now=NOW,
    )

    (row,) = page.rows
    assert row.values["contractorId"].pointer.label == "name-001"
    assert (row.values["projectId"].pointer.label, row.values["projectId"].pointer.dangling) == (
        "",
        False,
    )


def test_a_list_of_a_missing_table_is_refused_by_name(sample_store):
    with pytest.raises(TableMissing, match="samples-dev-nowhere"):
        list_page(sample_store, NOWHERE, scan=True)


def test_a_list_that_is_throttled_says_so(store, faults):
    faults.throttle("Query", times=9)

    with pytest.raises(Throttled):
        list_page(store, entity("projects"), OF_C1)
