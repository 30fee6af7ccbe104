"""New items: defaults, ids that are made, references to pick, and what is refused."""

from decimal import Decimal

from entities.errors import Unreachable
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import EXPENSES
from tests.web.html import find, problems, texts
from tests.web.records import OURS

NEW = "/new/expenses/"
WANTED = {
    "companyId": OURS,
    "projectId": "proj_1",
    "contractorId": "contr_1",
    "invoiceNum": "NEW-1",
    "date": "2026-01-31",
    "amount": "118.00",
    "paymentMethod": "מזומן",
}


def expenses(store) -> list:
    return [item for page in store.pages(EXPENSES) for item in page.items]


def test_a_new_item_gets_its_id_its_defaults_and_what_follows(ours, editor):
    page = editor.get(NEW)
    assert list(problems(page)) == []

    answer = editor.post(NEW, Form(page).sent(**WANTED))

    assert answer.status_code == 303
    (made,) = (item for item in expenses(ours) if item["invoiceNum"] == "NEW-1")
    assert made["expenseId"].startswith("exp_")
    assert (made["amount"], made["baseAmount"]) == (Decimal("118.00"), Decimal(100))
    assert made["status"] == "pending"
    assert made["expenseId"] in answer["Location"]
    assert "Created. Undo" in texts(editor.get(answer["Location"]), "p")


def test_what_was_not_typed_is_not_there(ours, editor):
    editor.post(NEW, Form(editor.get(NEW)).sent(**WANTED))

    (made,) = (item for item in expenses(ours) if item["invoiceNum"] == "NEW-1")
    assert not {"description", "workId", "receiptUrl"} & set(made)


def test_the_filters_of_a_list_are_filled_in(ours, editor):
    form = Form(editor.get(f"{NEW}?companyId={OURS}&projectId=proj_1&amount=5"))

    assert form.values[f"{form.of('companyId')}.text"] == OURS
    assert form.values[f"{form.of('projectId')}.text"] == "proj_1"
    assert form.values[f"{form.of('amount')}.text"] == "5"


def test_wrong_fields_are_said_together_and_what_was_typed_stays(ours, editor):
    form = Form(editor.get(NEW))

    answer = editor.post(NEW, form.sent(**WANTED | {"amount": "x", "date": "31.1."}))
    assert answer.status_code == 422
    answer = editor.post(NEW, Form(answer).sent(amount="-5", date="never", projectId=""))

    assert answer.status_code == 422
    assert list(problems(answer)) == []
    again = Form(answer)
    assert again.values[f"{again.of('invoiceNum')}.text"] == "NEW-1"
    assert "must not be empty" in answer.content.decode()
    assert len(expenses(ours)) == 5


def test_a_reference_to_nothing_and_a_key_that_is_taken_are_refused(ours, editor):
    form = Form(editor.get(NEW))

    nowhere = editor.post(NEW, form.sent(**WANTED | {"projectId": "proj_of_nobody"}))
    taken = editor.post(NEW, form.sent(**WANTED | {"expenseId": "exp_0001"}))

    assert (nowhere.status_code, taken.status_code) == (422, 409)
    assert "There is already" in taken.content.decode()


def test_the_same_click_twice_creates_once(ours, editor):
    sent = Form(editor.get(NEW)).sent(**WANTED)

    first, second = editor.post(NEW, sent), editor.post(NEW, sent)

    assert first["Location"] == second["Location"]
    assert len(expenses(ours)) == 6


def test_a_creation_is_undone_and_the_list_shown(ours, editor):
    answer = editor.post(NEW, Form(editor.get(NEW)).sent(**WANTED))
    (button,) = find(editor.get(answer["Location"]), "button", form="undo")

    undone = editor.post("/undo/", {"entry": button["value"]})

    assert (undone.status_code, undone["Location"]) == (303, "/data/expenses/")
    assert len(expenses(ours)) == 5


def test_what_was_typed_survives_the_end_of_the_session(ours, editor):
    sent = Form(editor.get(NEW)).sent(**WANTED)
    staff = editor.staff
    editor.session.flush()
    assert editor.post(NEW, sent).status_code == 302
    editor.force_login(staff)

    page = editor.get(NEW)

    form = Form(page)
    assert "Your sign-in had ended" in page.content.decode()
    assert form.values[f"{form.of('invoiceNum')}.text"] == "NEW-1"
    assert editor.get(f"{NEW}?fresh=1").status_code == 200
    assert "Your sign-in had ended" not in editor.get(NEW).content.decode()


def options(answer) -> dict[str, str]:
    return {e["value"]: e.text for e in find(answer, "option")}


def test_references_are_picked_by_name_among_those_of_the_company(ours, editor):
    form = Form(editor.get(NEW))
    company, project = form.of("companyId"), form.of("projectId")
    asked = {"pick": "projectId", f"{company}.text": OURS, f"{project}.text": "house"}

    assert options(editor.get(NEW, asked)) == {"proj_1": "House proj_1"}
    assert options(editor.get(NEW, asked | {f"{project}.text": "castle"})) == {}
    assert options(editor.get(NEW, asked | {f"{company}.text": "comp_of_nobody"})) == {}
    assert options(editor.get(NEW, asked | {f"{company}.text": ""})) == {}
    assert options(editor.get(NEW, {"pick": "amount"})) == {}
    assert OURS in options(editor.get(NEW, {"pick": "companyId"}))


def test_the_edit_form_lists_candidates_with_their_names_from_the_start(ours, editor):
    edit = f"/data/expenses/{OURS},exp_0001/edit/"
    (listed,) = (e for e in find(editor.get(edit), "datalist") if "House proj_1" in e.text)

    assert [e["value"] for e in listed.children] == ["proj_1"]
    assert options(editor.get(edit, {"pick": "contractorId", "f1.text": "MASON"})) == {
        "contr_1": "Mason contr_1"
    }
    assert options(editor.get(edit, {"pick": "amount"})) == {}


def test_a_table_that_cannot_be_read_leaves_the_id_to_be_typed(ours, editor, monkeypatch):
    def unreachable(*_):
        raise Unreachable

    monkeypatch.setattr("entities.operations.candidates.live", unreachable)

    page = editor.get(f"/data/expenses/{OURS},exp_0001/edit/")

    assert page.status_code == 200
    assert all(listed.children == [] for listed in find(page, "datalist"))
