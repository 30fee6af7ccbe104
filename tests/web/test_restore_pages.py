"""The pages on which a set is drilled and restored, compared with today, and copied back."""

import pytest

from entities.catalogue import catalogue
from entities.operations.backups import taking
from entities.operations.backups.sets import find_set, read_sets
from entities.operations.backups.tables import tables_there
from entities.operations.runs.driving import Driver
from entities.web.hands import own_hands
from tests.operations.backups.vault import contractors
from tests.operations.restores.conftest import encrypting  # noqa: F401 - a fixture
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.html import find, links, problems, texts
from tests.web.records import OURS, put

WHY = "Somebody wrote over it by mistake."
TAKEN = ("contractors", "projects")
CONTRACTORS = catalogue.entity("contractors")


@pytest.fixture
def taken(web, operator, settings, tmp_path, monkeypatch, encrypting):  # noqa: F811
    """A complete set of two tables."""
    settings.BACKUP_FOLDER = tmp_path / "backups"

    def few(*asked):
        return [found for found in tables_there(*asked) if found[0].name in TAKEN]

    monkeypatch.setattr(taking, "tables_there", few)
    made = [item | {"companyId": OURS} for item in contractors(4)]
    put(web, "contractors", *made)
    form = {"kind": "manual", "export": "on", "target": "folder", "name": "mine"}
    operator.post("/backups/new/?system=construction", form)
    (held,) = [one for one in read_sets(web, catalogue) if one.name == "mine"]
    drive(held.run_id)
    return find_set(web, catalogue, held.set_id)


def drive(run_id: str):
    return Driver(own_hands(), "worker", sleep=lambda seconds: None).drive(run_id)


def sound(client, url: str):
    page = client.get(url)
    assert page.status_code == 200, url
    assert list(problems(page)) == []
    return page


def hidden(page, name: str) -> str:
    return next(i["value"] for i in find(page, "input") if i["name"] == name)


def run_of(answer):
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return drive(answer["Location"].strip("/").split("/")[-1])


@pytest.fixture
def restored(web, operator, taken):
    """The run of a restore of both tables."""
    url = f"/backups/{taken.set_id}/restore/"
    form = sound(operator, url)
    sent = {"run_id": hidden(form, "run_id"), "prefix": "restored-", "how": "export"}
    run = run_of(operator.post(url, sent | {"tables": taken.table_names}))
    assert run.status == "succeeded", run.reason
    return run


@pytest.fixture
def compared(web, operator, restored):
    """A comparison once a contractor was changed and one is gone."""
    item = web.find(CONTRACTORS, (OURS, "c_0001"))
    put(web, "contractors", item | {"name": "other"})
    key = {"companyId": {"S": OURS}, "contractorId": {"S": "c_0002"}}
    web.client.delete_item(TableName=web.table(CONTRACTORS), Key=key)
    page = sound(operator, f"/restores/{restored.run_id}/")
    sent = {"run_id": hidden(page, "run_id")}
    return run_of(operator.post(f"/restores/{restored.run_id}/compare/", sent))


def chosen(operator, compared, kind: str) -> str:
    """The page of what is chosen: all of a kind."""
    page = sound(operator, f"/comparisons/{compared.run_id}/?kind={kind}&table={number(compared)}")
    items = [box["value"] for box in find(page, "input") if box["name"] == "item"]
    answer = operator.post(f"/comparisons/{compared.run_id}/choose/", {"item": items})
    assert answer.status_code == 302
    return answer["Location"]


def number(compared) -> int:
    return compared.entities.index("contractors")


def test_a_drill_is_begun_once_and_stamps_the_set(web, operator, taken):
    page, url = sound(operator, f"/backups/{taken.set_id}/"), f"/backups/{taken.set_id}/drill/"
    assert {url, f"/backups/{taken.set_id}/restore/"} <= set(links(page))
    sent = {"run_id": hidden(sound(operator, url), "run_id"), "reason": "monthly"}
    wrong = operator.post(url, {"run_id": "mine"})
    assert (wrong.status_code, "Reload the page" in wrong.content.decode()) == (422, True)
    first, second = (operator.post(url, sent) for _ in "12")

    assert first["Location"] == second["Location"]
    assert run_of(first).status == "succeeded"
    assert find_set(web, catalogue, taken.set_id).verified
    assert f"/backups/{taken.set_id}/" in links(sound(operator, first["Location"]))
    put(web, "backup-sets", {**taken.item, "status": "broken off"})
    wrong = operator.post(url, {"run_id": hidden(operator.get(url), "run_id")})
    assert (wrong.status_code, "is broken off" in wrong.content.decode()) == (422, True)


def test_a_restore_shows_what_is_there_now_and_how_it_would_be_used(operator, restored, taken):
    page = sound(operator, f"/restores/{restored.run_id}/")
    body = page.content.decode()
    assert "restored-construction-expenses-dev-company-contractors" in body
    assert "each item as it was backed up" in body
    assert "TABLE_PREFIX=restored-construction-expenses-dev-" in body
    assert f"/restores/{restored.run_id}/" in links(sound(operator, f"/runs/{restored.run_id}/"))

    url = f"/backups/{taken.set_id}/restore/"
    sent = {"run_id": hidden(operator.get(url), "run_id"), "tables": taken.table_names}
    for more, said in (
        ({"prefix": "restored-", "how": "export"}, "There is a table called"),
        ({"prefix": "then-", "how": "moment", "moment": "1999-01-01 10:00"}, "to this moment"),
    ):
        wrong = operator.post(url, sent | more)
        body = wrong.content.decode()
        assert (wrong.status_code, said in body) == (422, True)
        assert f'value="{more["prefix"]}"' in body
    for url in (f"/comparisons/{restored.run_id}/", "/copies/20250101-000000-abcdef01/"):
        assert operator.get(url).status_code == 404
    assert operator.post(f"/comparisons/{restored.run_id}/choose/", {}).status_code == 404


def test_two_people_copy_back_what_was_chosen(web, operator, approver, compared):
    assert compared.status == "succeeded", compared.reason
    listed = f"/comparisons/{compared.run_id}/?table={number(compared)}"
    page = sound(operator, listed)
    assert "Differs: name." in texts(page, "span")
    assert "2 items are the same" in page.content.decode()
    sound(operator, f"/comparisons/{compared.run_id}/?table=99&kind=nothing")
    nothing = operator.post(f"/comparisons/{compared.run_id}/choose/", {"kind": "changed"})
    assert "Choose 1 to 500 items" in operator.get(nothing["Location"]).content.decode()

    page = sound(operator, f"/restores/{compared.options['restored']}/")
    assert "1 changed, 1 removed" in texts(page, "span")

    url = chosen(operator, compared, "changed")
    assert "other" in texts(sound(operator, url), "del")[0]
    assert operator.post(url, {"reason": "x"}).status_code == 422
    request = operator.post(url, {"reason": WHY})["Location"]
    twice = operator.post(url, {"reason": WHY})
    assert (twice.status_code, "asked for" in twice.content.decode()) == (422, True)
    assert "waits for somebody else" in sound(operator, url).content.decode()
    sound(approver, url)
    asked = sound(approver, request)
    sent = {"decision": "approve", "reason": WHY, "plan": hidden(asked, "plan")}
    sent |= {name: hidden(asked, name) for name in ("token", "proof")}
    assert approver.post(request, sent).status_code == 303

    assert "Copy them back" in texts(sound(operator, url), "button")
    item = web.find(CONTRACTORS, (OURS, "c_0001"))
    put(web, "contractors", item | {"name": "third"})
    assert "an item changed since" in sound(operator, url).content.decode()
    put(web, "contractors", item)
    run = run_of(operator.post(url, {"reason": WHY}))

    assert (run.status, run.item["approvedBy"]) == ("succeeded", "approver")
    assert web.find(CONTRACTORS, (OURS, "c_0001"))["name"] == "קבלן 1"
    assert "It was begun" in sound(operator, url).content.decode()
    assert operator.post(url, {"reason": WHY})["Location"] == f"/runs/{run.run_id}/"
