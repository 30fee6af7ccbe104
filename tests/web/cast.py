"""The standing cast of tests of pages: who is there, what they may do, and what they look at.

A member of the cast is a client that is signed in; `who.staff` is the account.
"""

import pytest
from django.conf import settings
from django.test import Client

from entities import conf
from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.models import Staff
from entities.operations.counting import count_items
from entities.operations.demo.dataset import MADE_UP
from entities.operations.lookups import build_lookups
from entities.web.backups.board import alarm_cache
from entities.web.navigation import counts_cache
from entities.web.runs.waiting import runs_cache
from entities.web.tables.standings import standings
from entities.web.waiting import waiting_cache
from tests.engines import as_production
from tests.web.backup_pages import SET
from tests.web.records import NOW, OURS, put
from tests.web.shelf import Shelf

ASKED = {
    "words": "Drop the works",
    "plan": ["The table works is dropped"],
    "subject": "/tables/",
    "requestedBy": "amir",
    "requestedAt": "2025-05-01T10:00:00.000Z",
}
PASSWORD = "correct horse battery"
CAST = (
    "viewer",
    "editor",
    "operator",
    "approver",
    "administrator",
    "limited",
    "stranger",
    "nobody",
)


def sign_in(name: str, *, role: str = "", every_company: bool = False, companies=()) -> Client:
    """A new member of staff, signed in."""
    staff = Staff.objects.create_user(
        name,
        f"{name}@example.com",
        PASSWORD,
        role=role,
        every_company=every_company,
        companies=list(companies),
    )
    client = somebody()
    client.force_login(staff)
    client.staff = staff
    return client


def somebody() -> Client:
    """A browser that shows error pages instead of raising."""
    # Collected files are not there before the first `make run`; whitenoise warns of that.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return Client(raise_request_exception=False)


def fresh_store():
    """The store of the pages, which has asked nothing yet and waits for nothing."""
    counts_cache.clear()
    waiting_cache.clear()
    alarm_cache.clear()
    standings.clear()
    runs_cache.clear()
    conf.get_store.cache_clear()
    conf.get_store().sleep = lambda seconds: None
    return conf.get_store()


@pytest.fixture
def web(store, db):
    """The store behind the pages, with nothing remembered from the test before."""
    yield fresh_store()
    counts_cache.clear()
    waiting_cache.clear()
    alarm_cache.clear()
    standings.clear()
    runs_cache.clear()
    conf.get_store.cache_clear()


@pytest.fixture
def production(settings):
    """Called, it makes the place production, with the tables there are."""

    def become() -> None:
        settings.ENVIRONMENT = "production"
        as_production(conf.get_store())

    return become


@pytest.fixture
def viewer(db):
    return sign_in("viewer", role="viewer", every_company=True)


@pytest.fixture
def editor(db):
    return sign_in("editor", role="editor", every_company=True)


@pytest.fixture
def operator(db):
    return sign_in("operator", role="operator", every_company=True)


@pytest.fixture
def approver(db):
    return sign_in("approver", role="approver", every_company=True)


@pytest.fixture
def administrator(db):
    return sign_in("administrator", role="administrator", every_company=True)


@pytest.fixture
def limited(db):
    """A viewer of one company."""
    return sign_in("limited", role="viewer", companies=[OURS])


@pytest.fixture
def stranger(db):
    """Signed in, and without a role."""
    return sign_in("stranger")


@pytest.fixture
def nobody(db):
    """Not signed in."""
    return somebody()


@pytest.fixture
def cast(viewer, editor, operator, approver, administrator, limited, stranger, nobody):
    """Everybody by name."""
    everybody = (viewer, editor, operator, approver, administrator, limited, stranger, nobody)
    return dict(zip(CAST, everybody, strict=True))


@pytest.fixture(scope="session")
def demo_shelf():
    """The made-up data as the engine holds it, once a test has needed it."""
    return Shelf()


@pytest.fixture
def filled(web, engine, demo_shelf):
    """Every item that the demo data makes up, right and wrong, counted and looked up."""
    demo_shelf.lay_out(engine, lambda: write_demo_data(web))
    return web


def write_demo_data(store) -> None:
    found: dict[str, list] = {}
    for make in MADE_UP:
        for name, item in make():
            found.setdefault(name, []).append(item)
    for name, items in found.items():
        put_all(store, catalogue.entity(name), items)
    put(store, "assignments", plan="multi", subject=OURS, companyId=OURS)
    put(store, "flags", plan="multi", flag="DUAL_WRITE_ENABLED", enabled=False)
    put(store, "approvals", approvalId="asked", status="requested", phase="open", **ASKED)
    put(store, "backup-sets", SET)
    index(store)


def index(store) -> None:
    """Count the items and build the look-ups, as the commands do."""
    build_lookups(store, catalogue, now=NOW, progress=lambda entity, count: None)
    count_items(store, catalogue, now=NOW, progress=lambda entity, count: None)
