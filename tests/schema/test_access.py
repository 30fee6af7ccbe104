"""Choosing the cheapest way to read."""

from decimal import Decimal

import pytest

from entities.schema.access import AccessPath, KeySchema, choose
from entities.schema.conditions import BeginsWith, Between, Compare, Contains, Equals, Exists
from entities.schema.entity import Index
from entities.schema.fields import Composite, Date
from tests.samples import DOGS, INVOICES, METERS, entity_of

COMPANY = Equals("companyId", "C1")
OPEN = Equals("status", "open")
WORKS = entity_of(
    "works",
    *("companyId", "workId", "status", "userId"),
    fields=(Date("startDate"), Composite("status#startDate", parts=("status", "startDate"))),
    partition="companyId",
    sort="workId",
    indexes=(Index("status-date-index", "companyId", "status#startDate"),),
)


def place(path: AccessPath) -> str:
    return path.index.name if path.index else "table"


@pytest.mark.parametrize(
    ("conditions", "how", "where"),
    [
        ((), "scan", "table"),
        ((Exists("status"),), "scan", "table"),
        ((COMPANY,), "query", "table"),
        ((COMPANY, Equals("invoiceId", "I1")), "get", "table"),
        ((COMPANY, BeginsWith("invoiceId", "I")), "query", "table"),
        ((COMPANY, Between("amount", Decimal(1), Decimal(2))), "query", "amount-index"),
        ((OPEN,), "query", "status-index"),
        ((OPEN, COMPANY), "query", "table"),
        ((Equals("status", "paid"), Compare("amount", ">", Decimal(1))), "query", "status-index"),
        ((Equals("userId#projectId", "u#p"),), "query", "project-index"),
        ((Contains("status", "x"),), "scan", "table"),
    ],
)
def test_the_cheapest_path_is_taken(conditions, how, where):
    path = choose(INVOICES, conditions)

    assert (path.how, place(path)) == (how, where)


def test_a_whole_key_is_a_get():
    path = choose(INVOICES, (Equals("invoiceId", "I1"), COMPANY, OPEN))

    assert path.key == ("C1", "I1")
    assert path.filter == (OPEN,)
    assert AccessPath("scan").key == ()


def test_what_the_path_does_not_use_is_a_filter():
    rest = (Compare("amount", ">", Decimal(1)), Contains("status", "x"))

    assert choose(INVOICES, (COMPANY, *rest), index="table").filter == rest


def test_an_index_is_taken_where_it_is_asked_for_and_its_partition_known():
    assert place(choose(INVOICES, (COMPANY, OPEN), index="status-index")) == "status-index"
    assert place(choose(INVOICES, (COMPANY,), index="status-index")) == "table"


def test_a_company_is_read_within_its_partition():
    assert choose(INVOICES, (COMPANY, Equals("status", "paid")), within="companyId").index is None


def test_an_index_that_lacks_what_a_filter_looks_at_is_not_taken():
    project = Equals("userId#projectId", "u#p")

    assert choose(INVOICES, (project, Exists("status"))).how == "scan"
    assert choose(INVOICES, (project, Exists("invoiceId"))).how == "query"


def test_an_index_that_lacks_what_tells_the_kind_is_not_taken():
    live = KeySchema("owner", "id", (Index("id-index", "id", projection="KEYS_ONLY"),))

    assert choose(DOGS, (Equals("id", "7"),), live=live).how == "scan"


def test_a_value_of_the_wrong_type_never_stands_on_a_key():
    path = choose(METERS, (Equals("meter", "seven"),))

    assert (path.how, path.filter) == ("scan", (Equals("meter", "seven"),))
    sort = (Equals("meter", Decimal(7)), BeginsWith("moment", "2"))
    assert choose(METERS, sort).filter == (BeginsWith("moment", "2"),)
    assert choose(INVOICES, (COMPANY, Between("amount", "1", "2"))).index is None


def test_keys_of_the_live_table_win_over_the_declared_ones():
    live = KeySchema("status", None)

    path = choose(INVOICES, (OPEN, Equals("extra", "x")), live=live)

    assert (path.how, path.keys, path.key) == ("get", ("status",), ("open",))
    undeclared = choose(INVOICES, (Equals("extra", "x"),), live=KeySchema("extra", None))
    assert undeclared.how == "get"


def test_the_order_of_a_path_is_the_index_keys_then_the_table_keys():
    path = choose(INVOICES, (Equals("status", "paid"),))

    assert path.order_attributes == ("status", "amount", "companyId", "invoiceId")


@pytest.mark.parametrize(
    ("more", "sort"),
    [
        ((), BeginsWith("status#startDate", "active#")),
        ((Equals("startDate", "2026-01-02"),), Equals("status#startDate", "active#2026-01-02")),
        ((BeginsWith("startDate", "2026"),), BeginsWith("status#startDate", "active#2026")),
        (
            (Between("startDate", "2026-01-01", "2026-02-01"),),
            Between("status#startDate", "active#2026-01-01", "active#2026-02-01"),
        ),
        ((Compare("startDate", ">", "2026"),), BeginsWith("status#startDate", "active#")),
    ],
)
def test_conditions_on_its_parts_find_a_stored_composite(more, sort):
    conditions = (COMPANY, Equals("status", "active"), *more)

    path = choose(WORKS, conditions)

    assert (place(path), path.sort) == ("status-date-index", sort)
    assert set(path.implied) == set(conditions[1:])
    assert path.rest == ()
    assert path.filter == path.implied


def test_a_composite_needs_all_parts_but_the_last():
    assert choose(WORKS, (COMPANY, Equals("startDate", "2026-01-02"))).index is None
