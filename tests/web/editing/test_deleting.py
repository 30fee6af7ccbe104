"""Deleting: what else is touched, the ways there are, what must be typed, and the way back."""

from entities.catalogue import catalogue
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    EDIT,
    EXPENSE,
    EXPENSES,
    PAGE,
    PROJECT,
    PROJECTS,
    stored,
)
from tests.web.html import find, problems, texts
from tests.web.records import OURS, expense, project, put
from tests.web.running import came_of, drive, take_back

DELETE = item_url(EXPENSES, EXPENSE, "delete")
DELETE_PROJECT = item_url(PROJECTS, PROJECT, "delete")


def test_an_item_to_which_nothing_refers_is_deleted_and_undo_brings_it_back(ours, editor):
    before = stored()
    page = editor.get(DELETE)
    assert list(problems(page)) == []

    answer = editor.post(DELETE, Form(page).sent(reason="Twice"))

    assert (answer.status_code, answer["Location"]) == (303, "/data/expenses/")
    assert ours.find(EXPENSES, EXPENSE) is None
    listed = editor.get(answer["Location"])
    assert "Deleted. Undo" in texts(listed, "p")
    (button,) = find(listed, "button", form="undo")
    back = editor.post("/undo/", {"entry": button["value"]})
    assert (back.status_code, back["Location"]) == (303, PAGE)
    assert stored() == before


def test_what_refers_to_an_item_is_shown_and_counted_before(ours, editor):
    page = editor.get(DELETE_PROJECT)

    assert list(problems(page)) == []
    said = page.content.decode()
    assert "INV-0001" in said
    assert f"{item_url(EXPENSES, EXPENSE)}" in said
    assert "Walls work_1" in said


def test_where_many_are_touched_the_name_has_to_be_typed(ours, editor):
    form = Form(editor.get(DELETE_PROJECT))
    assert form.options["way"] == ["re-point", "cascade"]

    wrong = editor.post(DELETE_PROJECT, form.sent(way="cascade", typed="House"))
    assert wrong.status_code == 422
    assert "Type its name" in wrong.content.decode()
    assert list(problems(wrong)) == []
    again = Form(wrong)
    assert again.values["way"] == "cascade"
    done = editor.post(DELETE_PROJECT, again.sent(typed="House proj_1"))

    assert done.status_code == 303
    assert ours.find(PROJECTS, PROJECT) is None
    assert ours.find(EXPENSES, EXPENSE) is None


def test_what_was_deleted_together_comes_back_together(ours, editor):
    sent = Form(editor.get(DELETE_PROJECT)).sent(way="cascade", typed="House proj_1")
    listed = editor.get(editor.post(DELETE_PROJECT, sent)["Location"])
    (button,) = find(listed, "button", form="undo")

    editor.post("/undo/", {"entry": button["value"]})

    assert stored(PROJECTS, PROJECT)["name"] == "House proj_1"
    assert stored()["projectId"] == "proj_1"


def test_what_is_too_much_for_one_transaction_is_deleted_by_a_run(ours, editor):
    put(ours, "expenses", *(expense(number, status="pending") for number in range(100, 140)))
    sent = Form(editor.get(DELETE_PROJECT)).sent(way="cascade", typed="House proj_1")

    first, second = editor.post(DELETE_PROJECT, sent), editor.post(DELETE_PROJECT, sent)
    run = drive(ours, first)

    assert first["Location"] == second["Location"] == f"/runs/{run.run_id}/"
    assert (run.status, run.item["failed"]) == ("succeeded", 0)
    assert ours.find(PROJECTS, PROJECT) is None
    assert came_of(ours, take_back(editor, first)) == {"done": int(run.item["done"])}
    assert stored()["projectId"] == "proj_1"


def test_a_way_that_turns_out_to_be_closed_is_said(ours, editor):
    form = Form(editor.get(DELETE_PROJECT))

    answer = editor.post(DELETE_PROJECT, form.sent(way="re-point", typed="House proj_1"))

    assert answer.status_code == 422  # there is no general project in this company
    assert "there is no project" in answer.content.decode()
    assert stored(PROJECTS, PROJECT)


def test_a_way_has_to_be_chosen_and_exist(ours, editor):
    form = Form(editor.get(DELETE))

    for way in ("", "cascade", "with fire"):
        answer = editor.post(DELETE, form.sent(way=way))
        assert answer.status_code == 422
        assert "Choose one." in answer.content.decode()
    assert stored()


def test_production_asks_for_a_reason(ours, editor, production):
    production()

    answer = editor.post(DELETE, Form(editor.get(DELETE)).sent())

    assert answer.status_code == 422
    assert "needs a reason" in answer.content.decode()


def test_an_item_that_changed_since_is_decided_anew(ours, editor, operator):
    form = Form(editor.get(DELETE))
    operator.post(EDIT, Form(operator.get(EDIT)).sent(description="Wait"))

    answer = editor.post(DELETE, form.sent())

    assert answer.status_code == 409
    assert "Meanwhile this changed: Description." in answer.content.decode()
    assert editor.post(DELETE, Form(answer).sent()).status_code == 303


def test_the_same_click_twice_deletes_once(ours, editor):
    sent = Form(editor.get(DELETE)).sent()

    assert editor.post(DELETE, sent).status_code == 303
    assert editor.post(DELETE, sent).status_code in (303, 404)


def test_a_company_takes_two_people(ours, administrator):
    companies = catalogue.entity("companies")
    address = item_url(companies, (OURS,), "delete")

    page = administrator.get(address)

    assert "takes two people" in page.content.decode()
    assert find(page, "input", name="way") == []
    assert stored(companies, (OURS,))


def test_what_is_never_deleted_says_why_and_offers_nothing(ours, editor):
    put(ours, "projects", project("proj_GENERAL_EXPENSES", isSystemProject=True))
    address = item_url(PROJECTS, (OURS, "proj_GENERAL_EXPENSES"), "delete")

    page = editor.get(address)

    assert "Every company keeps its general project." in page.content.decode()
    assert "way" not in Form(page).options
    assert stored(PROJECTS, (OURS, "proj_GENERAL_EXPENSES"))
