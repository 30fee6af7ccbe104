"""The plan of a table on its page: what is shown is what is done, once, by who may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.table_schema import table_definition
from entities.errors import ActionNotAllowed, TableNotReady
from entities.operations.deeds import Act
from entities.operations.tables.applying_at_once import Patience, apply_at_once
from entities.operations.tables.plan import make_plan
from entities.web.hands import own_hands
from entities.web.tables.standings import standings
from tests.operations.making import NOW
from tests.web.html import find, problems
from tests.web.test_tables import EXPENSES, drop

PLAN = f"/tables/{EXPENSES}/plan/"
ENTITY = catalogue.entity("expenses")


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-3000:]
    assert list(problems(answer)) == []
    return " ".join(answer.content.decode().split())


@pytest.fixture
def drifted(web):
    """Expenses without one index, and with one that nobody declared; a stream is on."""
    drop(web, EXPENSES)
    definition = table_definition(ENTITY)
    kept, _ = sorted(definition["GlobalSecondaryIndexes"], key=lambda i: i["IndexName"])
    foreign = {**kept, "IndexName": "foreign-index"}
    definition["GlobalSecondaryIndexes"] = [kept, foreign]
    definition["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
    tags = [{"Key": "system", "Value": "construction"}, {"Key": "environment", "Value": "dev"}]
    web.client.create_table(TableName=EXPENSES, Tags=tags, **definition)
    standings.clear()
    return web


def form(client, address: str = PLAN, **typed) -> dict:
    """What the page would send, with what is typed."""
    page = client.get(address)
    hidden = {one["name"]: one["value"] for one in find(page, "input", type="hidden")}
    return hidden | {"confirm": "company-expenses", "reason": "as declared"} | typed


def send(client, address: str = PLAN, **typed):
    return client.post(PLAN, form(client, address, **typed))


def subjects(client) -> int:
    """How many things would be changed."""
    return len(find(client.get(PLAN), "pre"))


def test_the_plan_shows_every_call_and_what_stays_or_must_be_named(drifted, operator):
    shown = text(operator.get(PLAN))

    assert "Build the index invoiceNum-index" in shown and "as a run" in shown
    assert "keep every point in time of 35 days" in shown.lower()
    assert "&quot;PointInTimeRecoveryEnabled&quot;: true" in shown
    assert f'value="{EXPENSES}/index/foreign-index"' in shown
    assert f'value="{EXPENSES}/stream"' in shown
    assert "Close the stream" not in shown


def test_what_is_ticked_joins_the_plan_and_changes_its_hash(drifted, operator):
    before = form(operator)["plan"]

    page = operator.get(f"{PLAN}?also={EXPENSES}/stream")

    assert "Close the stream" in text(page)
    ticked = find(page, "input", type="checkbox", checked="")
    assert [one["value"] for one in ticked] == [f"{EXPENSES}/stream"]
    assert form(operator, f"{PLAN}?also={EXPENSES}/stream")["plan"] != before


def test_what_is_quick_is_done_at_once_and_an_index_becomes_a_run(drifted, operator):
    answer = operator.post(PLAN, form(operator), follow=True)

    shown = text(answer)
    ((address, status),) = answer.redirect_chain
    assert (address.partition("=")[0], status) == (f"/tables/{EXPENSES}/?since", 303)
    assert "keep every point in time of 35 days: done" in shown
    assert "build the index invoiceNum-index: begun, and goes on as a run" in shown
    assert "Index builds" in shown
    runs = [item for page in drifted.pages(catalogue.entity("runs")) for item in page.items]
    assert [(r["operation"], r["plan"], r["requestedBy"]) for r in runs] == [
        ("index build", EXPENSES, "operator")
    ]
    record = drifted.get(catalogue.entity("tables"), (EXPENSES,))
    assert (record["changedBy"], record["reason"]) == ("operator", "as declared")
    assert subjects(operator) == 1, "the index, which its run builds"


def test_each_index_change_of_a_plan_is_a_run_of_its_own(drifted, operator):
    address = f"{PLAN}?also={EXPENSES}/index/foreign-index"

    shown = text(operator.post(PLAN, form(operator, address), follow=True))

    assert shown.count("begun, and goes on as a run") == 2
    runs = [item for page in drifted.pages(catalogue.entity("runs")) for item in page.items]
    assert {r["options"]["index"] for r in runs} == {"invoiceNum-index", "foreign-index"}


def test_indexes_that_workers_need_are_left_to_a_command(web, administrator):
    runs = catalogue.entity("runs")
    name = web.table(runs)
    drop(web, name)
    definition = table_definition(replace(runs, indexes=runs.indexes[:1]))
    web.client.create_table(TableName=name, **definition)
    address = f"/tables/{name}/plan/"

    shown = text(
        administrator.post(address, form(administrator, address, confirm="runs"), follow=True)
    )

    assert "because workers find runs through its indexes" in shown
    assert "create_tables --system dashboard --apply" in shown


def test_the_same_click_begins_a_run_once(drifted, operator):
    operator.post(PLAN, form(operator))
    sent = form(operator)

    for _ in range(2):
        assert operator.post(PLAN, sent).status_code == 303

    runs = [item for page in drifted.pages(catalogue.entity("runs")) for item in page.items]
    assert len(runs) == 2, "one per click"


def test_a_missing_table_is_made_from_its_page(web, administrator):
    drop(web, EXPENSES)
    assert "Make construction-expenses-dev-company-expenses" in text(administrator.get(PLAN))

    shown = text(administrator.post(PLAN, form(administrator), follow=True))

    assert f"{EXPENSES}: created" in shown
    assert "as declared" in shown
    assert "There is nothing to apply." in text(administrator.get(PLAN))


def test_without_the_typed_name_nothing_is_done_and_nothing_typed_is_lost(drifted, operator):
    shown = text(send(operator, confirm="company", reason="because <so>"), 422)

    assert "Type “company-expenses” to go on." in shown
    assert 'value="because &lt;so&gt;"' in shown and 'value="company"' in shown
    assert drifted.find(catalogue.entity("tables"), (EXPENSES,)) is None


def test_production_asks_why(drifted, operator, production):
    production()

    shown = text(send(operator, reason=""), 422)

    assert "In production every change needs a reason." in shown


def test_a_plan_that_moved_is_shown_anew_and_not_applied(drifted, operator):
    sent = form(operator)
    recovery = {"PointInTimeRecoveryEnabled": True}
    drifted.client.update_continuous_backups(
        TableName=EXPENSES, PointInTimeRecoverySpecification=recovery
    )

    shown = text(operator.post(PLAN, sent), 409)

    assert "The tables changed since this plan was shown" in shown
    assert 'value="company-expenses"' in shown
    assert drifted.find(catalogue.entity("tables"), (EXPENSES,)) is None


def test_a_plan_that_moves_while_it_is_sent_is_not_applied(drifted, operator, monkeypatch):
    sent = form(operator)
    real = make_plan
    monkeypatch.setattr(
        "entities.operations.tables.applying.make_plan",
        lambda store, catalogue, **asked: real(store, catalogue, system="dashboard"),
    )

    assert "changed since this plan" in text(operator.post(PLAN, sent), 409)


def test_what_must_be_so_first_is_told_and_nothing_can_be_applied(web, operator):
    web.prefixes["construction"] = "construction-expenses-staging-"
    address = "/tables/construction-expenses-staging-company-expenses/plan/"

    shown = text(operator.get(address))

    assert "Tables of staging begin with" in shown
    assert "Apply this plan" not in shown
    assert "Tables of staging begin with" in text(operator.post(address, {}), 409)


def test_a_change_that_is_refused_is_told(drifted, operator, faults):
    sent = form(operator)
    faults.refuse("UpdateContinuousBackups", "AccessDeniedException")

    shown = text(operator.post(PLAN, sent, follow=True))

    assert "refused UpdateContinuousBackups" in shown
    assert "banner error" in shown


def test_what_was_typed_outlives_a_sign_in_that_ended(drifted, operator):
    sent = form(operator, reason="kept over the sign-in")
    operator.logout()
    assert "sign-in" in operator.post(PLAN, sent)["Location"]
    operator.force_login(operator.staff)

    shown = text(operator.get(PLAN))

    assert "kept over the sign-in" in shown and "save it now" in shown


def test_viewers_see_no_way_to_a_plan_and_operators_none_of_keyrooms_own(web, viewer, operator):
    assert "Plan changes" not in text(viewer.get(f"/tables/{EXPENSES}/"))
    assert viewer.post(PLAN, {}).status_code == 403
    own = web.table(catalogue.entity("audit"))
    assert "Plan changes" not in text(operator.get(f"/tables/{own}/"))
    assert operator.get(f"/tables/{own}/plan/").status_code == 403


def test_patience_ends_and_who_may_not_is_refused_below_the_pages(web):
    hands = own_hands(web)
    patience = Patience(hands)
    patience("t", "busy")
    late = Patience(hands)
    late._until = hands.clock() - timedelta(seconds=1)

    with pytest.raises(TableNotReady, match="still being changed"):
        late("t", "busy")
    with pytest.raises(ActionNotAllowed):
        apply_at_once(hands, make_plan(web, catalogue, table=EXPENSES), Act("nobody", NOW))
