"""The audit page: its question stands in the address; it goes forward, back and from day to day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_sealer
from entities.operations.audit.anchors import anchor
from entities.operations.audit.log import LOG_SIZE
from entities.operations.deeds import Act, Deed
from entities.operations.writing import write
from tests.operations.short_pages import ShortPages
from tests.web.cast import sign_in
from tests.web.html import find, link, links, problems, texts
from tests.web.records import OURS, project, put

NOW = datetime(2025, 6, 15, 12, tzinfo=UTC)
DAY = "/audit/?day=2025-06-15"
PROJECTS = catalogue.entity("projects")


def made(store, number: int = 1, *, company: str = OURS, actor="dana", now=NOW, reason="") -> None:
    deed = Deed(PROJECTS, "create", None, project(f"proj_{number:03}", company))
    write(store, catalogue, [deed], Act(actor, now, reason), sealer=get_sealer())


def rows(page) -> list[str]:
    return [" ".join(e.text.split()) for e in find(page, "td", class_="id mono")]


def chips(page) -> list[str]:
    return texts(page, "span", class_="chip")


def test_the_log_shows_what_was_done_with_a_way_to_each_history(web, operator):
    made(web, reason="New house")

    page = operator.get(DAY)

    assert list(problems(page)) == []
    cells = texts(page, "td")
    for words in ("2025-06-15 12:00:00 UTC", "dana", "Created", "Project", OURS, "New house"):
        assert words in cells
    assert link(page, "proj_001") == f"/data/projects/{OURS},proj_001/history/#entry-1"
    assert operator.get(link(page, "proj_001")).status_code == 200


@pytest.mark.parametrize(
    ("query", "found", "index"),
    [
        ("day=2025-06-15", 3, "day-index"),
        ("day=2025-06-14", 0, "day-index"),
        ("actor=noa", 1, "actor-index"),
        (f"company={OURS}", 2, "company-index"),
        (f"company={OURS}&actor=noa", 1, "company-index"),
        ("day=2025-06-15&action=delete", 0, "day-index"),
        ("day=2025-06-15&entity=projects", 3, "day-index"),
        ("actor=dana&action=unheard-of", 0, "actor-index"),
    ],
)
def test_filters_narrow_the_log_and_each_is_taken_away_by_its_chip(
    web, operator, query, found, index
):
    made(web, 1)
    made(web, 2, actor="noa")
    made(web, 3, company="comp_other")

    page = operator.get(f"/audit/?{query}")

    assert len(rows(page)) == found
    assert index in texts(page, "b", class_="mono")
    asked = dict(pair.split("=") for pair in query.split("&"))
    assert len(chips(page)) == len(asked)
    removals = [e["href"] for e in find(page, "a") if e["aria-label"].startswith("Remove the")]
    assert len(removals) == len(asked)
    for address in removals:
        assert operator.get(address).status_code == 200
    typed = {e["name"]: e["value"] for e in find(page, "input") if e["name"] in asked}
    chosen = {
        e.within["name"]: e["value"] for e in find(page, "option") if "selected" in e.attributes
    }
    assert {**chosen, **typed}.items() >= asked.items()


def test_without_a_question_it_is_today_and_leads_to_the_day_before(web, operator):
    now = timezone.now()
    today, yesterday = now.date().isoformat(), (now - timedelta(days=1)).date().isoformat()
    made(web, now=now)
    made(web, 2, now=now - timedelta(days=1))

    page = operator.get("/audit/")

    assert rows(page) == ["proj_001"]
    (chip,) = chips(page)
    assert today in chip
    before = operator.get(link(page, yesterday))
    assert rows(before) == ["proj_002"]
    assert link(before, today) == f"/audit/?day={today}"
    assert not [e for e in links(page) if e.startswith("/audit/?day=") and e[12:22] > today]


def test_a_day_without_entries_says_so(web, operator):
    assert "Nothing here" in texts(operator.get(DAY), "h2")
    assert "Nothing has been done today" in operator.get("/audit/").content.decode()


@pytest.mark.parametrize("day", ["yesterday", "2025-13-01", "15.06.2025", "0"])
def test_an_impossible_day_is_explained_at_its_field(web, operator, day):
    page = operator.get(f"/audit/?day={day}&actor=dana")

    assert page.status_code == 400
    assert list(problems(page)) == []
    assert "This needs a day like 2025-12-31." in " ".join(texts(page, "div", role="alert"))
    assert find(page, "input", name="actor")[0]["value"] == "dana"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_have_no_day_beyond(web, operator, day):
    assert operator.get(f"/audit/?day={day}").status_code == 200


def test_pages_go_forward_and_back_and_keep_the_question(web, operator):
    for number in range(LOG_SIZE + 5):
        made(web, number, now=NOW + timedelta(seconds=number))

    first = operator.get(f"{DAY}&entity=projects")
    second = operator.get(find(first, "a", rel="next")[0]["href"])
    back = operator.get(find(second, "a", rel="prev")[0]["href"])

    assert (len(rows(first)), len(rows(second))) == (LOG_SIZE, 5)
    assert rows(back) == rows(first)
    assert len(chips(second)) == 2
    assert not set(rows(first)) & set(rows(second))
    assert list(problems(second)) == []


def test_a_mark_is_good_for_its_own_question_and_person_only(web, operator, administrator):
    for number in range(LOG_SIZE + 5):
        made(web, number)
    onward = find(operator.get(DAY), "a", rel="next")[0]["href"]

    assert operator.get(onward.replace("06-15", "06-14")).status_code == 400
    assert administrator.get(onward).status_code == 400


def test_a_person_with_companies_reads_those_alone(web, db):
    auditor = sign_in("auditor", role="operator", companies=[OURS, "comp_b"])
    made(web, 1)
    made(web, 2, company="comp_b")
    made(web, 3, company="comp_c")

    first = auditor.get(DAY)
    assert rows(first) in (["proj_001"], ["proj_002"])
    seen = {r for c in (OURS, "comp_b") for r in rows(auditor.get(link(first, c)))}
    assert seen == {"proj_001", "proj_002"}
    assert auditor.get("/audit/?company=comp_c").status_code == 403
    assert "comp_c" not in first.content.decode()
    assert list(problems(first)) == []


def test_an_item_whose_page_is_not_for_the_reader_is_no_link(web, approver, administrator):
    flags = catalogue.entity("flags")
    deed = Deed(flags, "edit", {"plan": "p", "flag": "F"}, {"plan": "p", "flag": "F", "on": True})
    put(web, "flags", deed.before)
    write(web, catalogue, [deed], Act("dana", NOW), sealer=get_sealer())

    assert rows(approver.get(DAY)) == rows(administrator.get(DAY)) == ["F"]
    assert not [href for href in links(approver.get(DAY)) if "/data/flags/" in href]
    assert [href for href in links(administrator.get(DAY)) if "/data/flags/p,F/history/" in href]


def test_until_when_the_log_is_anchored_is_shown(web, operator):
    made(web)
    assert "anchored until" not in operator.get(DAY).content.decode()

    anchor(web, catalogue, NOW.date(), now=NOW + timedelta(days=1))

    assert "anchored until 2025-06-15" in " ".join(texts(operator.get(DAY), "span"))


def test_the_menu_leads_to_the_log_for_who_may_read_it(web, cast):
    offered = {name for name, who in cast.items() if "/audit/" in links(who.get("/"))}

    assert offered == {"operator", "approver", "administrator"}


def test_a_spent_budget_says_so_and_leads_on(web, operator, monkeypatch):
    for number in range(30):
        made(web, number)
    monkeypatch.setattr(web, "__class__", ShortPages)

    page = operator.get(f"{DAY}&action=delete")

    assert "The read budget was spent" in page.content.decode()
    assert operator.get(link(page, "Read on")).status_code == 200
    assert list(problems(page)) == []
