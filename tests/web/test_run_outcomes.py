"""What came of each unit of a run, for who may see the item; and the run's permanent log."""

from entities.web.addresses import item_url
from tests.operations.runs.shop import names
from tests.web.cast import sign_in
from tests.web.html import read, texts
from tests.web.run_desk import *  # noqa: F403 - its fixtures
from tests.web.run_desk import at_once, drive, url


def cells(page) -> list[list[str]]:
    found = texts(page, "td")
    return [found[at : at + 6] for at in range(0, len(found), 6)]


def test_each_unit_leads_to_its_item_and_to_what_was_changed(shop, dana):
    run = drive(shop.number([*names(1), "c_99"]))
    page = dana.get(url(run, "outcomes/"))
    contractors = shop.hands.catalogue.entity("contractors")
    item = item_url(contractors, ("comp_1", "c_0"))

    assert cells(page)[0][:4] == ["0", "done", "c_0", "comp_1"]
    assert cells(page)[1][1:3] == ["failed", "c_99"]
    assert "was not found" in cells(page)[1][4]
    assert {item, f"{item}history/"} <= {e["href"] for e in read(page).elements}


def test_only_what_failed_is_listed_when_asked_for_and_tried_again_from_there(shop, dana):
    run = drive(shop.number([*names(2), "c_99"]))
    page = dana.get(url(run, "outcomes/?status=failed"))

    assert [row[1] for row in cells(page)] == ["failed"]
    assert "Try only these 1 again" in texts(page, "button")
    assert cells(dana.get(url(run, "outcomes/?status=unheard"))) == []


def test_outcomes_are_paged(shop, dana, monkeypatch):
    monkeypatch.setattr("entities.operations.runs.outcomes.LISTED", 4)
    run = drive(shop.number(names(6)))
    first = dana.get(url(run, "outcomes/"))
    second = dana.get(next(e["href"] for e in read(first).elements if e["rel"] == "next"))

    assert [row[2] for row in cells(first) + cells(second)] == names(6)
    back = next(e["href"] for e in read(second).elements if e["rel"] == "prev")
    assert cells(dana.get(back)) == cells(first)


def test_a_failed_page_costs_four_calls_at_most(shop, dana):
    run = drive(shop.number([*names(2), "c_99"]))
    dana.get("/")
    answer = dana.get(url(run, "outcomes/?status=failed"))

    assert answer.wsgi_request.meter.calls.total() <= 2 + 4


def test_of_items_that_are_not_theirs_to_see_people_learn_nothing(shop, dana):
    run = drive(shop.number([*names(1), "c_99"]))
    kim = dana.staff
    kim.every_company, kim.companies = False, ["comp_2"]
    kim.save()

    page = dana.get(url(run, "outcomes/"))

    assert [row[1] for row in cells(page)] == ["done", "failed"]
    assert {row[2] for row in cells(page)} == {"–"}
    text = page.content.decode()
    assert "comp_1" not in text and "c_99" not in text and "c_0" not in text
    assert "An item that you may not see." in text


def test_who_sees_the_run_but_not_its_kind_of_items_learns_nothing_of_them(shop, monkeypatch):
    run = drive(shop.number(names(1)))
    reader = sign_in("reader", role="viewer", every_company=True)
    entity = shop.hands.catalogue.entity("contractors")
    monkeypatch.setattr(type(entity), "view_action", "administer", raising=False)
    object.__setattr__(entity, "view_action", "administer")
    try:
        text = reader.get(url(run, "outcomes/")).content.decode()
    finally:
        object.__setattr__(entity, "view_action", "view")

    assert "c_0" not in text and "comp_1" not in text


def test_the_log_says_who_moved_it_where_and_why(shop, dana):
    run = at_once(shop).number(names(1))
    dana.post(url(run, "wish/"), {"what": "paused", "reason": "Stock-taking until noon"})
    page = dana.get(url(run, "log/"))
    found = texts(page, "td")
    lines = [found[at + 1 : at + 4] for at in range(0, len(found), 5)]

    assert lines == [
        ["Keyroom", "Paused", "Every worker has let go of it."],
        ["dana", "Pausing", "Stock-taking until noon"],
        ["dana", "Enqueued", "as agreed"],
    ]


def test_a_long_log_is_paged(shop, dana, monkeypatch):
    monkeypatch.setattr("entities.operations.audit.reading.HISTORY_SIZE", 3)
    run = at_once(shop).number(names(1))
    for number in range(4):
        dana.post(url(run, "note/"), {"text": f"Note {number}"})

    first = dana.get(url(run, "log/"))
    second = dana.get(next(e["href"] for e in read(first).elements if e["rel"] == "next"))

    assert len(texts(first, "td")) == 3 * 5
    assert texts(second, "td")[-3:-2] == ["Enqueued"]
    assert url(run, "log/") in [e["href"] for e in read(second).elements]
