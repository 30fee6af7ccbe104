"""Company scope of lists: whatever is filtered, no row, count or cost is another company's."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.errors import (
    CompanyNotAllowed,
    FilterInvalid,
)
from entities.operations.browsing import Query, list_items
from entities.operations.paging import Budget
from entities.operations.scoping import scope
from entities.schema.conditions import (
    AnyOf,
    BeginsWith,
    Contains,
    Equals,
    Exists,
    In,
    Missing,
    NotEquals,
)
from tests.counts import count
from tests.operations.making import NOW, STAFF, entity, limited
from tests.operations.world import COMPANIES, KEPT_BY_COMPANY, is_theirs, stamp

LISTS = count(3000, 150)


viewers = st.builds(limited) | st.sets(st.sampled_from(COMPANIES)).map(lambda c: limited(*c))
company_values = st.sampled_from((*COMPANIES, "nobody", "", Decimal(1), None))


@st.composite
def lists(draw):
    """An entity, and a query of it that nobody thought of."""
    declared = draw(st.sampled_from(KEPT_BY_COMPANY))
    names = st.sampled_from([field.name for field in declared.fields])
    values = st.sampled_from(("shared@acme.il", "Acme", "C2", "contractors-1", stamp("C2"), ""))
    company = st.just(declared.company_attribute)
    conditions = st.one_of(
        st.builds(Equals, company, company_values),
        st.builds(NotEquals, company, company_values),
        st.builds(In, company, st.lists(company_values, max_size=3).map(tuple)),
        st.builds(BeginsWith, company, st.sampled_from(("C", "C2"))),
        st.builds(Equals, names, values),
        st.builds(Contains, names, values),
        st.builds(Exists, names),
        st.builds(Missing, names),
        st.builds(lambda a, b: AnyOf((Equals(*a), Exists(b))), st.tuples(company, values), names),
    )
    indexes = st.sampled_from(["", "table", *(index.name for index in declared.indexes)])
    return declared, Query(
        tuple(draw(st.lists(conditions, max_size=3))),
        columns=tuple(draw(st.lists(names, max_size=4))),
        index=draw(indexes),
        descending=draw(st.booleans()),
        scan=draw(st.booleans()),
        size=draw(st.integers(1, 3)),
    )


@pytest.mark.conformance
def test_no_list_shows_or_counts_an_item_of_another_company(world):
    @settings(max_examples=LISTS, deadline=None, suppress_health_check=HealthCheck)
    @given(viewers, lists())
    def check(viewer, asked):
        declared, query = asked
        try:
            listing = list_items(
                world, catalogue, declared, query, viewer=viewer, now=NOW, budget=Budget(units=9)
            )
        except (CompanyNotAllowed, FilterInvalid):
            return
        assert is_theirs(viewer, repr(listing.rows))
        assert all(viewer.sees_company(row.company) for row in listing.rows)
        cost = listing.cost
        assert (
            cost.scanned <= len(viewer.companies) if cost.shown else cost.units == cost.calls == 0
        )

    check()


def test_a_list_is_narrowed_to_the_first_company_where_items_are_kept_by_company():
    narrowed = scope(entity("expenses"), (), limited("C2", "C1"))

    assert narrowed.company == "C1"
    assert narrowed.companies == ("C1", "C2")
    assert narrowed.conditions == (Equals("companyId", "C1"),)


def test_where_items_are_not_kept_by_company_every_company_of_the_viewer_is_looked_for():
    companies = tuple(f"C{n:03}" for n in range(250))

    filtered = scope(entity("paddle-webhooks"), (Exists("status"),), limited(*companies))

    assert filtered.company is None
    assert filtered.conditions == (In("companyId", companies), Exists("status"))


def test_without_a_limit_nothing_is_added():
    asked = (Equals("companyId", "C2"),)

    assert scope(entity("expenses"), asked, STAFF).conditions == asked
    assert scope(entity("expenses"), asked, STAFF).company == "C2"
    assert scope(entity("expenses"), (), STAFF).company is None
