"""The edit form as a browser sends it: only what was changed is saved."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.schema.values import item_size
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    EDIT,
    EXPENSE,
    PAGE,
    PROJECT,
    PROJECT_EDIT,
    PROJECTS,
    have_expense,
    have_project,
    others,
    stored,
)
from tests.web.html import problems, texts
from tests.web.records import OURS, project, put


def said(client, page: str = PAGE) -> list[str]:
    return texts(client.get(page), "p")


def test_a_changed_field_is_saved_and_the_item_shown(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(description="New roof"))

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert stored()["description"] == "New roof"
    assert "Saved. Undo" in said(editor)


def test_nothing_changed_saves_nothing_and_says_so(ours, editor):
    before = stored()

    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent())

    assert answer.status_code == 303
    assert stored() == before
    assert "Nothing was changed." in said(editor)


def test_the_form_and_the_form_with_mistakes_are_sound_html(ours, editor):
    have_expense(odd={"a": [Decimal(1)]}, tags=frozenset({"x"}), gone=None, raw=b"\0")
    form = Form(editor.get(EDIT))

    wrong = editor.post(EDIT, form.sent(amount="many", date="never", odd="{", tags="x\nx"))

    assert list(problems(editor.get(EDIT))) == []
    assert list(problems(wrong)) == []


def test_a_status_offers_what_may_follow_it_and_keeps_an_old_one(ours, editor):
    have_expense(status="pending")
    form = Form(editor.get(EDIT))
    options = form.options[f"{form.of('status')}.text"]
    assert [o for o in options if o] == ["pending", "approved", "rejected"]

    have_expense(status="half done")
    form = Form(editor.get(EDIT))
    name = f"{form.of('status')}.text"
    assert form.values[name] == "half done"
    assert "pending" in form.options[name]
    assert editor.post(EDIT, form.sent(description="x")).status_code == 303
    assert stored()["status"] == "half done"


@pytest.mark.parametrize("number", ["1.0", "1E+3", "1." + "2" * 37, "1E-100", "-0.50"])
def test_a_number_that_nobody_touched_is_what_it_was(ours, editor, number):
    have_expense(odd=Decimal(number))
    before = stored()["odd"]

    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="x"))

    assert stored()["odd"].as_tuple() == before.as_tuple()


def test_numbers_are_typed_as_text_with_every_digit(ours, editor):
    digits = "12345678901234567890123456789012345.678"

    editor.post(PROJECT_EDIT, Form(editor.get(PROJECT_EDIT)).sent(budget=digits))

    assert stored(PROJECTS, PROJECT)["budget"] == Decimal(digits)


def test_no_input_is_of_a_type_that_rounds_or_trims(ours, editor):
    have_expense(odd=Decimal(1), text="x", link="https://example.com")

    kinds = set(Form(editor.get(EDIT)).kinds.values())

    assert kinds <= {"text", "date", "select", "textarea", "hidden"}


def test_a_date_that_is_none_stands_in_a_text_input(ours, editor):
    have_project(startDate="soon", endDate="2025-W01-1")
    form = Form(editor.get(PROJECT_EDIT))
    assert form.kinds[f"{form.of('startDate')}.text"] == "text"
    assert form.kinds[f"{form.of('endDate')}.text"] == "text"

    editor.post(PROJECT_EDIT, form.sent(description="x"))

    assert stored(PROJECTS, PROJECT)["startDate"] == "soon"


def test_an_alias_is_edited_where_it_is(ours, editor):
    have_project(SpentAmount=Decimal(7))
    item = stored(PROJECTS, PROJECT)
    assert "spentAmount" in item  # both spellings of the name
    form = Form(editor.get(PROJECT_EDIT))

    editor.post(PROJECT_EDIT, form.sent(SpentAmount="8"))

    after = stored(PROJECTS, PROJECT)
    assert after["SpentAmount"] == Decimal(8)
    assert others(after, "SpentAmount") == others(item, "SpentAmount")


def test_clearing_an_index_key_removes_it(ours, editor):
    companies, key = catalogue.entity("companies"), (OURS,)
    put(ours, "companies", stored(companies, key) | {"appleSubscriptionId": "sub_1"})
    edit = item_url(companies, key, "edit")

    answer = editor.post(edit, Form(editor.get(edit)).sent(appleSubscriptionId=""))

    assert answer.status_code == 303
    assert "appleSubscriptionId" not in stored(companies, key)


def test_the_same_click_twice_is_one_change(ours, editor):
    form = Form(editor.get(EDIT))
    sent = form.sent(description="once")

    first, second = editor.post(EDIT, sent), editor.post(EDIT, sent)

    assert (first.status_code, second.status_code) == (303, 303)
    entries = [e for page in ours.pages(catalogue.entity("audit")) for e in page.items]
    assert len([e for e in entries if e.get("action") == "edit"]) == 1


def test_going_back_in_the_browser_and_typing_something_else_saves_that_too(ours, editor):
    form = Form(editor.get(EDIT))
    editor.post(EDIT, form.sent(description="first"))

    answer = editor.post(EDIT, form.sent(description="second"))

    assert answer.status_code == 409  # what was saved first is shown beside it
    chosen = Form(answer).sent(description__pick="yours")
    assert editor.post(EDIT, chosen).status_code == 303
    assert stored()["description"] == "second"


def test_the_reason_stands_in_the_history(ours, editor):
    editor.post(EDIT, Form(editor.get(EDIT)).sent(description="x", reason="Asked by phone"))

    entries = [e for page in ours.pages(catalogue.entity("audit")) for e in page.items]
    assert [e["reason"] for e in entries if "reason" in e] == ["Asked by phone"]


def test_the_key_and_what_we_set_cannot_be_sent(ours, editor):
    form = Form(editor.get(EDIT))

    assert not {"companyId", "expenseId", "updatedAt", "vatAmount"} & set(form.labels)
    editor.post(EDIT, form.sent(**{"f99.text": "x", "updatedAt": "x", "expenseId": "other"}))
    assert stored()["expenseId"] == EXPENSE[1]


def test_a_warning_about_what_was_saved_is_said(ours, editor):
    put(ours, "projects", project("proj_2", name="Same"))

    editor.post(PROJECT_EDIT, Form(editor.get(PROJECT_EDIT)).sent(name="Same"))

    assert stored(PROJECTS, PROJECT)["name"] == "Same"
    assert any("Same" in text for text in said(editor, PROJECT_EDIT.removesuffix("edit/")))


def test_the_form_says_how_much_of_what_dynamodb_takes_the_item_takes(ours, editor):
    have_expense(description="x" * 300_000)

    page = editor.get(EDIT).content.decode()

    size = item_size(stored())
    assert f"{size:,} of 409,600 bytes" in page
    assert f'<progress id="size" max="100" value="{round(size * 100 / 409_600)}"' in page
