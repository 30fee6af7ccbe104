"""A list's address: one thing changes, everything else stays, and the mark never does."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.schema.conditions import Equals, Exists
from entities.web.links import list_url
from entities.web.state import State
from tests.samples import BLOBS

EXPENSES = catalogue.entity("expenses")
NAMES = st.sampled_from(
    ["status.is", "status.in", "index", "order", "columns", "scan", "date.from"]
)
pairs = st.lists(st.tuples(NAMES, st.text(max_size=8)), max_size=6)


def state(text: str) -> State:
    return State.of(EXPENSES, QueryDict(text))


def query_of(pairs) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query


@given(pairs)
def test_an_address_holds_the_whole_state_and_gives_it_back(pairs):
    held = State.of(EXPENSES, query_of(pairs))

    assert QueryDict(held.url.partition("?")[2]) == held.query
    assert State.of(EXPENSES, QueryDict(held.text)).url == held.url
    assert query_of(held.hidden()) == held.query


@given(pairs, st.text(min_size=1, max_size=8))
def test_one_change_leaves_everything_else_alone(pairs, value):
    held = State.of(EXPENSES, query_of(pairs))
    changed = QueryDict(held.with_(order=value).partition("?")[2])

    assert changed.getlist("order") == [value]
    assert {n: v for n, v in changed.lists() if n != "order"} == {
        n: v for n, v in held.query.lists() if n != "order"
    }


def test_the_mark_of_a_page_is_no_part_of_the_state():
    assert state("cursor=abc&scan=1").text == "scan=1"
    assert state("scan=1").marked("abc") == "/data/expenses/?scan=1&cursor=abc"


def test_changing_and_removing():
    held = state("scan=1&order=descending")

    assert held.with_(order=None) == "/data/expenses/?scan=1"
    assert held.with_(order=["a", "b"]) == "/data/expenses/?scan=1&order=a&order=b"
    assert held.without("scan", "order") == "/data/expenses/"
    assert held.hidden("scan") == [("order", "descending")]


def test_a_value_joins_those_of_its_filter_only_where_several_are_meant():
    held = state("status.in=paid&invoiceNum.is=A")

    assert "status.in=paid&invoiceNum.is=A&status.in" not in held.adding("status.in", ["open"])
    assert held.adding("status.in", ["open", "paid"]).count("status.in=") == 2
    assert held.adding("invoiceNum.is", ["B"]).endswith("invoiceNum.is=B")


def test_the_address_of_a_list_says_equalities_and_options():
    conditions = (Equals("companyId", "a&b"), Exists("date"))

    assert list_url(EXPENSES, conditions, scan="1") == "/data/expenses/?companyId.is=a%26b&scan=1"
    assert list_url(EXPENSES) == "/data/expenses/"
    assert list_url(BLOBS, (Equals("digest", b"\x01\xff"),)) == "/data/blobs/?digest.is=01ff"
