"""Empty text, null and absent are three states, told apart on the way in and on the way out."""

from decimal import Decimal

import pytest

from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    EDIT,
    PROJECT,
    PROJECT_EDIT,
    PROJECTS,
    have_expense,
    have_project,
    stored,
)

GONE = object()


@pytest.mark.parametrize(
    ("before", "state"),
    [("", "empty"), (None, "null"), ("text", "value"), (GONE, "absent")],
)
@pytest.mark.parametrize(("chosen", "outcome"), [("empty", ""), ("null", None), ("absent", GONE)])
def test_every_state_becomes_every_other(ours, editor, before, state, chosen, outcome):
    held = {} if before is GONE else {"endDate": before}
    have_project(**held)
    form = Form(editor.get(PROJECT_EDIT))
    name = f"{form.of('endDate')}.state"
    assert form.values[name] == state
    if chosen == "empty" and "empty" not in form.options[name]:
        chosen, outcome = "absent", GONE  # no date is not an empty text

    answer = editor.post(PROJECT_EDIT, form.sent(**{name: chosen}))

    assert answer.status_code == 303
    assert stored(PROJECTS, PROJECT).get("endDate", GONE) == outcome


@pytest.mark.parametrize("before", ["", None, GONE])
def test_who_types_a_value_means_it_without_javascript(ours, editor, before):
    have_project(**({} if before is GONE else {"endDate": before}))

    editor.post(PROJECT_EDIT, Form(editor.get(PROJECT_EDIT)).sent(endDate="2026-01-31"))

    assert stored(PROJECTS, PROJECT)["endDate"] == "2026-01-31"


def test_a_value_and_another_state_contradict_each_other(ours, editor):
    have_project(description="old")
    form = Form(editor.get(PROJECT_EDIT))

    answer = editor.post(PROJECT_EDIT, form.sent(description="new", description__state="absent"))

    assert answer.status_code == 422
    assert "one of them" in answer.content.decode()
    assert stored(PROJECTS, PROJECT)["description"] == "old"


def test_a_cleared_text_is_empty_and_a_cleared_number_is_not_there(ours, editor):
    have_project(description="old", budget=Decimal(5))

    editor.post(PROJECT_EDIT, Form(editor.get(PROJECT_EDIT)).sent(description="", budget=""))

    assert stored(PROJECTS, PROJECT)["description"] == ""
    assert "budget" not in stored(PROJECTS, PROJECT)


def test_a_required_field_cannot_be_cleared(ours, editor):
    form = Form(editor.get(PROJECT_EDIT))
    assert f"{form.of('name')}.state" not in form.values

    answer = editor.post(PROJECT_EDIT, form.sent(name=""))

    assert answer.status_code == 422
    assert "must not be empty" in answer.content.decode()


@pytest.mark.parametrize(("before", "text"), [(True, "yes"), (False, "no"), (GONE, "")])
@pytest.mark.parametrize(("typed", "outcome"), [("yes", True), ("no", False), ("", GONE)])
def test_a_flag_is_yes_no_or_not_there(ours, editor, before, text, typed, outcome):
    have_expense(odd=True, **({} if before is GONE else {"missingReceipt": before}))
    form = Form(editor.get(EDIT))
    if before is GONE:
        assert "missingReceipt" not in form.labels  # only old items carry it
        return
    assert form.values[f"{form.of('missingReceipt')}.text"] == text

    editor.post(EDIT, form.sent(missingReceipt=typed))

    assert stored().get("missingReceipt", GONE) is outcome


def test_an_empty_set_is_asked_about_and_removed_by_name(ours, editor):
    have_expense(tags=frozenset({"a", "b"}))
    form = Form(editor.get(EDIT))

    answer = editor.post(EDIT, form.sent(tags=""))
    assert answer.status_code == 422
    assert "a set is never empty" in answer.content.decode().lower()
    editor.post(EDIT, Form(answer).sent(tags__state="absent"))

    assert "tags" not in stored()


def test_lists_and_maps_of_text_are_typed_by_the_line(ours, editor):
    have_expense(steps=["one", "two"], labels={"a": "1", "b": ""})
    form = Form(editor.get(EDIT))
    assert form.values[f"{form.of('steps')}.text"] == "one\ntwo"
    assert form.values[f"{form.of('labels')}.text"] == "a: 1\nb: "

    editor.post(EDIT, form.sent(steps="two\none\nthree", labels="a: 1\nc: x: y"))

    assert stored()["steps"] == ["two", "one", "three"]
    assert stored()["labels"] == {"a": "1", "c": "x: y"}


def test_anything_can_be_typed_as_json_and_nothing_typed_is_a_mistake(ours, editor):
    have_expense(odd="text")
    form = Form(editor.get(EDIT))

    editor.post(EDIT, form.sent(odd='{"NS": ["1", "2.50"]}', odd__state="json"))
    assert stored()["odd"] == frozenset({Decimal(1), Decimal("2.50")})

    have_expense(odd={"deep": [True]})
    form = Form(editor.get(EDIT))
    answer = editor.post(EDIT, form.sent(odd=""))
    assert answer.status_code == 422
    assert "nothing was typed" in answer.content.decode().lower()
