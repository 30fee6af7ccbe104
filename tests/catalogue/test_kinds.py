"""The kinds of the single table: every item is of exactly one."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue

KINDS = [entity for entity in catalogue.entities if entity.table == "production-table"]

telling = st.dictionaries(
    st.sampled_from(("workId", "projectId", "contractorId", "amount", "invoiceNum", "name")),
    st.sampled_from(("", "x", None, False, Decimal(0), Decimal("0.5"), {})),
)


def kind_of(item: dict) -> str:
    (entity,) = [entity for entity in KINDS if entity.holds(item)]
    return entity.name


@given(telling)
def test_an_item_of_the_single_table_is_of_exactly_one_kind(item):
    assert sum(entity.holds(item) for entity in KINDS) == 1


@given(telling)
def test_the_kind_is_decided_in_the_stated_order(item):
    order = (
        ("workId", "single-works"),
        ("projectId", "single-projects"),
        ("contractorId", "single-contractors"),
        ("amount", "single-expenses"),
        ("invoiceNum", "single-expenses"),
    )
    wanted = next((name for attribute, name in order if attribute in item), "single-unknown")
    assert kind_of(item) == wanted


def test_a_work_that_names_its_project_by_id_is_still_a_work():
    assert kind_of({"workId": "w", "projectId": "p", "contractorId": "c"}) == "single-works"


def test_an_expense_without_an_amount_is_known_by_its_invoice_number():
    assert kind_of({"invoiceNum": "INV-1"}) == "single-expenses"


def test_an_item_that_tells_nothing_is_unknown_and_not_lost():
    assert kind_of({"userId": "u", "expenseId": "e"}) == "single-unknown"
