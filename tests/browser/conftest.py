"""A real browser at pages that are really served; skipped where Chromium is absent."""

import os
import shutil
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import sync_playwright

from entities.operations.settled import stamp
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import ASKED, PASSWORD, index, sign_in
from tests.web.records import OURS, company, expense, house, project, put

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WAIT = 15_000  # milliseconds


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A database in a file: the served pages and the test would share one connection to one in
    memory, each from threads of their own."""
    for database in connections.settings.values():
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "keyroom.sqlite3")


@pytest.fixture(scope="session")
def chromium():
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as driver:
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
            yield browser
            browser.close()


class Complaints(list):
    """What the browser had to say about pages: errors, and what the policy forbade."""

    def watch(self, page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _said(self, message) -> None:
        if message.type in ("error", "warning"):
            self.append(message.text)

    def _failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left behind by going on
            self.append(f"{request.url}: {request.failure}")

    def _answered(self, answer) -> None:
        if answer.status >= 400:
            self.append(f"{answer.url}: {answer.status}")


@pytest.fixture
def filled_house(transactional_db, web):
    """A company with more expenses than a page holds, looked up and counted."""
    house(web, expenses=0)
    put(web, "expenses", *(expense(n, description="walls and " * 12) for n in range(1, 121)))
    put(web, "projects", *(project(f"proj_{n}", name="בית לדוגמה " * 4) for n in range(2, 5)))
    put(web, "companies", company("comp_b", name="B" * 90))
    put(web, "approvals", approvalId="asked", status="requested", phase="open", **ASKED)
    count_to(web, 3)
    index(web)
    return web


def count_to(store, done: int) -> None:
    """A run of ten units that a worker has, of which so many are done."""
    now = timezone.now()
    asked = {"requestedBy": "ada", "createdAt": stamp(now), "updatedAt": stamp(now)}
    held = {"leasedBy": "worker 1", "leasedUntil": stamp(now + timedelta(minutes=5))}
    figures = {"done": Decimal(done), "total": Decimal(10), "counters": {"done": Decimal(done)}}
    run = {"operation": "bulk", "status": "running", "standing": "open", "entities": ["expenses"]}
    put(store, "runs", runId="counting", statusReason="A worker took it up.", **run, **asked)
    put(store, "segments", runId="counting", segmentId="000", status="waiting", **held, **figures)


@pytest.fixture
def page(chromium, live_server, filled_house):
    """A window in which an administrator has signed in; its complaints fail the test."""
    sign_in("ada", role="administrator", every_company=True)
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    page = context.new_page()
    complaints = Complaints()
    complaints.watch(page)
    page.goto("/account/sign-in/")
    page.fill("[name=login]", "ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def pages() -> dict[str, str]:
    """The main pages by name."""
    return {
        "overview": "/",
        "list": f"/data/expenses/?companyId.is={OURS}",
        "asking list": "/data/expenses/",
        "item": f"/data/expenses/{OURS},exp_0001/",
        "reveal": f"/data/contractors/{OURS},contr_1/reveal/phone/",
        "raw": f"/data/expenses/{OURS},exp_0001/raw/",
        "company": f"/companies/{OURS}/",
        "project": f"/data/projects/{OURS},proj_1/project/",
        "tables": "/tables/",
        "runs": "/runs/",
        "run": "/runs/counting/",
        "table": "/tables/construction-expenses-dev-company-expenses/",
        "plan of a table": "/tables/construction-expenses-dev-company-expenses/plan/",
        "approvals": "/approvals/",
        "approval": "/approvals/asked/",
        "delete for good": "/data/companies/comp_b/delete/",
        "search": "/search/?q=exp_0001",
    }
