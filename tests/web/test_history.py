"""The history page: every entry in words, hidden values in none, and a way to take each back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.conf import get_sealer
from entities.operations.audit.reading import HISTORY_SIZE
from entities.operations.deeds import Act, Deed
from entities.operations.writing import write
from tests.web.html import find, link, links, problems, read, texts
from tests.web.records import OURS, contractor, house, invitation, project, put

NOW = datetime(2025, 6, 15, 12, tzinfo=UTC)
PROJECTS = catalogue.entity("projects")
PROJECT = f"/data/projects/{OURS},proj_1/"
TOKEN = "5f" * 32


def done(store, *deeds: Deed, minutes: int = 0, actor: str = "dana", **facts) -> None:
    act = Act(actor, NOW + timedelta(minutes=minutes), **facts)
    write(store, catalogue, deeds, act, sealer=get_sealer())


def edit(store, item: dict, minutes: int = 0, *, name: str = "projects", **changes) -> dict:
    after = {n: v for n, v in (item | changes).items() if v is not None}
    done(store, Deed(catalogue.entity(name), "edit", item, after), minutes=minutes)
    return after


def entries(page) -> list[str]:
    (history,) = find(page, "ol", class_="history")
    return [" ".join(e.text.split()) for e in history.children]


def test_each_entry_says_who_when_what_why_and_by_which_request(web, viewer):
    put(web, "projects", project())
    after = project(budget=Decimal(2000), name="Tower")
    deed = Deed(PROJECTS, "edit", project(), after)
    done(web, deed, reason="Signed addendum", request_id="req17", run_id="run4")

    page = viewer.get(f"{PROJECT}history/")

    assert list(problems(page)) == []
    (entry,) = entries(page)
    for words in (
        *("Edited", "dana", "2025-06-15 12:00:00 UTC", "“Signed addendum”"),
        *("Entry 1", "request req17", "run run4"),
    ):
        assert words in entry
    assert texts(page, "del") == ["from 1000", "from House proj_1"]
    assert texts(page, "ins") == ["to 2000", "to Tower"]
    assert {e["dir"] for e in (*find(page, "del"), *find(page, "ins"))} == {"auto"}


def test_the_tab_stands_beside_details_and_raw(web, viewer):
    house(web)

    for address in (PROJECT, f"{PROJECT}raw/", f"{PROJECT}history/"):
        page = viewer.get(address)
        tabs = [e for e in find(page, "nav", aria_label="Item")[0].children]
        assert [t.text for t in tabs] == ["Details", "History", "Raw"]
        assert [t["href"] for t in tabs if t["aria-current"]] == [address]


def test_types_are_named_where_they_are_not_text_or_changed(web, viewer):
    before = edit(web, put_project(web), budget="1000", done=True, nothing=Decimal(1))
    edit(web, before, 1, name="projects", nothing=None, status="")

    newest, first = entries(viewer.get(f"{PROJECT}history/"))

    assert "from 1000 number to 1000 text" in first
    assert "to yes yes or no" in first
    assert "from 1 number removed" in newest
    assert "from active to empty" in newest


def put_project(store) -> dict:
    put(store, "projects", project())
    return project()


def test_a_null_is_called_so_once(web, viewer):
    before = project(endDate=None)
    put(web, "projects", before)
    done(web, Deed(PROJECTS, "edit", before, project(endDate="2025-01-01")))

    assert "from null to 2025-01-01" in entries(viewer.get(f"{PROJECT}history/"))[0]


def test_a_hidden_value_only_changed(web, administrator):
    put(web, "contractors", contractor())
    edit(web, contractor(), name="contractors", phone="050-7654321", apiToken="hunter2")

    page = administrator.get(f"/data/contractors/{OURS},contr_1/history/")

    (entry,) = entries(page)
    assert entry.count("changed; the values are not shown") == 2
    for secret in ("1234567", "7654321", "4321", "hunter2"):
        assert secret not in page.content.decode()


def test_a_key_that_is_a_secret_stands_nowhere_on_the_page(web, administrator):
    invitations = catalogue.entity("invitations")
    done(web, Deed(invitations, "create", None, invitation(TOKEN)))

    log = administrator.get("/audit/?day=2025-06-15")
    (address,) = {
        href for href in links(log) if href.startswith("/data/invitations/~") or "~~" in href
    }
    page = administrator.get(address.partition("#")[0])

    assert page.status_code == 200
    assert "Created" in entries(page)[0]
    for shown in (log, page):
        assert TOKEN not in shown.content.decode()


def test_a_long_entry_folds_and_counts_what_it_does_not_list(web, viewer):
    item = project() | {f"note{n:03}": "x" for n in range(120)}
    done(web, Deed(PROJECTS, "create", None, item))

    page = viewer.get(f"{PROJECT}history/")

    (entry,) = entries(page)
    assert "92 more" in entry
    assert f"{len(item) - 100} further attributes changed." in entry


def test_a_history_goes_on_over_pages(web, viewer):
    item = put_project(web)
    for number in range(HISTORY_SIZE + 3):
        item = edit(web, item, number, budget=Decimal(5000 + number))

    first = viewer.get(f"{PROJECT}history/")
    second = viewer.get(find(first, "a", rel="next")[0]["href"])

    assert [len(entries(page)) for page in (first, second)] == [HISTORY_SIZE, 3]
    assert "Entry 1" in entries(second)[-1]
    assert link(second, "Newest") == f"{PROJECT}history/"
    assert not find(second, "a", rel="next")
    assert list(problems(second)) == []


def test_a_mark_of_another_history_is_refused(web, viewer):
    item = put_project(web)
    for number in range(HISTORY_SIZE + 1):
        item = edit(web, item, number, budget=Decimal(5000 + number))
    put(web, "projects", project("proj_2"))
    onward = find(viewer.get(f"{PROJECT}history/"), "a", rel="next")[0]["href"]

    assert viewer.get(onward.replace("proj_1", "proj_2")).status_code == 400


def test_an_item_nobody_changed_says_so_and_none_is_not_found(web, viewer, limited):
    put(web, "projects", project(), project(company_id="comp_other"))

    assert "Nothing has been recorded" in texts(viewer.get(f"{PROJECT}history/"), "h2")
    assert viewer.get(f"/data/projects/{OURS},proj_9/history/").status_code == 404
    assert limited.get("/data/projects/comp_other,proj_1/history/").status_code == 404


def test_the_history_of_a_deleted_item_can_still_be_read(web, viewer):
    done(web, Deed(PROJECTS, "create", None, project()))
    done(web, Deed(PROJECTS, "delete", project(), None), minutes=1)

    page = viewer.get(f"{PROJECT}history/")

    assert [entry.split()[0] for entry in entries(page)] == ["Deleted", "Created"]
    assert texts(page, "span", class_="tag bad") == ["deleted"]
    assert not find(page, "nav", aria_label="Item")
    assert list(problems(page)) == []


@pytest.mark.parametrize("odd", [{}, {"at": "x", "action": "odd thing", "changes": ["x"]}])
def test_a_damaged_entry_breaks_no_page(web, viewer, odd):
    put(web, "projects", project())
    put(web, "audit", itemKey=f"projects#{OURS},proj_1", entryId="2025", **odd)

    page = viewer.get(f"{PROJECT}history/")

    assert page.status_code == 200
    assert "at an unknown time" in entries(page)[0]


def undo_buttons(page) -> list[str]:
    return [e["value"] for e in find(page, "input", name="entry")]


def test_an_entry_is_taken_back_from_the_history_with_a_reason(web, editor):
    put(web, "projects", project())
    edit(web, project(), name="projects", budget=Decimal(2000))

    (entry,) = undo_buttons(editor.get(f"{PROJECT}history/"))
    answer = editor.post("/undo/", {"entry": entry, "reason": "Wrong project"})

    assert (answer.status_code, answer["Location"]) == (303, f"{PROJECT}history/")
    page = editor.get(f"{PROJECT}history/")
    newest, first = entries(page)
    assert "Change taken back" in newest and "“Wrong project”" in newest
    assert "takes back entry 1" in newest
    assert "taken back by entry 2" in first
    assert len(undo_buttons(page)) == 1
    assert web.find(PROJECTS, (OURS, "proj_1"))["budget"] == 1000
    assert list(problems(page)) == []


def test_who_may_not_undo_is_offered_none_and_nothing_changed_offers_none(web, viewer, editor):
    put(web, "projects", project())
    done(web, Deed(PROJECTS, "reveal", project(), project()))
    assert undo_buttons(editor.get(f"{PROJECT}history/")) == []

    edit(web, project(), 1, name="projects", budget=Decimal(2000))
    assert undo_buttons(viewer.get(f"{PROJECT}history/")) == []
    assert len(undo_buttons(editor.get(f"{PROJECT}history/"))) == 1


def test_an_act_of_several_items_says_that_they_go_back_together(web, editor):
    first, second = project(), project("proj_2")
    put(web, "projects", first, second)
    done(
        web,
        Deed(PROJECTS, "edit", first, first | {"name": "A"}),
        Deed(PROJECTS, "edit", second, second | {"name": "B"}),
        request_id="req5",
    )

    page = editor.get(f"{PROJECT}history/")

    assert "The other items that were changed with it are taken back too." in entries(page)[0]
    assert [e.text for e in read(page).elements if e.tag == "code" and e.text == "req5"]
