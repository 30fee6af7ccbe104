"""Asking, deciding and carrying out through the pages, as two people do."""

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import item_url
from tests.web.html import find, problems, texts
from tests.web.records import OURS, company, put

COMPANIES = catalogue.entity("companies")
COMPANY = item_url(COMPANIES, (OURS,))
DELETE = item_url(COMPANIES, (OURS,), "delete")
NAME = f"The {OURS} works"
WHY = "They asked us to"


@pytest.fixture
def bare(web):
    """A company that nothing but a membership refers to."""
    put(web, "companies", company())
    put(web, "company-users", {"companyId": OURS, "userId": "u1", "name": "Noa", "role": "admin"})
    return web


def sent(page, **typed) -> dict[str, str]:
    """What the form of a page sends, without its frame's."""
    (form,) = [f for f in find(page, "form") if f["method"] == "post" and is_ours(f)]
    inside = [e for e in form.inside() if e.tag == "input" and e["name"] and e["type"] != "radio"]
    held = {e["name"]: e["value"] for e in inside}
    held |= {e["name"]: e["value"] for e in form.inside() if e["type"] == "radio"}
    return held | typed


def is_ours(form) -> bool:
    return form["action"].startswith(("/data/", "/approvals/"))


def sound(client, address: str):
    page = client.get(address)
    assert page.status_code == 200
    assert list(problems(page)) == []
    return page


def ask(client, **typed) -> str:
    """The address of the request."""
    answer = client.post(DELETE, sent(client.get(DELETE), **{"ask": "1", "reason": WHY, **typed}))
    assert answer.status_code == 303, texts(answer, "li")
    return answer["Location"]


def decide(client, address: str, decision: str, reason: str = "Checked with them"):
    return client.post(address, sent(client.get(address), decision=decision, reason=reason))


def carry_out(client, **typed):
    return client.post(DELETE, sent(client.get(DELETE), typed=NAME, reason="As agreed", **typed))


def status(page) -> list[str]:
    return [e.text for e in find(page, "span") if e["class"].startswith("st ")]
