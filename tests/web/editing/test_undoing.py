"""Undo at once: the button of the message, and whose it is."""

from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    EDIT,
    PAGE,
    stored,
)
from tests.web.html import find, texts


def test_undo_brings_back_what_was_there_and_can_be_undone_itself(ours, editor):
    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="New roof"))
    page = editor.get(PAGE)

    answer = editor.post("/undo/", {"entry": entry_in(page)})

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert "description" not in stored()
    page = editor.get(PAGE)
    assert "Undone. Undo" in texts(page, "p")
    editor.post("/undo/", {"entry": entry_in(page)})
    assert stored()["description"] == "New roof"


def entry_in(page) -> str:
    (button,) = find(page, "button", form="undo")
    assert find(page, "form", id="undo")[0]["action"] == "/undo/"
    return button["value"]


def test_somebody_elses_undo_button_opens_nothing(ours, editor, operator):
    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="New roof"))

    answer = operator.post("/undo/", {"entry": entry_in(editor.get(PAGE))})

    assert answer.status_code == 409
    assert stored()["description"] == "New roof"
