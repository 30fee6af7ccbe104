"""DynamoDB fails: pages say so calmly, with the right status, and tell nothing they should not."""

import re

import pytest
from django.template import TemplateSyntaxError

from entities.web.navigation import counts_cache
from tests.faults import ALWAYS
from tests.web.cast import fresh_store
from tests.web.html import problems, texts
from tests.web.records import OURS, company, house, invitation, put

SECRET = "c3" * 32
OPERATIONS = ("GetItem", "BatchGetItem", "Query", "Scan")
PAGES = (
    f"/data/expenses/?companyId.is={OURS}",
    f"/data/expenses/{OURS},exp_0001/",
    f"/data/expenses/{OURS},exp_0001/raw/",
    "/data/companies/?scan=1",
    f"/companies/{OURS}/",
    f"/data/projects/{OURS},proj_1/project/",
)


def throttled(faults, operation):
    faults.throttle(operation, times=ALWAYS)


def unreachable(faults, operation):
    faults.unreachable(operation)


def denied(faults, operation):
    faults.refuse(operation, "AccessDeniedException", times=ALWAYS)


def expired(faults, operation):
    faults.refuse(operation, "ExpiredTokenException", times=ALWAYS)


def broken(faults, operation):
    faults.refuse(operation, "InternalServerError", times=ALWAYS, status=500)


def absurd(faults, operation):
    faults.refuse(operation, "ValidationException", times=ALWAYS, Item=SECRET)


FAILURES = {
    throttled: "limiting requests",
    unreachable: "does not answer",
    denied: "refused",
    expired: "credentials",
    broken: "DynamoDB",
    absurd: "DynamoDB refused",
}


@pytest.fixture
def told(capfd, caplog):
    """Everything that went to the log."""
    return lambda: caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("fail", FAILURES, ids=lambda fail: fail.__name__)
def test_a_page_says_calmly_what_is_the_matter(web, viewer, faults, fail, told):
    house(web)
    for address in PAGES:
        assert viewer.get(address).status_code == 200
    for operation in OPERATIONS:
        fail(faults, operation)
    counts_cache.clear()

    for address in PAGES:
        page = viewer.get(address)
        calm(page, FAILURES[fail])
    log = told()
    assert "Traceback" not in log
    assert "the service says so" not in log and SECRET not in log


def calm(page, words: str) -> None:
    assert page.status_code == 503, page.request["PATH_INFO"]
    text = page.content.decode()
    assert words in text
    assert page["X-Request-Id"] in text
    assert list(problems(page)) == []
    for never in ("Traceback", "botocore", "ClientError", "the service says so", "testing", SECRET):
        assert never not in text
    assert page["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("fail", FAILURES, ids=lambda fail: fail.__name__)
def test_the_menu_the_overview_and_search_outlive_a_failing_service(web, viewer, faults, fail):
    fresh_store()
    for operation in (*OPERATIONS, "DescribeTable"):
        fail(faults, operation)

    for address in ("/", "/tables/", "/search/?q=anything"):
        page = viewer.get(address)
        assert page.status_code in (200, 503)
        assert list(problems(page)) == []
        assert "Traceback" not in page.content.decode()


def test_one_referrer_list_that_cannot_be_read_leaves_the_page_standing(web, viewer, faults):
    house(web)
    viewer.get(PAGES[1])
    throttled(faults, "Query")

    page = viewer.get(f"/data/projects/{OURS},proj_1/")

    assert page.status_code == 200
    assert "limiting requests" in page.content.decode()
    assert list(problems(page)) == []


def test_one_section_of_a_company_that_cannot_be_read_leaves_the_others(web, viewer, faults):
    house(web)
    viewer.get(PAGES[4])
    faults.throttle("Query", times=4)

    page = viewer.get(PAGES[4])

    assert page.status_code == 200
    assert "limiting requests" in page.content.decode()
    assert "House proj_1" in page.content.decode()


def test_a_short_hiccup_is_not_seen(web, viewer, faults):
    house(web)
    faults.throttle("Query", times=2)
    faults.connect_time_out("GetItem", times=1)
    faults.leave_over("BatchGetItem", accepted=1, times=1)

    assert viewer.get(PAGES[0]).status_code == 200
    assert viewer.get(PAGES[1]).status_code == 200


def test_a_table_that_is_missing_is_named_and_its_siblings_work(web, engine, viewer):
    house(web)
    name = "construction-expenses-dev-company-expenses"
    web.call("UpdateTable", name, {"TableName": name, "DeletionProtectionEnabled": False})
    web.call("DeleteTable", name, {"TableName": name})
    fresh_store()

    page = viewer.get(PAGES[0])
    calm(page, f"The table “{name}” does not exist")
    assert "create_tables" in page.content.decode()
    assert viewer.get(f"/data/projects/?companyId.is={OURS}").status_code == 200
    assert name in viewer.get(f"/companies/{OURS}/").content.decode()
    assert "missing" in texts(viewer.get("/tables/"), "span", class_="st bad")


def test_search_without_its_table_says_what_to_run(web, viewer):
    name = "keyroom-dev-lookups"
    web.call("UpdateTable", name, {"TableName": name, "DeletionProtectionEnabled": False})
    web.call("DeleteTable", name, {"TableName": name})

    page = viewer.get("/search/?q=anything")

    assert page.status_code == 200
    assert "build_lookups" in page.content.decode()


def test_ready_means_that_the_store_answers_and_alive_that_we_do(web, nobody, faults):
    assert nobody.get("/healthz").content == b"ok\n"
    assert nobody.get("/readyz").status_code == 200
    denied(faults, "GetItem")

    answer = nobody.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"DynamoDB cannot be used\n")
    assert nobody.get("/healthz").status_code == 200


def test_a_fault_of_ours_shows_a_page_without_a_trace_and_reaches_the_log(
    web, viewer, monkeypatch, caplog
):
    def fails(*arguments, **options):
        raise TemplateSyntaxError(f"broken beside {SECRET}")

    put(web, "companies", company())
    put(web, "invitations", invitation(SECRET))
    monkeypatch.setattr("entities.web.views.lists.list_page", fails)

    page = viewer.get(f"/data/invitations/?companyId.is={OURS}")

    assert page.status_code == 500
    text = page.content.decode()
    assert "A fault in Keyroom" in text
    assert SECRET not in text and "Traceback" not in text and "TemplateSyntaxError" not in text
    assert re.search(r"<code>[0-9a-f]{16}</code>", text)
    assert page["X-Request-Id"] in text
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert list(problems(page)) == []
    assert "TemplateSyntaxError" in caplog.text


def test_a_broken_frame_still_ends_on_the_page_for_faults(web, viewer, monkeypatch):
    monkeypatch.setattr("entities.web.navigation.counts_cache", None)

    page = viewer.get("/")

    assert page.status_code == 500
    assert "A fault in Keyroom" in page.content.decode()
