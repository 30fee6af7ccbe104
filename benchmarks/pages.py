"""Pages as an administrator gets them, each beside the bare reads behind it."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.test import Client

from benchmarks.bare import recorded, repeat
from benchmarks.subjects import Sized, Subjects
from benchmarks.table import Row
from benchmarks.timing import side_by_side
from entities.catalogue import catalogue
from entities.conf import get_store
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.web.addresses import company_url, entity_url, item_url


class PageFellShort(Exception):
    """The page lacks something it was measured for, so its time would tell nothing."""


@dataclass(frozen=True)
class Page:
    """An address, how many items it is about, and what must stand in its HTML as written."""

    name: str
    url: str
    items: int
    holds: tuple[str, ...]


def pages(subjects: Subjects) -> list[Page]:
    expenses, projects = catalogue.entity("expenses"), catalogue.entity("projects")
    companies, item, project = (
        catalogue.entity("companies"),
        subjects.expenses[0],
        subjects.project,
    )
    url, its_id = _url(expenses, item), item[expenses.sort]
    company = {f"{expenses.partition}.is": subjects.listed.key[0]}
    found = f"/search/?{urlencode({'q': item['invoiceNum']})}"
    board = item_url(projects, project.key, "project")
    return [
        _list("list: expenses of a company", expenses, subjects.expenses, company),
        _list("list: scan of companies", companies, subjects.companies, {"scan": "1"}),
        Page("item: an expense", url, 1, (its_id,)),
        Page("item: an expense, raw", f"{url}raw/", 1, (its_id,)),
        _company("company: the largest", subjects.large),
        _company("company: the median", subjects.median),
        Page("project: the largest", board, project.expenses, (_count(project),)),
        Page("overview", "/", len(catalogue.tables), tuple(e.titles for e in catalogue.entities)),
        Page("search: an invoice number", found, 1, (_link(expenses, item),)),
    ]


def _list(name: str, entity: Entity, items: list[Item], query: dict[str, str]) -> Page:
    links = tuple(_link(entity, item) for item in items)
    return Page(name, f"{entity_url(entity)}?{urlencode(query)}", len(items), links)


def _company(name: str, company: Sized) -> Page:
    (company_id,) = company.key
    return Page(name, company_url(company_id), company.expenses, (company_id, _count(company)))


def _url(entity: Entity, item: Item) -> str:
    return item_url(entity, entity.key_of(item))


def _link(entity: Entity, item: Item) -> str:
    return f'href="{_url(entity, item)}"'


def _count(sized: Sized) -> str:
    return f">{sized.expenses:,}</a>"


def sign_in() -> Client:
    """A browser in which an administrator is signed in."""
    staff = get_user_model().objects
    user = staff.create(username="bench", role="administrator", every_company=True)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user)
    return browser


def measure_page(browser: Client, page: Page, times: int) -> Row:
    """Raises PageFellShort."""
    visit, waits = _visitor(browser, page)
    visit()
    with recorded(get_store().client) as calls:
        html = visit()
    ours, bare = side_by_side(visit, repeat(calls), times=times)
    waited = sum(waits[-times:]) * 1000
    compressed = len(gzip.compress(html, 6))
    return Row(
        *(page.name, page.items, ours, bare),
        waiting=waited / ours.total,
        calls=len(calls),
        size=len(html),
        compressed=compressed,
    )


def _visitor(browser: Client, page: Page) -> tuple[Callable[[], bytes], list[float]]:
    """What gets the page, whole, and the list to which it adds its seconds in DynamoDB calls."""
    waits: list[float] = []

    def visit() -> bytes:
        response = browser.get(page.url)
        waits.append(response.wsgi_request.meter.seconds)
        missing = [text for text in page.holds if text.encode() not in response.content]
        if response.status_code != 200 or missing:
            raise PageFellShort(f"{page.url}: status {response.status_code}, without {missing[:3]}")
        return response.content

    return visit, waits
