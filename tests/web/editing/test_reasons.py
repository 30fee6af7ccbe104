"""In production every form asks why, says so at its field, and keeps what was typed."""

import pytest

from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    EDIT,
    EXPENSE,
    EXPENSES,
    PAGE,
    PROJECT_EDIT,
    have_expense,
    stored,
)
from tests.web.html import find, problems, texts

SENTENCE = "In production every change needs a reason."
DELETE = item_url(EXPENSES, EXPENSE, "delete")
HISTORY = item_url(EXPENSES, EXPENSE, "history")
NEW = "/new/contractors/"
TYPED = {EDIT: {"description": "kept"}, NEW: {"name": "kept"}, DELETE: {}}


def reason_of(page):
    return find(page, "input", name="reason")[-1]


@pytest.mark.parametrize("address", TYPED)
def test_a_form_without_a_reason_is_refused_at_the_field_and_stays_as_typed(
    ours, editor, production, address
):
    production()
    page = editor.get(address)
    assert reason_of(page)["aria-required"] == "true"

    answer = editor.post(address, Form(page).sent(**TYPED[address]))

    assert answer.status_code == 422
    assert SENTENCE in texts(answer, "span", id="reason-error")
    again = Form(answer)
    for name, text in TYPED[address].items():
        assert again.values[f"{again.of(name)}.text"] == text
    assert "description" not in stored()


def test_elsewhere_the_field_is_there_and_may_stay_empty(ours, editor):
    for address in (EDIT, NEW, DELETE, PROJECT_EDIT):
        assert reason_of(editor.get(address))["aria-required"] == ""


def test_a_merge_asks_as_well(ours, editor, operator, production):
    production()
    mine, theirs = Form(editor.get(EDIT)), Form(operator.get(EDIT))
    operator.post(EDIT, theirs.sent(description="Theirs", reason="First"))
    merge = editor.post(EDIT, mine.sent(description="Mine", reason="Second"))
    assert merge.status_code == 409
    picked = Form(merge).sent(reason="") | {f"{Form(merge).of('description')}.pick": "yours"}

    answer = editor.post(EDIT, picked)

    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()
    assert stored()["description"] == "Theirs"


@pytest.fixture
def saved(ours, editor, production):
    """The entry of a save in production, as the button of the message sends it."""
    production()
    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="New roof", reason="Asked for"))
    (button,) = find(editor.get(PAGE), "button", form="undo")
    return button["value"]


def test_the_undo_of_a_message_leads_to_a_page_that_asks_why(saved, editor):
    asked = editor.post("/undo/", {"entry": saved})

    assert asked.status_code == 200
    assert list(problems(asked)) == []
    assert reason_of(asked)["aria-required"] == "true"
    assert SENTENCE not in asked.content.decode()
    assert stored()["description"] == "New roof"
    done = editor.post("/undo/", {"entry": entry_of(asked), "reason": "Wrong house"})
    assert (done.status_code, done["Location"]) == (303, PAGE)
    assert "description" not in stored()
    assert "“Wrong house”" in texts(editor.get(HISTORY), "span")


def entry_of(page) -> str:
    return find(page, "input", name="entry")[-1]["value"]


@pytest.mark.parametrize(("reason", "sentence"), [("  ", SENTENCE), ("y" * 501, "at most 500")])
def test_an_undo_that_says_nothing_or_too_much_is_asked_again(saved, editor, reason, sentence):
    answer = editor.post("/undo/", {"entry": saved, "reason": reason})

    assert answer.status_code == 422
    assert list(problems(answer)) == []
    assert sentence in texts(answer, "span", id="reason-error")[0]
    assert reason_of(answer)["value"] == reason.strip()
    assert stored()["description"] == "New roof"


def test_the_undo_of_a_history_asks_for_it_at_once(saved, editor):
    assert "required" in reason_of(editor.get(HISTORY)).attributes


def test_elsewhere_a_history_asks_and_does_not_insist(ours, editor):
    have_expense()
    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="New roof"))

    field = reason_of(editor.get(HISTORY))

    assert "required" not in field.attributes
