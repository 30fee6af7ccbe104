"""Walking a list page by page: nothing lost, nothing doubled, and no page mark but ours works."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.cast import sign_in
from tests.web.html import find, links, texts
from tests.web.records import OURS, company, expense, invitation, project, put

EXPENSES = f"/data/expenses/?companyId.is={OURS}"
LISTS = (
    f"{EXPENSES}",
    f"{EXPENSES}&order=descending&status.is=approved",
    "/data/expenses/?contractorId.is=contr_1",
    "/data/expenses/?scan=1",
    "/data/expenses/?scan=1&date.from=2025-04-01",
)


def rows(page) -> list[str]:
    return texts(page, "a", class_="id mono")


def onward(page, rel: str) -> str:
    """The address of the next or previous page, or nothing."""
    found = find(page, "a", rel=rel)
    return found[0]["href"] if found else ""


@pytest.mark.parametrize("address", LISTS)
def test_a_walk_forward_and_back_sees_every_item_once(web, viewer, address):
    put(web, "expenses", *(expense(n) for n in range(1, 111)))
    pages, page = [], viewer.get(address)
    while True:
        pages.append(rows(page))
        if not onward(page, "next"):
            break
        page = viewer.get(onward(page, "next"))
    seen = [key for shown in pages for key in shown]
    assert len(seen) == len(set(seen)) >= 50

    back = [rows(page)]
    while onward(page, "prev"):
        page = viewer.get(onward(page, "prev"))
        back.insert(0, rows(page))
    assert back == pages


def test_a_page_says_which_items_it_shows_and_leads_to_the_first(web, viewer):
    put(web, "expenses", *(expense(n) for n in range(1, 121)))

    first = viewer.get(EXPENSES)
    second = viewer.get(onward(first, "next"))

    assert "1 to 50" in first.content.decode()
    assert "51 to 100" in second.content.decode()
    assert EXPENSES in links(second)
    assert find(first, "a", rel="prev") == []


def test_the_mark_keeps_filter_and_order_and_htmx_keeps_the_address(web, viewer):
    put(web, "expenses", *(expense(n) for n in range(1, 121)))

    page = viewer.get(f"{EXPENSES}&order=descending")
    (way,) = find(page, "a", rel="next")

    assert f"companyId.is={OURS}&order=descending&cursor=" in way["href"]
    assert way["hx-push-url"] == "true" and way["hx-target"] == "#list"
    assert rows(viewer.get(way["href"], HTTP_HX_REQUEST="true"))[0] == "exp_0070"


@pytest.fixture
def marked(web, viewer) -> str:
    """The address of a second page."""
    put(web, "expenses", *(expense(n) for n in range(1, 61)))
    put(web, "projects", *(project(f"proj_{n:02}") for n in range(60)))
    return onward(viewer.get(EXPENSES), "next")


def refused(client, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 400
    assert "page mark" in page.content.decode()
    assert not page.wsgi_request.meter.calls.keys() & {"Query", "Scan", "GetItem"}


def test_a_damaged_mark_is_refused(viewer, marked):
    cursor = marked.partition("cursor=")[2]
    others = ["x", cursor[:-1], cursor + "A", cursor[::-1], cursor.swapcase(), "שלום", "%00", "=="]

    for other in others:
        refused(viewer, f"{EXPENSES}&cursor={other}")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(place=st.integers(0, 10_000), letter=st.sampled_from("AZaz09-_"))
def test_a_mark_with_one_letter_changed_is_refused(viewer, marked, place, letter):
    start, _, cursor = marked.partition("cursor=")
    place %= len(cursor) - 1  # the last letter may carry bits that nobody reads
    if cursor[place] != letter:
        refused(viewer, f"{start}cursor={cursor[:place]}{letter}{cursor[place + 1 :]}")


def test_a_mark_of_another_list_filter_or_order_is_refused(viewer, marked):
    cursor = marked.partition("cursor=")[2]

    refused(viewer, f"/data/projects/?companyId.is={OURS}&cursor={cursor}")
    refused(viewer, f"{EXPENSES}&order=descending&cursor={cursor}")
    refused(viewer, f"{EXPENSES}&status.is=paid&cursor={cursor}")
    refused(viewer, f"/data/expenses/?companyId.is=other&cursor={cursor}")


def test_a_mark_made_for_somebody_else_is_refused(editor, marked):
    refused(editor, marked)


def test_a_mark_tells_nothing_of_the_keys_in_it(web, viewer):
    secrets = [f"{n:064x}" for n in range(60)]
    put(web, "invitations", *(invitation(secret) for secret in secrets))

    page = viewer.get(f"/data/invitations/?companyId.is={OURS}")

    assert onward(page, "next")
    assert not [secret for secret in secrets if secret in page.content.decode()]


def test_a_viewer_of_several_companies_walks_through_one(web):
    for name in ("comp_a", "comp_b"):
        put(web, "companies", company(name))
        put(web, "expenses", *(expense(n, name) for n in range(1, 81)))
    two = sign_in("two", role="viewer", companies=["comp_a", "comp_b"])

    page = two.get("/data/expenses/")
    rest = two.get(onward(page, "next"))

    assert (len(rows(page)), len(rows(rest))) == (50, 30)
    assert "comp_b" not in {
        e["href"].split("/")[3].split(",")[0] for e in find(rest, "a", class_="id mono")
    }
