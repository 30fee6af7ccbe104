"""Without a worker the open page does the work, a short turn at a time; with one it keeps off."""

from datetime import timedelta

from entities.errors import Throttled
from entities.operations.runs.base import Advanced, Slice
from entities.operations.runs.segments import take
from tests.operations.runs.shop import COUNTING, names
from tests.web.html import texts
from tests.web.run_desk import *  # noqa: F403 - its fixtures
from tests.web.run_desk import at_once, url

POLL = {"HTTP_HX_REQUEST": "true"}
HELP = "Work on it here"


def helps(client, run) -> bool:
    return HELP in texts(client.get(url(run), **POLL), "button")


def test_a_run_that_no_worker_takes_up_is_worked_on_by_the_page_that_is_open(shop, dana):
    run = shop.number(names(4))
    assert helps(dana, run)

    answer = dana.post(url(run, "turn/"), **POLL)

    assert answer.status_code == 200
    assert 'data-announce="Succeeded, 100 %"' in answer.content.decode()
    assert shop.run(run).status == "succeeded"
    assert shop.addresses() == dict.fromkeys(names(4), "1")


def test_it_goes_on_turn_by_turn_and_each_is_short(shop, dana, monkeypatch):
    monkeypatch.setattr("entities.web.views.runs.TURN", 0)
    run = shop.add(Slice("a", total=12))
    assert helps(dana, run)

    seen = []
    for _ in range(3):
        answer = dana.post(url(run, "turn/"), **POLL)
        seen.append((HELP in texts(answer, "button"), shop.segments(run)[0].count("done")))

    assert seen == [(True, 5), (True, 10), (False, 12)]
    assert shop.run(run).status == "succeeded"


def test_without_javascript_a_button_does_a_turn_and_leads_back(shop, dana):
    run = shop.number(names(1))
    answer = dana.post(url(run, "turn/"))

    assert (answer.status_code, answer["Location"]) == (303, url(run))


def test_a_page_keeps_off_while_a_worker_gives_signs_of_life(shop, dana):
    run = at_once(shop).add(Slice("a", total=20))
    assert not helps(dana, run)  # it was asked for a moment ago

    segment = shop.segments(run)[0]
    take(shop.store, segment, "worker 7", shop.hands.clock(), shop.hands.lease)
    answer = dana.post(url(run, "turn/"), **POLL)

    assert HELP not in texts(answer, "button")
    assert 'hx-trigger="every 1s"' in answer.content.decode()
    assert shop.segments(run)[0].count("done") == 0


def test_a_page_does_not_help_where_work_rests_or_is_paused(shop, dana, monkeypatch):
    run = shop.add(Slice("a", total=20))
    dana.post(url(run, "wish/"), {"what": "paused"})
    assert not helps(dana, run)

    resting = shop.add(Slice("a", total=20))
    waits = Advanced(rests=timedelta(minutes=5), waits="For the index.")
    monkeypatch.setattr(COUNTING, "advance", lambda task: waits, raising=False)
    shop.worker().turn(resting.run_id)
    assert not helps(dana, resting)
    assert "For the index." in texts(dana.get(url(resting)), "span")


def test_who_may_not_do_the_work_does_not_help(shop, dana, viewer):
    run = shop.add(Slice("a", total=20))

    assert helps(dana, run) and not helps(viewer, run)


def test_a_page_that_meets_a_busy_service_lets_go_at_once(shop, dana, monkeypatch):
    run = shop.add(Slice("a", total=20))

    def busy(task):
        raise Throttled("runs")

    monkeypatch.setattr(COUNTING, "advance", busy, raising=False)
    answer = dana.post(url(run, "turn/"), **POLL)

    assert answer.status_code == 200
    assert shop.run(run).status == "running"
    assert shop.segments(run)[0].worker == ""
