"""The page of one index: built, refused, signed for, tried again, removed."""

from datetime import timedelta

import pytest

from entities.operations.runs.driving import Driver
from entities.web.hands import own_hands
from entities.web.tables.standings import standings
from tests.web.html import find, link, problems
from tests.web.records import put

USERS = "construction-expenses-dev-company-users"
PAGE = f"/tables/{USERS}/indexes/email-index/"
SIGNED = {"act": "sign", "confirm": "email-index", "reason": "they are ghosts of a test"}


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status
    assert list(problems(answer)) == []
    return " ".join(answer.content.decode().split())


@pytest.fixture
def bare(web, monkeypatch):
    """The table of users without its index of e-mail addresses."""
    gone = [{"Delete": {"IndexName": "email-index"}}]
    web.client.update_table(TableName=USERS, GlobalSecondaryIndexUpdates=gone)
    # moto indexes what DynamoDB would leave out, so it is counted time and again.
    monkeypatch.setattr("entities.operations.tables.indexing.comparing.BETWEEN", timedelta(0))
    standings.clear()
    yield web
    back = {"IndexName": "email-index", "Projection": {"ProjectionType": "ALL"}}
    back["KeySchema"] = [{"AttributeName": "email", "KeyType": "HASH"}]
    if web.describe(USERS).index("email-index") is None:
        known = ("companyId", "userId", "email")
        types = [{"AttributeName": name, "AttributeType": "S"} for name in known]
        changes = [{"Create": back}]
        web.client.update_table(
            TableName=USERS, AttributeDefinitions=types, GlobalSecondaryIndexUpdates=changes
        )
    standings.clear()


@pytest.fixture
def ghosts(bare):
    """Three members whose e-mail address is empty, as outside writers leave it."""
    for n in range(3):
        ghost = {"companyId": {"S": "c_1"}, "userId": {"S": f"ghost_{n}"}, "email": {"S": ""}}
        bare.client.put_item(TableName=USERS, Item=ghost)
    return bare


def member(n: int, **more) -> dict:
    return {"companyId": "c_1", "userId": f"user_{n:03}", "email": f"{n}@example.org", **more}


def work() -> None:
    """A worker comes by."""
    driver = Driver(own_hands(), "worker")
    while driver.look_around():
        pass


def ask(client, **typed):
    return client.post(PAGE, {"act": "build", "reason": "as declared", **typed})


def hash_of(client) -> str:
    (field,) = find(client.get(PAGE), "input", name="hash")
    return field["value"]


def test_it_is_asked_for_on_the_page_and_done_by_a_worker(bare, operator):
    put(bare, "company-users", member(1), member(2), {"companyId": "c_1", "userId": "silent"})
    asked = operator.get(PAGE)
    assert "Every item is looked at first." in text(asked)
    (token,) = find(asked, "input", name="token")

    for _ in range(2):  # a double click
        answer = ask(operator, token=token["value"])
        assert (answer.status_code, answer["Location"]) == (303, PAGE)
    waiting = text(operator.get(PAGE))
    assert "No worker has taken it up yet." in waiting
    assert f'hx-get="{PAGE}" hx-trigger="click, every 2s"' in waiting
    work()

    done = text(operator.get(PAGE))
    assert "2 <small>of 3 items</small>" in done
    assert "Meant to be left out: the index is sparse." in done
    assert "every 2s" not in done
    assert bare.describe(USERS).index("email-index").status == "ACTIVE"
    assert text(operator.get(f"/tables/{USERS}/")).count(f'href="{PAGE}"') == 2


def test_what_would_be_left_out_is_listed_with_a_link_to_each_item(ghosts, operator):
    ask(operator)
    work()

    page = operator.get(PAGE)
    shown = text(page)
    assert "Nothing was built: 3 items do not fit “email-index”, of 3 in the table." in shown
    assert "email is empty." in shown
    assert 'href="/data/company-users/c_1,ghost_0/"' in shown
    assert "Sign and build" in shown and "Look, then build" not in shown


def test_a_long_list_is_read_page_by_page(ghosts, operator, monkeypatch):
    monkeypatch.setattr("entities.web.tables.index_page.MOST", 2)
    ask(operator)
    work()
    first = operator.get(PAGE)

    second = operator.get(link(first, "Next"))

    keys = [f"c_1,ghost_{n}" for n in range(3)]
    seen = [sum(f"/{key}/" in text(page) for key in keys) for page in (first, second)]
    assert seen == [2, 1]
    assert "rel=&quot;next" not in text(second) and "First" in text(second)
    assert operator.get(f"{PAGE}?reason=empty&after=made-up").status_code == 400


def test_who_signs_types_the_name_and_says_why(ghosts, operator):
    ask(operator)
    work()
    wanted = hash_of(operator)

    wrong = operator.post(PAGE, SIGNED | {"hash": wanted, "confirm": "email", "reason": "so"})
    said = text(wrong, 422)
    assert "To confirm, type “email-index”." in said and 'value="email"' in said
    moved = operator.post(PAGE, SIGNED | {"hash": "another list"})
    assert "the list of items is not the one you saw" in text(moved, 409)
    assert operator.post(PAGE, SIGNED | {"hash": wanted}).status_code == 303
    work()

    done = text(operator.get(PAGE))
    assert "Signed by operator for what is left out" in done
    assert "they are ghosts of a test" in done
    assert ghosts.describe(USERS).index("email-index").status == "ACTIVE"
    assert operator.post(PAGE, SIGNED | {"hash": wanted}).status_code == 409


def test_mended_items_are_looked_at_anew(ghosts, operator):
    ask(operator)
    work()
    put(ghosts, "company-users", *(member(n, userId=f"ghost_{n}") for n in range(3)))

    assert operator.post(PAGE, {"act": "again"}).status_code == 303
    work()

    assert "3 <small>of 3 items</small>" in text(operator.get(PAGE))


def test_an_index_that_nobody_declared_can_be_removed(bare, operator):
    extra = f"/tables/{USERS}/indexes/extra-index/"
    created = {"IndexName": "extra-index", "Projection": {"ProjectionType": "ALL"}}
    created["KeySchema"] = [{"AttributeName": "role", "KeyType": "HASH"}]
    bare.client.update_table(
        TableName=USERS,
        AttributeDefinitions=[{"AttributeName": "role", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[{"Create": created}],
    )
    assert "Nobody declared it." in text(operator.get(extra))
    wrong = operator.post(extra, {"act": "remove", "confirm": "extra"})
    assert "To confirm, type “extra-index”." in text(wrong, 422)

    assert operator.post(extra, {"act": "remove", "confirm": "extra-index"}).status_code == 303
    work()

    assert bare.describe(USERS).index("extra-index") is None
    gone = text(operator.get(extra))
    assert "Removal" in gone and "is built by <code>add_index</code> alone" in gone


def test_what_is_declared_is_not_removed_here_and_nothing_unknown_is_shown(web, operator):
    remove = {"act": "remove", "confirm": "email-index"}
    assert operator.post(PAGE, remove).status_code == 409
    unknown = f"/tables/{USERS}/indexes/unheard-of/"
    assert operator.get(unknown).status_code == 404
    assert operator.post(unknown, {"act": "build"}).status_code == 404
    assert operator.post(PAGE, SIGNED).status_code == 409
    assert operator.post(PAGE, {"act": "dance"}).status_code == 200


def test_production_asks_why(web, operator, production):
    production()

    answer = operator.post(PAGE, {"act": "build"})

    assert "reason" in text(answer, 422)


def test_a_look_at_the_page_takes_few_calls(ghosts, operator):
    ask(operator)
    work()
    operator.get("/search/")  # the menu looks once a minute for all pages

    answer = operator.get(PAGE)

    calls = answer.wsgi_request.meter.calls
    assert sum(calls.values()) <= 12, calls
    assert calls["Scan"] == 0


@pytest.mark.parametrize("who", ["viewer", "editor", "approver", "limited", "stranger"])
def test_it_takes_the_right_to_manage_tables(web, cast, who):
    assert cast[who].get(PAGE).status_code == 403
    assert ask(cast[who]).status_code == 403
