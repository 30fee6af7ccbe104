"""An item to another key from its page: the form, what follows, the way back, the old address."""

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import sign_in
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import EXPENSES, PROJECT, PROJECTS, stored
from tests.web.html import find, links, problems
from tests.web.records import OURS, company, invitation, project, put

MOVE = item_url(PROJECTS, PROJECT, "move")
NEW = (OURS, "proj_new")
TOKEN = "5e" * 32


def move(client, path: str = MOVE, **parts: str):
    typed = {f"key.{name}": text for name, text in parts.items()}
    return client.post(path, Form(client.get(path)).sent(**typed))


def said_at(answer, name: str) -> str:
    return find(answer, "span", id=f"key-{name}-error")[0].text.strip()


def test_the_page_says_what_follows_and_moves_it_all(ours, editor):
    page = editor.get(MOVE)
    assert list(problems(page)) == []
    assert item_url(EXPENSES, (OURS, "exp_0001")) in links(page)
    assert "From then on they name the new id." in page.content.decode()

    answer = move(editor, projectId="proj_new")

    assert (answer.status_code, answer["Location"]) == (303, item_url(PROJECTS, NEW))
    assert stored(PROJECTS, NEW)["name"] == "House proj_1"
    assert ours.find(PROJECTS, PROJECT) is None
    assert stored()["projectId"] == "proj_new"


def test_undo_in_the_message_moves_it_back_with_all_that_followed(ours, editor):
    before = stored(PROJECTS, PROJECT)
    there = editor.get(move(editor, projectId="proj_new")["Location"])
    assert "Moved." in there.content.decode()
    button = next(b for b in find(there, "button") if b["name"] == "entry")

    answer = editor.post("/undo/", {"entry": button["value"]})

    assert answer["Location"] == item_url(PROJECTS, PROJECT)
    assert stored(PROJECTS, PROJECT) == before
    assert stored()["projectId"] == "proj_1"


def test_the_old_address_says_where_it_went_and_both_histories_lead_to_each_other(ours, editor):
    move(editor, projectId="proj_new")
    move(editor, item_url(PROJECTS, NEW, "move"), projectId="proj_newer")
    last = item_url(PROJECTS, (OURS, "proj_newer"))

    for page in ("", "raw", "edit", "delete", "move"):
        gone = editor.get(item_url(PROJECTS, PROJECT, page))
        assert gone.status_code == 404
        assert item_url(PROJECTS, NEW) in links(gone)
    assert last in links(editor.get(item_url(PROJECTS, NEW)))
    assert item_url(PROJECTS, NEW) in links(editor.get(item_url(PROJECTS, PROJECT, "history")))
    back = item_url(PROJECTS, PROJECT, "history")
    assert back in links(editor.get(item_url(PROJECTS, NEW, "history")))


def test_an_address_where_nothing_ever_was_costs_one_read_more(ours, editor):
    editor.get(item_url(PROJECTS, PROJECT))

    gone = editor.get(item_url(PROJECTS, (OURS, "proj_never")))

    assert gone.status_code == 404
    assert sum(gone.wsgi_request.meter.calls.values()) == 2


def test_who_may_not_see_the_company_is_not_told_where_it_went(ours, editor):
    put(ours, "companies", company("other"))
    put(ours, "projects", project("lonely"))
    lonely = (OURS, "lonely")
    move(editor, item_url(PROJECTS, lonely, "move"), companyId="other")
    limited = sign_in("one", role="editor", companies=[OURS])

    there = item_url(PROJECTS, ("other", "lonely"))
    assert there in links(editor.get(item_url(PROJECTS, lonely)))
    for page in ("", "history"):
        assert "other,lonely" not in limited.get(item_url(PROJECTS, lonely, page)).content.decode()


@pytest.mark.parametrize(
    ("parts", "at", "status", "problem"),
    [
        ({"projectId": "proj new"}, "projectId", 422, "An id has letters"),
        ({"projectId": ""}, "projectId", 422, "This must not be empty."),
        ({"projectId": "proj_1"}, "projectId", 422, "This is its key already."),
        ({"projectId": "proj_2"}, "projectId", 409, "There is already a project with this key."),
    ],
)
def test_a_key_that_cannot_be_is_refused_at_its_input(ours, editor, parts, at, status, problem):
    put(ours, "projects", project("proj_2"))

    answer = move(editor, **parts)

    assert answer.status_code == status
    assert said_at(answer, at).startswith(problem)
    assert Form(answer).values[f"key.{at}"] == parts[at]
    assert list(problems(answer)) == []
    assert stored(PROJECTS, PROJECT)["projectId"] == "proj_1"


def test_what_others_refer_to_stays_in_its_company(ours, editor):
    put(ours, "companies", company("other"))

    answer = move(editor, companyId="other")

    assert answer.status_code == 409
    assert "They stay under the same “Company”." in answer.content.decode()


def test_nobody_moves_an_item_into_a_company_that_is_not_theirs(ours):
    put(ours, "projects", project("lonely"))
    limited = sign_in("one", role="editor", companies=[OURS])

    answer = move(limited, item_url(PROJECTS, (OURS, "lonely"), "move"), companyId="other")

    assert answer.status_code == 403
    assert "is not one of the companies you work with" in said_at(answer, "companyId")


def test_what_others_hold_in_their_keys_is_told_why_it_stays(ours, editor):
    page = editor.get(item_url(catalogue.entity("companies"), (OURS,), "move"))

    assert page.status_code == 200
    assert "It is part of their own keys." in page.content.decode()
    assert "Move it" not in page.content.decode()


def test_a_key_that_is_a_secret_is_not_shown_and_left_empty_it_stays(ours, editor):
    put(ours, "invitations", invitation(TOKEN))
    entity = catalogue.entity("invitations")
    path = item_url(entity, (OURS, TOKEN), "move")
    assert TOKEN not in editor.get(path).content.decode()

    assert said_at(move(editor, path), "invitationId") == "This is its key already."
    answer = move(editor, path, invitationId="7f" * 32)
    assert answer.status_code == 303
    assert "7f7f" not in answer["Location"]
    gone = editor.get(item_url(entity, (OURS, TOKEN)))
    assert answer["Location"].split(",")[0] in " ".join(links(gone))
    assert TOKEN not in gone.content.decode() and "7f7f" not in gone.content.decode()


def test_a_double_click_moves_once(ours, editor):
    sent = Form(editor.get(MOVE)).sent(**{"key.projectId": "proj_new"})

    assert editor.post(MOVE, sent)["Location"] == editor.post(MOVE, sent)["Location"]


def test_the_key_that_was_typed_comes_back_when_the_sign_in_ended(ours, editor):
    sent = Form(editor.get(MOVE)).sent(**{"key.projectId": "proj_new"})
    staff = editor.staff
    editor.session.flush()
    assert editor.post(MOVE, sent).status_code == 302
    editor.force_login(staff)

    again = Form(editor.get(MOVE))

    assert again.values["key.projectId"] == "proj_new"
    assert editor.post(MOVE, again.sent()).status_code == 303
    assert Form(editor.get(f"{item_url(PROJECTS, NEW, 'move')}?fresh=1")).values


def test_in_production_moving_needs_a_reason_at_its_input(ours, editor, production):
    production()

    answer = move(editor, projectId="proj_new")

    assert answer.status_code == 422
    assert find(answer, "input", id="reason")[0]["aria-invalid"] == "true"
