"""The list of runs, the menu and the overview: what is under way, what has ended, what is wrong."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from entities.operations.runs.base import Slice
from entities.operations.runs.control import wish
from entities.operations.runs.status import CANCEL
from entities.web.hands import own_hands
from tests.operations.runs.shop import names
from tests.web.cast import fresh_store
from tests.web.html import find, read, texts
from tests.web.run_desk import *  # noqa: F403 - its fixtures
from tests.web.run_desk import at_once, drive
from tests.web.test_budgets import calls


def listed(answer) -> list[str]:
    """The runs of the page, by title."""
    links = [e for e in read(answer).elements if e.tag == "a" and e["href"].startswith("/runs/2")]
    return [link.text for link in links]


def cancelled(shop, count: int) -> None:
    for _ in range(count):
        shop.later(seconds=1)
        run = shop.add(Slice("a", total=5))
        wish(shop.hands, run.run_id, CANCEL, shop.act(), viewer=shop.viewer)


def test_what_is_open_stands_above_what_has_ended_each_with_its_figures(shop, dana):
    failed = shop.number([*names(2), "c_99"])
    drive(failed)
    at_once(shop).add(Slice("a", total=20))

    page = dana.get("/runs/")

    assert listed(page) == ["Adding", "Numbering of contractors"]
    assert "0 / 20" in texts(page, "td")
    assert "1 unit could not be done." in texts(page, "td")
    assert 'hx-trigger="every 2s"' in page.content.decode()


def test_it_is_narrowed_by_status_kind_company_and_person(shop, dana):
    cancelled(shop, 1)
    run = shop.number(names(1), company="comp_1")
    drive(run)
    at_once(shop).add(Slice("a", total=20))
    both = ["Adding", "Numbering of contractors", "Adding"]

    for query, found in (
        ("", both),
        ("status=cancelled", ["Adding"]),
        ("status=enqueued", ["Adding"]),
        ("status=paused", []),
        ("operation=numbering", ["Numbering of contractors"]),
        ("company=comp_1", ["Numbering of contractors"]),
        ("by=dana", both),
        ("by=eve", []),
        ("operation=unheard+of", []),
    ):
        assert listed(dana.get(f"/runs/?{query}")) == found, query
    assert dana.get("/runs/?by=" + "x" * 200).status_code == 400


def test_who_is_limited_finds_nothing_by_naming_somebody_else(shop, limited):
    cancelled(shop, 1)

    assert listed(limited.get("/runs/?by=dana")) == []


def test_the_past_is_paged_and_loses_nothing(shop, dana, monkeypatch):
    monkeypatch.setattr("entities.operations.runs.listing.PAST_SIZE", 3)
    cancelled(shop, 5)
    first = dana.get("/runs/")
    onward = next(e["href"] for e in read(first).elements if e["rel"] == "next")
    second = dana.get(onward)
    back = next(e["href"] for e in read(second).elements if e["rel"] == "prev")

    assert (len(listed(first)), len(listed(second))) == (3, 2)
    assert links(dana.get(back)) == links(first)
    assert not set(links(first)) & set(links(second))
    assert dana.get("/runs/?cursor=made-up").status_code == 400


def links(answer) -> list[str]:
    found = (e["href"] for e in read(answer).elements if e.tag == "a")
    return [address for address in found if address.startswith("/runs/2")]


def test_the_list_costs_two_calls_and_one_for_each_of_ten_runs(shop, dana):
    for _ in range(12):
        shop.add(Slice("a", total=5))
    dana.get("/runs/")

    assert calls(dana, "/runs/") == {"Query": 2 + 10}
    assert len(listed(dana.get("/runs/"))) == 12


def test_work_that_nobody_moves_is_shown_in_red_everywhere(shop, dana):
    run = at_once(shop).add(Slice("a", total=20))
    shop.worker().turn(run.run_id, seconds=0)
    left = begun_ago(shop)
    shop.worker().turn(left.run_id, seconds=0)
    fresh_store()

    page = dana.get("/")

    assert "1 interrupted" in texts(page, "span")
    assert "under way · 1 interrupted" in [e["title"] for e in read(page).elements]
    shown = dana.get(f"/runs/{left.run_id}/").content.decode()
    assert '<span class="st bad">interrupted</span>' in shown
    assert "No worker has moved it for a while." in shown
    assert shop.run(left).status == "running"  # looking writes nothing


def begun_ago(shop):
    """A run that was begun a minute ago."""
    shop.moment = timezone.now() - timedelta(minutes=1)
    shop.hands = replace(own_hands(), clock=shop.clock)
    return shop.add(Slice("b", total=20))


def test_what_failed_of_late_is_counted_on_the_overview_and_marked_in_the_menu(shop, dana, viewer):
    drive(shop.number([*names(1), "c_98", "c_99"]))
    fresh_store()

    page = dana.get("/")
    text = page.content.decode()

    assert "2 units could not be done in the last seven days." in text
    assert "1 failed" in [e["title"] for e in read(page).elements]
    # Who may do nothing about it is told, and not called.
    assert "1 failed" not in [e["title"] for e in read(viewer.get("/")).elements]


def test_the_overview_asks_again_for_its_runs_alone_while_one_is_under_way(shop, dana):
    run = at_once(shop).add(Slice("b", total=20))
    fresh_store()

    part = dana.get("/", HTTP_HX_REQUEST="true")
    (card,) = find(part, "section", id="runs-card")
    assert not find(part, "h1")
    assert (card["hx-get"], card["hx-trigger"]) == ("/", "every 5s")
    assert card["data-announce"] == "Runs: 1 under way"
    wish(shop.hands, run.run_id, CANCEL, shop.act(), viewer=shop.viewer)
    (card,) = find(dana.get("/", HTTP_HX_REQUEST="true"), "section", id="runs-card")
    assert "hx-get" not in card
    again = {"HTTP_HX_REQUEST": "true", "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}
    assert b"<html" in dana.get("/", **again).content


def test_the_pages_stand_where_the_runs_cannot_be_read(shop, dana, faults):
    fresh_store()
    faults.refuse("Query", "AccessDeniedException")

    assert dana.get("/search/").status_code == 200


def test_work_that_no_worker_takes_up_is_marked_after_a_while(shop, dana):
    begun_ago(shop)
    fresh_store()

    assert "1 without a worker" in texts(dana.get("/"), "span")
