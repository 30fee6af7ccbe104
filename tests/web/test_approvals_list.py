"""What waits and what was decided: the list, the menu, the overview, and who sees them."""

import pytest

from entities.web import waiting
from tests.web.asking import *  # noqa: F403 - its fixtures
from tests.web.asking import (
    DELETE,
    NAME,
    WHY,
    ask,
    decide,
    sound,
    status,
)
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import sign_in
from tests.web.editing.browser import Form
from tests.web.html import find, links, texts
from tests.web.records import OURS, house, put


def test_the_list_shows_what_waits_first_and_then_what_was_decided(
    bare, operator, approver, administrator
):
    decide(approver, ask(administrator), "decline")
    request = ask(operator)

    page = sound(approver, "/approvals/")

    words = f"Delete the company “{NAME}” for good, and 1 item with it"
    assert [t for t in texts(page, "h2") if t in (words, "Decided")] == [words, "Decided"]
    assert status(page) == ["requested", "declined"]
    assert {"Approve", "Decline"} <= set(texts(page, "button"))
    assert request in links(page)
    own = sound(operator, "/approvals/")
    assert "Withdraw" in texts(own, "button")
    assert "Approve" not in texts(own, "button")


def test_many_decided_requests_have_pages(bare, operator):
    facts = {"phase": "decided", "status": "declined", "words": "Drop the works"}
    rows = [
        {"approvalId": f"a{n:02}", "requestedAt": f"2025-05-01T10:00:{n:02}.000Z", **facts}
        for n in range(30)
    ]
    put(bare, "approvals", *rows)

    first = sound(operator, "/approvals/")
    (following,) = [href for href in links(first) if "cursor=" in href]
    second = sound(operator, following)

    shown = [{href for href in links(p) if "/approvals/a" in href} for p in (first, second)]
    assert [len(found) for found in shown] == [25, 5]
    assert not shown[0] & shown[1]


def test_the_menu_and_the_overview_say_what_waits_for_whom(bare, operator, approver, viewer):
    ask(operator)

    assert menu_entry(approver) == "Approvals1: 1 waits for your decision"
    assert menu_entry(operator) == "Approvals1"
    assert "Waiting for a second person" in texts(sound(approver, "/"), "h2")
    assert "Waiting for a second person" not in texts(sound(viewer, "/"), "h2")
    assert menu_entry(viewer) is None


def menu_entry(client) -> str | None:
    found = [e for e in find(client.get("/"), "a", href="/approvals/") if e.above("nav")]
    return found[0].text.strip() if found else None


def test_the_menu_reads_what_waits_once_a_minute_and_breaks_no_page(bare, approver, faults):
    approver.get("/tables/")
    assert "Query" not in approver.get("/tables/").wsgi_request.meter.calls
    waiting.waiting_cache.clear()
    faults.refuse("Query", "AccessDeniedException")

    assert menu_entry(approver) == "Approvals"


@pytest.mark.parametrize("role", ["operator", "administrator"])
def test_staff_of_some_companies_neither_ask_nor_approve(bare, operator, role):
    request = ask(operator)
    member = sign_in("somewhere", role=role, companies=[OURS])

    for address in ("/approvals/", request):
        assert member.get(address).status_code == 403
    assert member.post(request, {"decision": "decline", "reason": WHY}).status_code == 403
    page = sound(member, DELETE)
    assert "Ask for approval" not in texts(page, "button")
    assert request not in links(page)


def test_a_company_with_children_says_what_stands_in_the_way(web, operator):
    house(web)

    page = sound(operator, DELETE)

    assert "It cannot be deleted" in texts(page, "h2")
    assert "Ask for approval" not in texts(page, "button")


@pytest.mark.parametrize("subject", ["/", "//elsewhere.example", "https://elsewhere.example"])
def test_a_record_of_any_shape_opens_and_leads_nowhere_else(bare, approver, subject):
    put(bare, "approvals", {"approvalId": "odd", "subject": subject, "plan": "x", "lapsesAt": "?"})

    page = sound(approver, "/approvals/odd/")

    assert not [href for href in links(page) if "elsewhere" in href]


def test_no_undo_is_offered_that_would_delete_a_company_for_good(web, operator):
    new = Form(operator.get("/new/companies/"))
    made = operator.post("/new/companies/", new.sent(name="Beta"))
    address = made["Location"]

    for page in (sound(operator, address), sound(operator, f"{address}history/")):
        assert "Undo" not in texts(page, "button")
