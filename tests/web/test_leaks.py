"""What a viewer of one company can learn of another: nothing.

The same requests are made in two worlds, with the other company and without it, and every answer
must be the same, letter by letter: bodies, headers, counts and costs.
"""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from entities.catalogue import catalogue
from entities.models import SavedView
from entities.operations.lookups import lookups_of
from entities.schema.entity import Entity
from entities.schema.fields import Picture
from entities.web.addresses import company_url, entity_url, item_url
from entities.web.filters import operators_of
from entities.web.navigation import counts_cache
from tests.counts import SOAKING, count
from tests.web.cast import sign_in, somebody
from tests.web.html import find
from tests.web.records import NOW
from tests.web.worlds import OURS, SECRETS, SHARED, THEIRS, fill, items

# A company, what is kept by company, and what is only marked with one; more of these in a sample.
WHOLE = ("companies", "expenses", "paddle-webhooks")
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|\?since=\d+')  # and the clock
HEADERS = {"X-Request-Id", "Set-Cookie"}


def requests(entity: Entity):
    """Everything a curious viewer could ask of an entity with the other company's facts."""
    base, theirs = entity_url(entity), items(entity, THEIRS)
    yield from (base + query for query in _plain(entity))
    for item in theirs:
        yield from _of_item(entity, item)
    for place, field in enumerate(entity.fields):
        operators = operators_of(field)
        asked = operators if SOAKING else (operators[0], operators[place % len(operators)])
        for operator in dict.fromkeys(asked):
            value = theirs[-1].get(field.name, "x")
            query = {f"{field.name}.{operator}": value if isinstance(value, str) else "771771"}
            yield f"{base}?{urlencode(query | {'scan': 1})}"
    for index in entity.indexes:
        known = {f"{key}.is": theirs[0].get(key, THEIRS) for key in index.keys[:1]}
        yield f"{base}?{urlencode(known)}"
        yield f"{base}?{urlencode(known | {'index': index.name, 'order': 'descending'})}"


def _plain(entity: Entity):
    company = entity.company_attribute or "companyId"
    every = ",".join(field.name for field in entity.fields)
    yield from ("", "?scan=1", "?scan=1&order=descending", "?strong=1", f"?columns={every}")
    yield f"?scan=1&columns={every}"
    for query in (
        f"{company}.is={THEIRS}",
        f"{company}.in={OURS}&{company}.in={THEIRS}",
        f"{company}.not={OURS}",
        f"{company}.begins=z",
        f"{company}.contains=e",
        f"{company}.is={OURS}&{company}.is={THEIRS}",
        f"{company}.is={THEIRS}&{company}.is={OURS}",
        f"{company}.exists=1",
        f"{company}.from=z",
        "add.field=x&add.value=y",
        "contractorId.is=cont_GENERAL",
        "email.is=shared%40example.org",
    ):
        yield f"?{query}"
        yield f"?{query}&scan=1"


def _of_item(entity: Entity, item):
    address = item_url(entity, entity.key_of(item))
    yield from (address, f"{address}raw/", f"{address}raw/?format=json", f"{address}project/")
    for field in entity.fields:
        if isinstance(field, Picture):
            yield f"{address}held/{field.name}/"


def elsewhere():
    """The pages that are of no one entity, and search for everything the other company is."""
    yield from ("/runs/", f"/runs/?company={THEIRS}", f"/runs/?by={THEIRS}-requestedBy")
    yield from (f"/runs/{THEIRS}-runId/{part}" for part in ("", "outcomes/", "log/"))
    yield from ("/", "/tables/", company_url(THEIRS), company_url(f"{THEIRS}2"), company_url(OURS))
    terms = {THEIRS, THEIRS[:4], "shared@example.org", "SHARED-1", "shared", SECRETS[THEIRS]}
    for entity in catalogue.entities:
        for item in items(entity, THEIRS):
            terms |= {lookup["term"] for lookup in lookups_of(entity, item, NOW)}
    yield from (f"/search/?{urlencode({'q': term})}" for term in sorted(terms))


def answer(client, address: str, **headers) -> tuple:
    """All that a browser receives, without what differs every time."""
    found = client.get(address, **headers)
    body = CHANGING.sub(b"", found.content).replace(found["X-Request-Id"].encode(), b"")
    told = {name: text for name, text in found.items() if name not in HEADERS}
    return found.status_code, told, body


def answers(staff) -> dict[str, tuple]:
    counts_cache.clear()
    client = somebody()
    client.force_login(staff)
    asked = [
        address
        for entity in catalogue.entities
        for address in list(requests(entity))[:: count(1, 6 if entity.name in WHOLE else 20)]
    ]
    asked += elsewhere()
    heard = {address: answer(client, address) for address in asked}
    for address in ("/data/expenses/?scan=1", f"/search/?q={THEIRS}"):
        heard[f"htmx {address}"] = answer(client, address, HTTP_HX_REQUEST="true")
    return heard


@pytest.fixture
def limited_viewer(db):
    return sign_in("limited", role="viewer", companies=[OURS])


@pytest.mark.no_cover  # looks at pages whose lines other tests answer for
def test_the_other_company_makes_no_difference_to_a_viewer_of_one(
    web, engine, administrator, limited_viewer
):
    fill(web, OURS, THEIRS)
    assert THEIRS in administrator.get(f"/search/?q={THEIRS}").content.decode()
    with_them = answers(limited_viewer.staff)
    engine.tidy()
    fill(web, OURS)
    without = answers(limited_viewer.staff)

    assert len(with_them) > 150
    assert [address for address in without if with_them[address] != without[address]] == []
    assert {status for status, *_ in without.values()} <= {200, 302, 400, 403, 404}


@pytest.mark.no_cover  # looks at pages whose lines other tests answer for
def test_what_is_theirs_is_answered_as_what_does_not_exist(web, limited_viewer):
    fill(web, OURS, THEIRS)
    for entity in catalogue.entities:
        for item in items(entity, THEIRS)[-count(3, 1) :]:
            for address in _of_item(entity, item):
                ghost = address.replace(THEIRS, "nosuchone")
                status = limited_viewer.get(address).status_code
                assert status == limited_viewer.get(ghost).status_code != 200, address


def test_their_words_stand_on_no_page_that_was_not_asked_for_them(web, limited_viewer):
    fill(web, OURS, THEIRS)
    heard = {}
    for entity in catalogue.entities:
        partitions = {index.partition for index in entity.indexes} & SHARED.keys()
        for address in ("?scan=1", *(f"?{name}.is={SHARED[name]}" for name in partitions)):
            heard[entity.name + address] = limited_viewer.get(entity_url(entity) + address)
    for address in ("/", "/tables/", "/runs/", "/search/?q=shared", company_url(OURS)):
        heard[address] = limited_viewer.get(address)

    for address, page in heard.items():
        whole = page.content + str(dict(page.items())).encode()
        for word in (THEIRS, "771,77", "77177", "1717", SECRETS[THEIRS]):
            assert word.encode() not in whole, (address, word)
    assert OURS.encode() in heard["expenses?scan=1"].content


def test_a_shared_view_that_names_another_company_is_not_shown(web, limited_viewer, administrator):
    fill(web, OURS, THEIRS)
    owner = administrator.staff
    for name, query in {
        "Of them": f"companyId.is={THEIRS}",
        "One of them": f"companyId.in={THEIRS}&companyId.in={OURS}",
        "Their project": f"scan=1&projectId.is={THEIRS}-projectId",
        "Ours": f"companyId.is={OURS}",
        "Pending": "status.is=pending&order=descending",
        "Large": "amount.from=1000",
    }.items():
        SavedView.objects.create(
            owner=owner, entity="expenses", name=name, query=query, shared=True
        )

    page = limited_viewer.get("/data/expenses/")

    tabs = [e for e in find(page, "a") if (e["title"] or "").startswith("shared by")]
    assert {e.text.strip() for e in tabs} == {"Ours", "Pending", "Large"}
    assert THEIRS not in page.content.decode()


def test_nobody_removes_a_view_of_others_or_learns_that_it_exists(web, limited_viewer, editor):
    view = SavedView.objects.create(owner=editor.staff, entity="expenses", name="Mine")

    real = limited_viewer.post(reverse("delete_view", args=["expenses", view.pk]))
    ghost = limited_viewer.post(reverse("delete_view", args=["expenses", view.pk + 1]))

    assert real.status_code == ghost.status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()
