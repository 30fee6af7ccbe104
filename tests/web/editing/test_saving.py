"""The edit form, as a browser sends it: only what was changed is saved."""


import pytest

from entities.catalogue import catalogue
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.html import problems, texts
from tests.web.records import OURS, house

EXPENSES = catalogue.entity("expenses")
PROJECTS = catalogue.entity("projects")
KEY = (OURS, "exp_0001")
PAGE = item_url(EXPENSES, KEY)
EDIT = item_url(EXPENSES, KEY, "edit")


@pytest.fixture
def ours(web):
    house(web)
    return web


def test_a_changed_field_is_saved_and_the_item_shown(ours, editor):
    form = Form(editor.get(EDIT))

    answer = editor.post(EDIT, form.sent(description="New roof"))

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert ours.get(EXPENSES, KEY)["description"] == "New roof"
    assert "Saved." in texts(editor.get(PAGE), "p")


def test_the_form_is_sound_html(ours, editor):
    assert list(problems(editor.get(EDIT))) == []
