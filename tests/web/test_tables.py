"""The page of all tables, and that of one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entities.catalogue import catalogue
from entities.errors import Unreachable
from entities.operations.settled import stamp
from entities.operations.tables.last_backup import LastBackup
from entities.web.tables.standings import standings
from tests.web.cast import index
from tests.web.html import find, link, links, problems, texts
from tests.web.records import OURS, company, expense, put

EXPENSES = "construction-expenses-dev-company-expenses"
PAGE = f"/tables/{EXPENSES}/"


def text(answer) -> str:
    assert answer.status_code == 200
    assert list(problems(answer)) == []
    return " ".join(answer.content.decode().split())


def drop(store, name: str) -> None:
    store.call("UpdateTable", name, {"TableName": name, "DeletionProtectionEnabled": False})
    store.call("DeleteTable", name, {"TableName": name})
    standings.clear()


def looks(answer) -> int:
    """How many tables were asked for the page."""
    assert answer.status_code == 200
    return answer.wsgi_request.meter.calls["DescribeTimeToLive"]


def test_filters_narrow_the_tables_and_count_what_they_would_show(web, administrator):
    page = administrator.get("/tables/?system=construction&group=Billing")

    shown = [address for address in links(page) if address.startswith("/tables/construction")]
    billing = {e.table for e in catalogue.entities if e.group == "Billing"}
    assert {address.split("-dev-")[1].strip("/") for address in shown} == billing
    assert "/tables/?system=dashboard&amp;group=Billing" not in page.content.decode()
    assert link(page, "Clear") == "/tables/"
    assert "No table is like this" in text(administrator.get("/tables/?system=nowhere"))


def test_a_missing_table_is_counted_named_and_found_by_its_state(web, viewer):
    drop(web, EXPENSES)

    page = text(viewer.get("/tables/?state=missing"))

    assert "It is declared and does not exist." in page
    assert f'href="{PAGE}"' in page and page.count('class="id"') == 1


def test_check_again_asks_anew_and_nothing_else_does(web, viewer, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("entities.web.tables.standings.timezone.now", lambda: now)
    first = viewer.get("/tables/")
    assert looks(first) > 10
    assert looks(viewer.get("/tables/?state=missing")) == looks(viewer.get(PAGE)) == 0

    now += timedelta(minutes=3)
    again = f"/tables/?since={int(now.timestamp())}"
    assert "3 min ago" in text(viewer.get("/tables/"))
    assert looks(viewer.get(again)) == looks(first)
    assert looks(viewer.get(again)) == 0
    assert looks(viewer.get("/tables/?since=9999999999")) == 0
    assert "since=" in link(viewer.get("/tables/?state=differs"), "check again")

    now += timedelta(minutes=11)
    assert looks(viewer.get(PAGE)) == 1


def test_a_table_that_could_not_be_asked_is_asked_again_soon(web, viewer, faults, monkeypatch):
    faults.refuse("DescribeTable", "AccessDeniedException")
    now = timezone.now()
    monkeypatch.setattr("entities.web.tables.standings.timezone.now", lambda: now)

    assert "refused DescribeTable" in text(viewer.get(PAGE))
    now += timedelta(seconds=31)
    assert "as declared" in text(viewer.get(PAGE))


def test_who_works_for_one_company_learns_nothing_about_all_items(web, limited):
    put(web, "companies", company())

    shown = text(limited.get(PAGE))

    for hidden in ("own figure", "Cost of a month", "Seen by this process", "Inventories"):
        assert hidden not in shown
    assert "Count, about" not in shown
    assert "multi-table" not in text(limited.get("/tables/"))
    assert limited.get("/tables/construction-expenses-dev-multi-table-users/").status_code == 404


def test_the_page_of_a_table_tells_its_ways_settings_inventories_and_cost(web, viewer):
    page = viewer.get(PAGE)

    shown = text(page)
    assert {"companyId", "expenseId", "invoiceNum-index"} <= set(texts(page, "code"))
    assert "an invoice number within a company" in shown
    assert '2025-12-01 <span class="dim">probably</span>' in shown and "295,093" in shown
    assert "On-demand prices of us-east-1" in shown
    assert "never" in texts(page, "span", class_="st warn")
    assert "Count, about" not in shown, "a viewer may not have it counted"
    assert "/data/expenses/" in " ".join(links(page))


def test_what_somebody_assumes_stands_in_the_address_and_in_the_sum(web, viewer):
    page = viewer.get(f"{PAGE}?reads=8,000,000&writes=lots&backups=0")

    shown = text(page)
    assert "8,000,000 units" in shown and "as you typed it" in shown
    assert "about <b>1.00 USD</b>" in shown
    assert find(page, "input", id="assume-reads")[0]["value"] == "8000000"
    assert find(page, "input", id="assume-writes")[0]["value"] == ""


def test_an_index_is_counted_when_asked_and_remembered(web, operator):
    put(web, "expenses", *(expense(number) for number in range(1, 4)))

    answer = operator.post(f"{PAGE}indexes/invoiceNum-index/count/", follow=True)

    shown = text(answer)
    assert answer.redirect_chain == [(PAGE, 303)]
    assert "invoiceNum-index holds 3 items. Counting took" in shown
    assert "It held <b>3</b>" in text(operator.get(PAGE))
    assert operator.post(f"{PAGE}indexes/no-index/count/").status_code == 404


def test_an_index_that_holds_too_much_for_a_page_says_at_least(web, operator, settings, faults):
    settings.READ_BUDGET_UNITS = 1
    key = {"companyId": {"S": OURS}, "expenseId": {"S": "e"}, "invoiceNum": {"S": "i"}}
    consumed = {"TableName": EXPENSES, "CapacityUnits": 9}
    page = {"Items": [key], "LastEvaluatedKey": key, "ConsumedCapacity": consumed}
    faults.answer("Scan", page)

    answer = operator.post(f"{PAGE}indexes/invoiceNum-index/count/", follow=True)

    assert "holds at least 1 items" in text(answer)
    assert "was never counted" in text(operator.get(PAGE))


def test_an_index_that_held_less_than_belongs_into_it_is_told(filled, operator):
    name = f"index {EXPENSES}/invoiceNum-index"
    put(filled, "counts", scope=name, counts={}, watches={}, indexes={"held": Decimal(1)})
    stored = catalogue.entity("counts")
    item = filled.get(stored, (name,)) | {"countedAt": "2025-06-01T12:00:00+00:00"}
    put(filled, "counts", item)

    assert "fewer than have its keys" in text(operator.get(PAGE))


def test_the_last_backup_is_told_on_both_pages(web, viewer, operator, monkeypatch):
    known = {EXPENSES: LastBackup(timezone.now() - timedelta(hours=3), "b1", verified=True)}
    monkeypatch.setattr(
        "entities.web.tables.standings.last_backups", lambda store, catalogue: known
    )

    for address in ("/tables/", PAGE):
        assert "3 h ago" in text(viewer.get(address))
        assert "verified" in texts(viewer.get(address), "span", class_="tag ok")
    assert "/backups/b1/" in links(operator.get(PAGE))
    assert "/backups/b1/" not in links(viewer.get(PAGE))


def test_backups_that_cannot_be_read_leave_the_tables_standing(web, viewer, monkeypatch):
    def fails(store, catalogue):
        raise Unreachable

    monkeypatch.setattr("entities.web.tables.standings.last_backups", fails)

    assert "never" in text(viewer.get("/tables/"))


def test_a_sparse_index_says_whether_it_is_meant_to_be(web, viewer):
    bare = expense(2)
    del bare["invoiceNum"]
    put(web, "expenses", expense(1), bare)
    index(web)

    assert "items have its keys: sparse, which it is not meant to be" in text(viewer.get(PAGE))


def test_the_palette_and_the_overview_lead_to_the_page_of_a_table(web, viewer, limited):
    assert PAGE in links(viewer.get(f"/search/?q={EXPENSES}"))
    assert PAGE in links(viewer.get("/"))
    old = "/tables/construction-expenses-dev-multi-table-users/"
    assert old not in links(limited.get("/search/?q=multi-table-users"))


BANNERS = {
    "CREATING": "is creating and cannot be used yet",
    "UPDATING": "The table is updating.",
    "DELETING": "is deleting and cannot be used yet",
}


@pytest.mark.parametrize("status", BANNERS)
def test_a_table_that_is_being_changed_says_so_and_what_to_do(web, viewer, faults, status):
    table = web.client.describe_table(TableName=EXPENSES)["Table"]
    faults.answer(
        "DescribeTable", {"Table": {**table, "TableStatus": status, "CreationDateTime": 0}}, times=9
    )
    if status != "UPDATING":
        faults.refuse("DescribeTimeToLive", "ResourceNotFoundException")

    shown = text(viewer.get(PAGE))

    assert BANNERS[status] in shown
    assert "Look again in a minute" in shown


def test_an_index_that_is_being_built_is_in_the_banner(web, viewer, faults):
    table = web.client.describe_table(TableName=EXPENSES)["Table"]
    table["GlobalSecondaryIndexes"][0]["IndexStatus"] = "CREATING"
    faults.answer("DescribeTable", {"Table": {**table, "CreationDateTime": 0}})

    shown = text(viewer.get(PAGE))

    assert "The index invoiceNum-index is creating." in shown and "being built" in shown


def test_a_missing_table_and_one_with_other_keys_say_what_to_do(web, viewer, engine):
    drop(web, EXPENSES)
    assert "Its lists stay empty until it is made" in text(viewer.get(PAGE))

    web.client.create_table(
        TableName=EXPENSES,
        KeySchema=[{"AttributeName": "expenseId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "expenseId", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    standings.clear()

    shown = text(viewer.get(PAGE))
    assert "other keys than declared: expenseId instead of companyId and expenseId" in shown
    assert "A table keeps its keys for life" in shown
    assert "Indexes that differ" in shown


def test_what_the_engine_does_not_offer_is_said_and_no_failure(web, viewer, faults):
    for operation in ("DescribeTimeToLive", "DescribeContinuousBackups", "ListTagsOfResource"):
        faults.refuse(operation, "UnknownOperationException")

    shown = text(viewer.get(PAGE))

    assert shown.count("not offered by this engine") == 4
    assert "as declared" in shown


def test_a_table_is_looked_at_anew_while_an_index_changes_and_once_it_did(
    web, operator, monkeypatch
):
    now = timezone.now()
    monkeypatch.setattr("entities.web.tables.standings.timezone.now", lambda: now)
    run = {"runId": "r1", "operation": "index build", "plan": EXPENSES, "createdAt": stamp(now)}
    run |= {"options": {"index": "some-index"}}
    put(web, "runs", run | {"status": "running"})
    operator.get(PAGE)
    now += timedelta(seconds=5)
    assert looks(operator.get(PAGE)) == 1

    now += timedelta(seconds=5)
    put(web, "runs", run | {"status": "succeeded", "finishedAt": stamp(now)})
    now += timedelta(seconds=5)
    assert [looks(operator.get(PAGE)) for _ in range(2)] == [1, 0]


def test_builds_of_indexes_are_listed(web, operator, viewer):
    run = {"runId": "r1", "operation": "index build", "plan": EXPENSES, "status": "running"}
    run |= {"createdAt": "2025-06-01T12:00:00.000Z", "requestedBy": "dana"}
    other = run | {"runId": "r2", "operation": "backup"}
    put(web, "runs", run | {"options": {"index": "some-index"}, "statusReason": "It waits."}, other)

    shown = text(operator.get(PAGE))

    assert "Index builds" in shown and "some-index" in shown and "It waits." in shown
    assert "Index builds" not in text(viewer.get(PAGE))
