"""The page of one run: how far it is, what may be done about it, what it costs to follow it."""

from collections import Counter
from decimal import Decimal

import pytest

from entities.operations.runs.base import Slice
from entities.operations.runs.segments import take
from tests.operations.runs.shop import names
from tests.web.cast import sign_in
from tests.web.html import read, texts
from tests.web.run_desk import *  # noqa: F403 - its fixtures
from tests.web.run_desk import at_once, drive, url

POLL = {"HTTP_HX_REQUEST": "true"}


def wish(client, run, what, **more):
    return client.post(url(run, "wish/"), {"what": what, **more})


def buttons(answer) -> list[str]:
    return [text for text in texts(answer, "button") if text in KNOWN or "again" in text]


KNOWN = ("Pause", "Go on", "Cancel the run", "Try again", "Work on it here", "Add the note")


def test_it_says_what_runs_for_whom_why_and_how_far_it_is(shop, dana):
    run = shop.number(names(3), ["c_3", "c_99"])
    drive(run)

    page = dana.get(url(run))
    text = page.content.decode()

    assert texts(page, "h1") == ["Numbering of contractors"]
    for said in ("asked by dana", "“as agreed”", "1 unit could not be done.", "4 done", "1 failed"):
        assert said in text, said
    assert texts(page, "progress") == ["100 %"]
    assert [row[:5] for row in rows(page)] == [
        ["001", "done, with failures", "contractors", "0", "2 of 2"],
        ["000", "done", "contractors", "0", "3 of 3"],
    ]


def rows(page) -> list[list[str]]:
    cells = texts(page, "td")
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def test_a_live_run_is_followed_and_an_ended_one_is_not(shop, dana):
    run = at_once(shop).add(Slice("a", total=20))
    assert 'hx-trigger="every 1s"' in dana.get(url(run)).content.decode()
    assert dana.get(url(run)).content.decode().count("hx-get") == 2  # the other is the search

    wish(dana, run, "paused")
    assert 'hx-trigger="every 5s"' in dana.get(url(run), **POLL).content.decode()

    wish(dana, run, "resumed")
    drive(run)
    ended = dana.get(url(run), **POLL).content.decode()
    assert "hx-get" not in ended
    assert 'data-announce="Succeeded, 100 %"' in ended
    assert "<html" not in ended


def test_following_a_run_is_two_calls_however_many_segments_it_has(shop, dana):
    run = shop.number(*([name] for name in names(6)))
    dana.get(url(run))
    answer = dana.get(url(run), **POLL)

    assert answer.wsgi_request.meter.calls == {"GetItem": 1, "Query": 1}
    assert b"payload" not in answer.content


def test_many_segments_are_shown_in_part_those_at_work_first(shop, dana):
    run = shop.add(*(Slice(f"{n:03d}", total=5) for n in range(45)))
    segment = shop.segments(run)[44]
    take(shop.store, segment, "worker 7", at_once(shop).hands.clock(), shop.hands.lease)

    page = dana.get(url(run))

    assert len(rows(page)) == 40
    assert rows(page)[0][:2] == ["044", "worker 7"]
    assert "and 5 more" in page.content.decode()


def test_it_is_paused_gone_on_with_and_cancelled(shop, dana):
    run = at_once(shop).add(Slice("a", total=20))
    assert buttons(dana.get(url(run))) == ["Pause", "Cancel the run", "Add the note"]

    answer = wish(dana, run, "paused")
    assert (answer.status_code, answer["Location"]) == (303, url(run))
    assert shop.run(run).status == "paused"
    assert buttons(dana.get(url(run))) == ["Go on", "Cancel the run", "Add the note"]

    wish(dana, run, "resumed")
    assert shop.run(run).status == "enqueued"
    wish(dana, run, "cancelled", reason="Wrong file")
    assert shop.run(run).status == "cancelled"
    assert "Wrong file" in dana.get(url(run, "log/")).content.decode()


def test_a_wish_that_comes_too_late_says_so_and_keeps_what_was_typed(shop, dana):
    run = at_once(shop).add(Slice("a", total=5))
    segment = shop.segments(run)[0]
    take(shop.store, segment, "worker 7", shop.hands.clock(), shop.hands.lease)
    wish(dana, run, "cancelled")

    answer = wish(dana, run, "paused")

    assert answer.status_code == 409
    assert "This run is cancelling, so it cannot be paused." in answer.content.decode()
    assert wish(dana, run, "made coffee").status_code == 409
    long = wish(dana, run, "cancelled", reason="x" * 501)
    assert long.status_code == 422
    assert "at most 500 characters" in long.content.decode()


def test_what_failed_is_tried_again_by_one_button(shop, dana):
    run = shop.number([*names(1), "c_98", "c_99"])
    drive(run)

    assert buttons(dana.get(url(run)))[0] == "Try only these 2 again"
    assert wish(dana, run, "tried again").status_code == 303
    assert shop.run(run).status == "enqueued"


def test_a_note_stands_with_who_wrote_it(shop, dana):
    run = at_once(shop).add(Slice("a", total=5))

    empty = dana.post(url(run, "note/"), {"text": "  "})
    assert (empty.status_code, texts(empty, "span").count("Nothing was written.")) == (422, 1)
    assert dana.post(url(run, "note/"), {"text": "Ask Noa first"}).status_code == 303
    assert "Ask Noa first" in texts(dana.get(url(run)), "span")


@pytest.mark.parametrize("part", ["wish/", "note/", "turn/"])
def test_who_may_not_do_the_work_may_look_and_no_more(shop, viewer, part):
    run = at_once(shop).add(Slice("a", total=5))

    assert buttons(viewer.get(url(run))) == []
    refused = viewer.post(url(run, part), {"what": "paused", "text": "hello"})
    assert refused.status_code == 403
    assert shop.run(run).status == "enqueued"


def test_who_works_for_some_companies_sees_their_own_runs_only(shop, limited):
    run = at_once(shop).add(Slice("a", total=5))

    for part in ("", "outcomes/", "log/"):
        assert limited.get(url(run, part)).status_code == 404
    assert limited.post(url(run, "wish/"), {"what": "paused"}).status_code == 404
    for address in ("/runs/", "/"):
        assert run.run_id not in limited.get(address).content.decode()

    own = sign_in("kim", role="operator", companies=["comp_1"])
    mine = shop.add(Slice("b", total=5))
    shop.store.call(
        "UpdateItem",
        "keyroom-dev-runs",
        {
            "TableName": shop.store.table(shop.hands.catalogue.entity("runs")),
            "Key": {"runId": {"S": mine.run_id}},
            "UpdateExpression": "SET requestedBy = :kim",
            "ExpressionAttributeValues": {":kim": {"S": "kim"}},
        },
    )
    assert own.get(url(mine)).status_code == 200
    assert own.get(url(run)).status_code == 404
    assert texts(own.get("/runs/"), "td").count("kim") == 1


def test_a_kind_that_is_not_known_here_is_shown_and_left_alone(shop, dana, monkeypatch):
    run = at_once(shop).add(Slice("a", total=5))
    monkeypatch.setattr("entities.operations.works.works", dict)

    page = dana.get(url(run))

    assert page.status_code == 200
    assert buttons(page) == []
    assert wish(dana, run, "paused").status_code == 503


def test_secrets_in_what_was_asked_for_stay_hidden(shop, dana):
    options = {"field": "address", "apiKey": "k-123456", "rows": {"first": Decimal(1), "all": True}}
    run = at_once(shop).add(Slice("a", total=5), options=options)

    text = dana.get(url(run)).content.decode()

    assert "k-123456" not in text
    assert "first: 1, all: yes" in text


def test_nothing_is_told_twice_to_who_listens(shop, dana):
    """What is announced changes every ten per cent, not with every look."""
    run = at_once(shop).add(Slice("a", total=40))
    seen = Counter()
    for _ in range(8):
        shop.worker().turn(run.run_id, seconds=0)
        page = dana.get(url(run), **POLL)
        seen[next(e["data-announce"] for e in read(page).elements if e["data-announce"])] += 1

    assert seen["Running, 10 %"] == 1 and seen["Running, 20 %"] == 1
    assert "Running, 12 %" not in seen
