"""Changes of long lists and large files: planned by a run, looked at, applied as planned."""

import pytest

from tests.operations.short_pages import ShortPages
from tests.web.cast import sign_in
from tests.web.html import find, problems, texts
from tests.web.records import OURS, contractor, house, put
from tests.web.running import came_of, drive, said_of, take_back
from tests.web.test_bulk_runs import hidden, keys, one, preview
from tests.web.test_transfer import download, upload

ALL = {"which": "all", "companyId.is": OURS}


@pytest.fixture
def long(web, monkeypatch):
    """Five expenses, where two are many."""
    house(web)
    monkeypatch.setattr("entities.operations.bulk.selection.MOST", 2)
    monkeypatch.setattr("entities.web.views.transfer.MOST_LINES", 2)
    monkeypatch.setattr("entities.operations.works.bulk_preview.AT_ONCE", 2)
    monkeypatch.setattr("entities.operations.works.import_preview.UNITS", 2)
    monkeypatch.setattr("entities.web.bulk.plans.AT_ONCE", 3)
    monkeypatch.setattr(web, "__class__", ShortPages)
    return web


def plan_of(client, store, answer):
    """The page of the plan that a run has made."""
    run = drive(store, answer)
    assert run.status == "succeeded"
    (link,) = find(client.get(answer["Location"]), "a", href=f"/plans/{run.run_id}/")
    page = client.get(link["href"])
    assert list(problems(page)) == []
    return page, link["href"]


def apply(client, page, address: str, **more):
    return client.post(address, {"digest": hidden(page, "digest"), **more})


def descriptions(store) -> list:
    return [one(store, n).get("description") for n in range(1, 6)]


def test_a_change_of_a_long_list_is_previewed_in_full_applied_and_undone(long, operator):
    """Hard cases 36 and 37, for what no page could hold."""
    before = descriptions(long)
    banner = operator.post("/bulk/expenses/", {**ALL, "action": "set", "field": "description"})
    assert "The list holds more than these 2." in banner.content.decode()

    page, address = plan_of(operator, long, preview(operator, **ALL))
    assert texts(page, "h1") == ["Change 5 expenses"]
    assert "5 change" in texts(page, "span")
    assert len(find(page, "tr")) == 1 + 3
    rest = operator.get(f"{address}?from=3")
    assert len(find(rest, "tr")) == 1 + 2
    assert descriptions(long) == before

    answer = apply(operator, page, address, reason="a better word")
    assert came_of(long, answer) == {"done": 5}
    assert descriptions(long) == ["Gravel"] * 5
    assert came_of(long, take_back(operator, answer)) == {"done": 5}
    assert descriptions(long) == before


def test_what_changes_after_a_long_preview_is_left_alone(long, operator):
    page, address = plan_of(operator, long, preview(operator, **ALL))
    put(long, "expenses", one(long, 2) | {"notes": "somebody was here"})
    assert len(find(operator.get(address), "tr")) == 1 + 2

    answer = apply(operator, page, address)

    assert came_of(long, answer) == {"done": 4, "failed": 1}
    assert "description" not in one(long, 2)


def test_the_same_click_applies_a_plan_once_and_an_altered_one_not_at_all(long, operator):
    page, address = plan_of(operator, long, preview(operator, **ALL))

    assert operator.post(address, {"digest": "another"}).status_code == 409
    first, second = apply(operator, page, address), apply(operator, page, address)
    assert first["Location"] == second["Location"]


def test_a_plan_is_applied_by_who_asked_for_it(long, operator, administrator, editor):
    page, address = plan_of(operator, long, preview(operator, **ALL))

    theirs = administrator.get(address)
    assert theirs.status_code == 200
    assert not find(theirs, "input", name="digest")
    assert apply(administrator, page, address).status_code == 404
    assert editor.get(address).status_code == 403
    assert sign_in("oscar", role="operator", companies=[OURS]).get(address).status_code == 404


def test_a_plan_that_is_not_whole_leads_to_its_run(long, operator):
    answer = preview(operator, **ALL)
    address = answer["Location"].replace("/runs/", "/plans/")

    assert operator.get(address)["Location"] == answer["Location"]
    other = operator.post("/bulk/expenses/", {"key": keys(1), "action": "delete"})
    assert other.status_code == 200
    assert operator.get("/plans/none/").status_code == 404


def test_many_deletions_are_planned_too_and_say_what_stays(long, operator, monkeypatch):
    monkeypatch.setattr("entities.operations.works.bulk_preview.DELETED_AT_ONCE", 2)
    put(long, "contractors", *(contractor(f"contr_{n}") for n in range(50, 53)))
    answer = operator.post("/bulk/contractors/", {**ALL, "action": "delete"})
    run = drive(long, answer)

    assert run.item["counters"]["refused"] >= 1
    assert all(said_of(long, answer))
    address = answer["Location"].replace("/runs/", "/plans/")
    refused = apply(operator, operator.get(address), address)
    assert refused.status_code == 422
    assert "Type “delete" in refused.content.decode()


def test_a_large_file_is_compared_by_a_run_and_imported_as_planned(long, operator):
    text = download(operator).replace("INV-000", "INV-900")
    text += text.splitlines(keepends=True)[-1] + f"{OURS},exp_77\r\n"

    page, address = plan_of(operator, long, upload(operator, text))
    assert {"5 change", "2 error"} <= set(texts(page, "span"))
    assert one(long, 3)["invoiceNum"] == "INV-0003"
    last = operator.get(f"{address}?from=5").content.decode()
    assert "The same key stands on line 6 already." in last

    assert operator.post(address, {"digest": "another"}).status_code == 409
    answer = apply(operator, page, address)
    assert came_of(long, answer) == {"done": 5, "error": 2}
    assert one(long, 3)["invoiceNum"] == "INV-9003"


def test_in_production_a_plan_needs_a_reason(long, operator, production):
    page, address = plan_of(operator, long, preview(operator, **ALL))
    production()

    answer = apply(operator, page, address)

    assert answer.status_code == 422
    assert list(problems(answer)) == []
    assert "needs a reason" in answer.content.decode()
