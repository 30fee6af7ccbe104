"""Every named address for every member of the cast: who may open it, and that the page is sound."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import get_resolver

from entities.catalogue import catalogue
from entities.models import SavedView
from entities.operations.demo.example_people import EXAMPLE_COMPANY
from entities.web.addresses import company_url, entity_url, item_url
from entities.web.middleware import POLICY
from tests.web.account_pages import account_pages
from tests.web.approval_pages import approval_pages
from tests.web.backup_pages import backup_pages
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.pages import form_pages
from tests.web.html import problems, read
from tests.web.many_pages import many_pages
from tests.web.table_pages import table_pages

pytestmark = pytest.mark.no_cover  # looks at pages whose lines other tests answer for
STAFF = ("viewer", "editor", "operator", "approver", "administrator", "limited")
ALIKE = ("editor", "operator", "approver")  # read what a viewer reads; asked once per name
SIGN_IN = "/account/sign-in/?next="


def for_staff(status: int = 200, **others: int) -> dict[str, int]:
    """Status by member: staff see it, a stranger may not, nobody has to sign in."""
    return dict.fromkeys(STAFF, status) | {"stranger": 403, "nobody": 302} | others


def for_audit(status: int = 200) -> dict[str, int]:
    """Status by member where it takes the action “read audit”."""
    return for_staff(status, viewer=403, editor=403, limited=403)


def for_all(status: int = 200, **others: int) -> dict[str, int]:
    return dict.fromkeys(STAFF, status) | {"stranger": status, "nobody": status} | others


def of(name: str, store, owner: str = "") -> str:
    """The address of an item of the entity, of this company where one is named."""
    entity = catalogue.entity(name)
    items = (item for page in store.pages(entity) for item in page.items)
    wanted = (i for i in items if not owner or i.get(entity.company_attribute) == owner)
    return item_url(entity, entity.key_of(next(wanted)))


def table_of_pages(store) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Addresses and expected statuses by the name of the address."""
    project = of("projects", store, EXAMPLE_COMPANY)
    foreign = of("projects", store, "comp, odd/keys & 100%25 #1")
    masked = of("company-users", store, EXAMPLE_COMPANY)
    receipt = next(address for address in receipts(store))
    administered = for_staff(404, administrator=200)
    return {
        "overview": [("/", for_staff())],
        "company": [
            (company_url(EXAMPLE_COMPANY), for_staff()),
            (company_url("comp, odd/keys & 100%25 #1"), for_staff(limited=404)),
            (company_url("comp_of_nobody"), for_staff(404)),
        ],
        "search": [("/search/", for_staff()), (f"/search/?q={EXAMPLE_COMPANY}", for_staff())],
        "item_list": [
            ("/data/expenses/", for_staff()),
            ("/data/multi-expenses/?scan=1", for_staff(limited=403)),
            ("/data/assignments/?scan=1", administered),
            ("/data/flags/?scan=1", administered),
            ("/data/unheard-of/", for_staff(404)),
        ],
        "save_view": [("/views/expenses/save/", for_staff(405))],
        "delete_view": [("/views/expenses/1/delete/", for_staff(405))],
        "item_detail": [
            (project, for_staff()),
            (foreign, for_staff(limited=404)),
            (of("invitations", store, EXAMPLE_COMPANY), for_staff()),
            (of("single-expenses", store), for_staff(limited=403)),
            (of("assignments", store), administered),
            (entity_url(catalogue.entity("projects")) + "one-part/", for_staff(404)),
        ],
        "item_raw": [
            (f"{project}raw/", for_staff()),
            (f"{project}raw/?format=json", for_staff()),
            (f"{foreign}raw/", for_staff(limited=404)),
        ],
        "item_history": [
            (f"{project}history/", for_staff()),
            (f"{foreign}history/", for_staff(limited=404)),
            (entity_url(catalogue.entity("projects")) + "a,b/history/", for_staff(404)),
            (of("assignments", store) + "history/", administered),
        ],
        "audit_log": [
            ("/audit/", for_audit()),
            ("/audit/?day=2025-06-15&action=edit&entity=projects", for_audit()),
            ("/audit/?day=yesterday", for_audit(400)),
            ("/audit/?cursor=made-up", for_audit(400)),
        ],
        "project": [
            (f"{project}project/", for_staff()),
            (f"{foreign}project/", for_staff(limited=404)),
            (of("contractors", store, EXAMPLE_COMPANY) + "project/", for_staff(404)),
        ],
        "reveal": [
            (f"{masked}reveal/phone/", for_staff(403, administrator=200)),
            (f"{masked}reveal/name/", for_staff(403, administrator=404)),
        ],
        "item_attachment": [
            (receipt, for_staff()),
            (receipt.replace("receiptImage", "amount"), for_staff(404)),
        ],
        "preferences": [("/preferences/", for_all(405))],
        "account_login": [("/account/sign-in/", for_all(302, nobody=200))],
        "account_logout": [("/account/sign-out/", for_all(200, nobody=302))],
        "account_inactive": [("/account/inactive/", for_all())],
        "healthz": [("/healthz", for_all())],
        "readyz": [("/readyz", for_all())],
        "metrics": [("/metrics", for_staff(403, administrator=200))],
    }


def receipts(store):
    """Addresses of pictures held in expenses of the example company."""
    expenses = catalogue.entity("expenses")
    for page in store.pages(expenses):
        for item in page.items:
            held = isinstance(item.get("receiptImage"), dict)
            if held and item["companyId"] == EXAMPLE_COMPANY:
                yield item_url(expenses, expenses.key_of(item)) + "held/receiptImage/"


def names() -> set[str]:
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_every_page_opens_for_those_it_is_for_and_is_sound(filled, cast):
    pages = table_of_pages(filled) | account_pages(cast["editor"].staff.pk)
    project, old = of("projects", filled, EXAMPLE_COMPANY), of("single-projects", filled)
    pages |= form_pages(project, old) | many_pages() | approval_pages() | table_pages(filled)
    pages |= backup_pages(filled)
    assert set(pages) == names(), "an address without a row here, or a row without an address"
    SavedView.objects.create(owner=cast["editor"].staff, entity="expenses", name="Mine", query="")
    wrong = []
    for rows in pages.values():
        for address, expected in rows:
            for name, status in expected.items():
                if name in ALIKE and address != rows[0][0]:
                    continue
                answer = cast[name].get(address)
                wrong += [f"{name}: {address}: {words}" for words in verdict(answer, status)]

    assert wrong == []


def verdict(answer, status: int):
    """What is wrong with an answer that should have this status."""
    if answer.status_code != status:
        yield f"{answer.status_code}, not {status}"
    if status == 302 and "sign-in" in answer["Location"] and SIGN_IN not in answer["Location"]:
        yield "the way back after signing in is lost"
    if not answer.headers.get("X-Request-Id"):
        yield "no request id"
    policy = answer.headers.get("Content-Security-Policy", "")
    is_page = answer["Content-Type"].startswith("text/html")
    if policy != POLICY and (is_page or "default-src 'none'" not in policy):
        yield f"the policy is {policy!r}"
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"kept by caches: {answer.headers.get('Cache-Control')}"
    if is_page and status not in (302, 405):
        yield from problems(answer)


def test_the_policy_lets_nothing_in_from_elsewhere():
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert re.findall(r"https?:|\*", POLICY) == []


HEAVY = (
    "/",
    "/tables/",
    "/data/expenses/?scan=1",
    "/data/companies/?scan=1",
    f"/data/projects/?companyId.is={EXAMPLE_COMPANY}",
    f"/companies/{EXAMPLE_COMPANY}/",
    "/search/?q=demo",
)


def test_a_page_weighs_little_also_on_the_first_visit(filled, administrator):
    for address in HEAVY:
        answer = administrator.get(address)
        page = len(gzip.compress(answer.content))
        resources = {path: weight(path) for path in resources_of(answer)}

        assert page < 100_000, address
        assert len(resources) > 6
        assert page + sum(resources.values()) < 250_000, (address, resources)


def resources_of(answer) -> set[str]:
    """The files that the page asks for, and those that its style sheets ask for."""
    found = set()
    for element in read(answer).elements:
        address = element["src"] or (element["href"] if element.tag in ("link", "use") else "")
        if address.startswith("/static/"):
            found.add(address.partition("#")[0].removeprefix("/static/"))
    for sheet in [path for path in found if path.endswith(".css")]:
        for used in re.findall(r"""url\(["']?\.\./([^"')]+)""", located(sheet).read_text()):
            found.add(used)
    return found


def located(path: str) -> Path:
    where = finders.find(path)
    assert where, f"{path} is not there"
    return Path(where)


def weight(path: str) -> int:
    content = located(path).read_bytes()
    return len(content) if path.endswith("woff2") else len(gzip.compress(content))
