"""Saved views: kept, replaced, shared and removed by those who may."""

import pytest

from entities.models import SavedView
from tests.web.cast import sign_in
from tests.web.html import find, links, problems
from tests.web.records import OURS, house

SAVE = "/views/expenses/save/"
QUERY = f"companyId.is={OURS}&status.in=paid&status.in=approved&order=descending"


def names(page) -> set[str]:
    return {e.text.strip() for e in find(page, "a") if e["title"][:5] in ("yours", "share")}


def test_a_view_is_saved_without_its_page_mark_and_stands_on_the_list(web, viewer):
    house(web)

    answer = viewer.post(SAVE, {"name": " Paid ones ", "query": f"{QUERY}&cursor=abc"}, follow=True)

    assert answer.redirect_chain == [(f"/data/expenses/?{QUERY}", 302)]
    assert "“Paid ones” was saved" in answer.content.decode()
    assert f"/data/expenses/?{QUERY}" in links(answer)
    assert list(problems(answer)) == []
    assert names(viewer.get(f"/data/projects/?companyId.is={OURS}")) == set()


def test_saving_a_known_name_replaces_the_view(web, viewer):
    viewer.post(SAVE, {"name": "Mine", "query": "scan=1"})
    viewer.post(SAVE, {"name": "Mine", "query": QUERY})

    (view,) = SavedView.objects.all()
    assert view.query == QUERY
    assert str(view) == "Mine"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "", "query": "scan=1"}, "Name of the view"),
        ({"name": "x" * 61, "query": "scan=1"}, "Name of the view"),
        ({"name": "Mine", "query": "x" * 4001}, "query"),
    ],
)
def test_a_view_that_cannot_be_saved_says_why_and_the_list_stays(web, viewer, form, words):
    answer = viewer.post(SAVE, form, follow=True)

    assert answer.status_code in (200, 400)
    assert SavedView.objects.count() == 0
    assert words in " ".join(e.text for e in find(answer, "div", id="messages"))


def test_a_view_is_shared_only_by_those_who_may(web, cast):
    for name in ("viewer", "editor", "operator", "approver", "administrator"):
        cast[name].post(SAVE, {"name": f"Of {name}", "query": "scan=1", "shared": "on"})

    shared = set(SavedView.objects.filter(shared=True).values_list("name", flat=True))
    assert shared == {"Of editor", "Of operator", "Of approver", "Of administrator"}
    assert names(cast["viewer"].get("/data/expenses/")) == shared | {"Of viewer"}
    assert names(cast["editor"].get("/data/expenses/")) == shared
    boxes = {
        name: len(find(cast[name].get("/data/expenses/"), "input", name="shared"))
        for name in ("viewer", "editor")
    }
    assert boxes == {"viewer": 0, "editor": 1}


def test_two_people_may_give_their_views_one_name(web, viewer, editor):
    for client in (viewer, editor):
        client.post(SAVE, {"name": "Mine", "query": "scan=1"})

    assert SavedView.objects.count() == 2


def test_ones_own_view_is_removed_and_somebody_elses_is_not(web, viewer, editor, administrator):
    editor.post(SAVE, {"name": "Theirs", "query": "scan=1", "shared": "on"})
    view = SavedView.objects.get()
    address = f"/views/expenses/{view.pk}/delete/"

    assert viewer.post(address).status_code == 404
    assert editor.post(f"/views/projects/{view.pk}/delete/").status_code == 404
    assert find(viewer.get("/data/expenses/"), "form", action=address) == []
    assert find(editor.get("/data/expenses/"), "form", action=address)
    assert "“Theirs” was removed" in editor.post(address, follow=True).content.decode()
    assert editor.post(address).status_code == 404

    viewer.post(SAVE, {"name": "Old", "query": ""})
    assert (
        administrator.post(f"/views/expenses/{SavedView.objects.get().pk}/delete/").status_code
        == 302
    )


def test_who_may_not_save_saves_nothing(web, stranger, nobody, viewer):
    assert stranger.post(SAVE, {"name": "Mine"}).status_code == 403
    assert nobody.post(SAVE, {"name": "Mine"}).status_code == 302
    assert viewer.post("/views/assignments/save/", {"name": "Mine"}).status_code == 404
    assert viewer.post("/views/nothing/save/", {"name": "Mine"}).status_code == 404
    assert SavedView.objects.count() == 0


def test_a_viewer_of_one_company_saves_no_view_of_what_cannot_be_told_apart(web, limited):
    assert limited.post("/views/multi-expenses/save/", {"name": "Mine"}).status_code == 403


def test_a_saved_address_cannot_lead_away(web, viewer):
    answer = viewer.post(SAVE, {"name": "", "query": "//evil.example/"})
    assert answer["Location"].startswith("/data/expenses/?")
    viewer.post(SAVE, {"name": "Odd", "query": '"><script>alert(1)</script>'})
    page = viewer.get("/data/expenses/")
    assert "<script>alert" not in page.content.decode()
    assert list(problems(page)) == []


def test_views_go_with_their_owner(web, db):
    leaver = sign_in("leaver", role="editor", every_company=True)
    leaver.post(SAVE, {"name": "Mine", "query": "scan=1", "shared": "on"})

    leaver.staff.delete()

    assert SavedView.objects.count() == 0
