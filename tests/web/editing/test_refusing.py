"""What cannot be saved is said at its field, all at once, and everything typed stays."""

from decimal import Decimal

from entities.errors import Throttled
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    EDIT,
    PROJECT_EDIT,
    have_expense,
    stored,
)


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


def test_production_asks_for_a_reason(ours, editor, production):
    form = Form(editor.get(EDIT))
    production()

    answer = editor.post(EDIT, form.sent(description="x"))

    assert answer.status_code == 422
    assert "In production every change needs a reason." in answer.content.decode()
    assert "description" not in stored()


def test_a_form_sealed_for_something_else_is_refused(ours, editor, operator):
    form = Form(editor.get(EDIT))

    for sent in (form.sent(base=""), form.sent(base="AAAA")):
        assert editor.post(EDIT, sent).status_code == 409
    assert operator.post(EDIT, form.sent(description="x")).status_code == 409
    assert editor.post(PROJECT_EDIT, form.sent(description="x")).status_code == 409
    assert "description" not in stored()


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


def test_a_reason_has_an_end(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(description="x", reason="y" * 501))

    assert answer.status_code == 422
    assert "at most 500 characters" in answer.content.decode()
