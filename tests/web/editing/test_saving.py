"""The edit form as a browser sends it: only what was changed is saved."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.errors import Throttled
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
    PROJECT_EDIT,
    PROJECTS,
    have_expense,
    have_project,
    others,
    stored,
)
from tests.web.html import find, problems, texts
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


def test_all_wrong_inputs_are_said_at_once_on_top_and_at_their_fields(ours, editor):
    have_expense(odd={"a": [Decimal(1)]}, tags=frozenset({"x"}))
    form = Form(editor.get(EDIT))

    answer = editor.post(
        EDIT, form.sent(amount="9" * 39, odd='{"N": "1"', tags="x\ny\nx", description="kept")
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("has at most 38 digits") == 2
    assert page.count("line 1, column 10") == 2
    assert page.count("stands twice, on lines 1 and 3") == 2
    assert "Please look at 3 places" in page
    again = Form(answer)
    for name, text in (("amount", "9" * 39), ("odd", '{"N": "1"'), ("description", "kept")):
        assert again.values[f"{again.of(name)}.text"] == text
    assert "description" not in stored()


def test_what_breaks_a_rule_is_said_at_its_field_and_everything_typed_stays(ours, editor):
    form = Form(editor.get(EDIT))

    answer = editor.post(EDIT, form.sent(amount="-1", date="2025-02-30", description="kept"))

    assert answer.status_code == 422
    again = Form(answer)
    assert again.values[f"{again.of('amount')}.text"] == "-1"
    assert again.values[f"{again.of('description')}.text"] == "kept"
    assert "2025-02-30" in answer.content.decode()
    done = editor.post(EDIT, again.sent(amount="12", date="2025-02-28"))
    assert done.status_code == 303
    assert (stored()["amount"], stored()["description"]) == (Decimal(12), "kept")


def test_a_reference_to_nothing_is_refused_at_its_field(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(projectId="proj_of_nobody"))

    assert answer.status_code == 422
    assert "proj_of_nobody" in answer.content.decode()
    assert Form(answer).values["f0.text"] == "proj_of_nobody"
    assert stored()["projectId"] == "proj_1"


def test_a_value_that_is_taken_is_refused_at_its_field(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(invoiceNum="INV-0002"))

    assert answer.status_code == 422
    assert "is taken by another item" in answer.content.decode()


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
    assert Form(editor.get(PROJECT_EDIT)).kinds[f"{'f7'}.text"] in ("text", "date")


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
    companies = item_url(catalogue.entity("companies"), (OURS,), "edit")
    form = Form(editor.get(companies))
    if "appleSubscriptionId" not in form.labels:
        have = stored(catalogue.entity("companies"), (OURS,))
        put(ours, "companies", have | {"appleSubscriptionId": "sub_1"})
        form = Form(editor.get(companies))

    assert editor.post(companies, form.sent(appleSubscriptionId="")).status_code == 303

    assert "appleSubscriptionId" not in stored(catalogue.entity("companies"), (OURS,))


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


def test_production_asks_for_a_reason(ours, editor, settings):
    form = Form(editor.get(EDIT))
    settings.ENVIRONMENT = "production"

    answer = editor.post(EDIT, form.sent(description="x"))

    assert answer.status_code == 422
    assert "In production every change needs a reason." in answer.content.decode()
    assert "description" not in stored()


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


def test_the_key_and_what_we_set_cannot_be_sent(ours, editor):
    form = Form(editor.get(EDIT))

    assert not {"companyId", "expenseId", "updatedAt", "vatAmount"} & set(form.labels)
    editor.post(EDIT, form.sent(**{"f99.text": "x", "updatedAt": "x", "expenseId": "other"}))
    assert stored()["expenseId"] == EXPENSE[1]


def test_a_form_sealed_for_something_else_is_refused(ours, editor, operator):
    form = Form(editor.get(EDIT))

    for sent in (form.sent(base=""), form.sent(base="AAAA")):
        assert editor.post(EDIT, sent).status_code == 409
    assert operator.post(EDIT, form.sent(description="x")).status_code == 409
    assert editor.post(PROJECT_EDIT, form.sent(description="x")).status_code == 409
    assert "description" not in stored()
    assert EXPENSES.name in EDIT


def test_an_item_that_grows_too_large_is_refused_and_what_was_typed_stays(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(receiptUrl="x" * 400_000))

    assert answer.status_code == 422
    assert "400,000 are accepted" in answer.content.decode()
    form = Form(answer)
    assert len(form.values[f"{form.of('receiptUrl')}.text"]) == 400_000


def test_a_service_that_does_not_answer_leaves_everything_typed(ours, editor, monkeypatch):
    def busy(*_, **__):
        raise Throttled("expenses")

    monkeypatch.setattr("entities.web.views.editing.save", busy)

    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(description="kept"))

    assert answer.status_code == 503
    form = Form(answer)
    assert form.values[f"{form.of('description')}.text"] == "kept"
    assert "Wait a few seconds" in answer.content.decode()


def test_a_warning_about_what_was_saved_is_said(ours, editor):
    put(ours, "projects", project("proj_2", name="Same"))

    editor.post(PROJECT_EDIT, Form(editor.get(PROJECT_EDIT)).sent(name="Same"))

    assert stored(PROJECTS, PROJECT)["name"] == "Same"
    assert any("Same" in text for text in said(editor, PROJECT_EDIT.removesuffix("edit/")))


def test_a_reason_has_an_end(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(description="x", reason="y" * 501))

    assert answer.status_code == 422
    assert "at most 500 characters" in answer.content.decode()
