"""What each kind of work adds to the page of its runs."""

from pathlib import Path

import pytest
from django.conf import settings

from entities.operations.works import labels
from tests.web.html import find, problems
from tests.web.records import put

KINDS = Path(settings.BASE_DIR) / "templates/runs/kinds"
TABLE = "construction-expenses-company-expenses"
RUN = {"runId": "run_1", "status": "succeeded", "standing": "ended", "requestedBy": "ada"}


@pytest.mark.parametrize(
    ("operation", "facts", "links"),
    [
        ("backup", {"plan": "set_1"}, ["/backups/set_1/"]),
        ("drill", {"options": {"set": "set_1"}}, ["/backups/set_1/"]),
        ("restore", {"options": {"set": "set_1"}}, ["/restores/run_1/", "/backups/set_1/"]),
        (
            "index build",
            {"plan": TABLE, "options": {"index": "by-vendor"}},
            [f"/tables/{TABLE}/indexes/by-vendor/", f"/tables/{TABLE}/"],
        ),
    ],
)
def test_a_run_leads_to_what_it_is_about(web, administrator, operation, facts, links):
    put(web, "runs", operation=operation, **RUN, **facts)

    page = administrator.get("/runs/run_1/")

    assert list(problems(page)) == []
    assert [e["href"] for e in find(page, "a") if e["href"] in links] == links


def test_every_part_of_a_page_belongs_to_a_kind_of_work():
    kinds = {name.replace(" ", "-").replace("_", "-") for name in labels()}

    assert {path.stem for path in KINDS.glob("*.html")} <= {"none", *kinds}


def test_a_run_of_every_kind_has_a_page_that_is_sound(web, administrator):
    for operation in labels():
        put(web, "runs", operation=operation, **RUN, plan="set_1", options=OPTIONS)
        page = administrator.get("/runs/run_1/")
        assert (page.status_code, list(problems(page))) == (200, []), operation


OPTIONS = {"set": "set_1", "restored": "run_0", "index": "by-vendor", "format": "csv"}
