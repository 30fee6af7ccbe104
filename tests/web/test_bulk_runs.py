"""Runs of bulk changes: whose plan it is, who sees the outcome, and undoing it."""

import pytest

from entities.catalogue import catalogue
from tests.web.cast import sign_in
from tests.web.html import find, problems
from tests.web.records import OURS, house, put
from tests.web.running import came_of, run_of, said_of, take_back

EXPENSES = catalogue.entity("expenses")
SET = {"action": "set", "field": "description", "value": "Gravel"}


@pytest.fixture
def housed(web):
    house(web)
    return web


def keys(*numbers: int) -> list[str]:
    return [f"{OURS},exp_{n:04}" for n in numbers]


def preview(client, name: str = "expenses", **sent):
    return client.post(f"/bulk/{name}/", {**SET, "step": "preview", **sent})


def hidden(answer, name: str) -> str:
    (found,) = find(answer, "input", name=name, type="hidden")
    return found["value"]


def apply(client, answer, name: str = "expenses", **more):
    fields = {"sealed": hidden(answer, "sealed"), "digest": hidden(answer, "digest"), **more}
    return client.post(f"/bulk/{name}/apply/", fields)


def one(store, number: int = 1):
    return store.find(EXPENSES, (OURS, f"exp_{number:04}"), consistent=True)


def test_the_same_click_twice_applies_once(housed, operator):
    page = preview(operator, key=keys(1))

    first, second = apply(operator, page), apply(operator, page)

    assert first["Location"] == second["Location"]
    assert came_of(housed, second) == {"done": 1}


def test_a_plan_that_was_altered_is_not_applied(housed, operator):
    page = preview(operator, key=keys(1))

    answer = operator.post(
        "/bulk/expenses/apply/", {"sealed": hidden(page, "sealed"), "digest": "another"}
    )

    assert answer.status_code == 409
    assert "This is not the list that was shown" in answer.content.decode()


def test_a_plan_is_good_for_who_made_it(housed, operator, administrator):
    page = preview(operator, key=keys(1))

    assert apply(administrator, page).status_code == 409


def test_a_run_is_seen_by_who_made_it_and_by_who_sees_every_company(housed, operator, viewer):
    sign_in("olga", role="operator", companies=[OURS])
    answer = apply(operator, preview(operator, key=keys(1)))
    address = answer["Location"]

    assert find(operator.get(address), "form", method="post", action=f"{address}undo/")
    assert viewer.get(address).status_code == 200
    assert not find(viewer.get(address), "form", method="post", action=f"{address}undo/")
    assert viewer.post(f"{address}undo/").status_code == 403
    mine = sign_in("oscar", role="operator", companies=[OURS])
    assert mine.get(address).status_code == 404
    assert mine.post(f"{address}undo/").status_code == 404
    assert operator.post("/runs/none/undo/").status_code == 404


def test_in_production_a_reason_is_needed(housed, operator, production):
    page = preview(operator, key=keys(1))
    production()

    answer = apply(operator, page)

    assert answer.status_code == 422
    assert "needs a reason" in answer.content.decode()


def test_undoing_what_moved_on_says_what_moved(housed, operator):
    answer = apply(operator, preview(operator, key=keys(1, 2)))
    put(housed, "expenses", one(housed, 2) | {"description": "Clay"})

    undone = take_back(operator, answer)

    assert came_of(housed, undone) == {"done": 1, "failed": 1}
    assert any("Changed since: Description." in said for said in said_of(housed, undone))
    assert one(housed, 2)["description"] == "Clay"


def test_a_run_that_did_nothing_is_not_undone(housed, operator):
    page = preview(operator, key=keys(1))
    put(housed, "expenses", one(housed) | {"notes": "moved"})
    address = apply(operator, page)["Location"]

    assert not find(operator.get(address), "form", action=f"{address}undo/")
    assert operator.post(f"{address}undo/").status_code == 409


def test_what_is_small_is_done_while_the_person_waits(housed, operator, monkeypatch):
    monkeypatch.setattr("entities.web.bulk.quick.SECONDS", 60)

    answer = apply(operator, preview(operator, key=keys(1, 2)))

    assert run_of(housed, answer).status == "succeeded"
    assert one(housed)["description"] == "Gravel"


def test_what_is_many_is_left_to_the_workers(housed, operator, monkeypatch):
    monkeypatch.setattr("entities.web.bulk.quick.QUICK", 1)

    answer = apply(operator, preview(operator, key=keys(1, 2)))

    run = run_of(housed, answer)
    assert (run.status, run.item["total"]) == ("enqueued", 2)
    assert "description" not in one(housed)


def test_what_takes_long_is_left_to_the_workers_too(housed, operator, monkeypatch):
    monkeypatch.setattr("entities.web.bulk.quick.SECONDS", -1)
    monkeypatch.setattr("entities.operations.runs.units.PAGE", 1)

    run = run_of(housed, apply(operator, preview(operator, key=keys(1, 2))))

    assert (run.status, one(housed)["description"]) == ("running", "Gravel")
    assert "description" not in one(housed, 2)


def test_in_production_an_undo_needs_a_reason_too(housed, operator, production):
    address = apply(operator, preview(operator, key=keys(1)))["Location"]
    production()

    answer = operator.post(f"{address}undo/", {})

    assert answer.status_code == 422
    assert "In production every change needs a reason." in answer.content.decode()
    assert list(problems(answer)) == []
    assert one(housed)["description"] == "Gravel"
    long = operator.post(f"{address}undo/", {"reason": "y" * 501})
    assert find(long, "input", name="reason")[-1]["value"] == "y" * 501


def test_two_clicks_at_the_same_moment_are_one_run(housed, operator, monkeypatch):
    page = preview(operator, key=keys(1))
    first = apply(operator, page)
    monkeypatch.setattr("entities.operations.runs.starting.is_there", lambda *about: False)

    second = apply(operator, page)

    assert second["Location"] == first["Location"]
    assert came_of(housed, second) == {"done": 1}
