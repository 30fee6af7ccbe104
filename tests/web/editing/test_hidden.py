"""What a person may not see is not in the form, and stays as it is unless they type anew."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    CONTRACTOR,
    CONTRACTOR_EDIT,
    CONTRACTORS,
    EDIT,
    have_contractor,
    have_expense,
    others,
    stored,
)
from tests.web.html import find
from tests.web.records import OURS, invitation, put

SECRET = "tops3cret"


@pytest.mark.parametrize(
    "more",
    [
        {"phone": "050-999-1234"},
        {"apiToken": SECRET},
        {"settings": {"apiToken": SECRET, "plain": "x"}},
        {"payload": '{"password": "tops3cret"}'},
        {"links": [f"https://example.com/a?sig={SECRET}"]},
        {"tokens": frozenset({SECRET, "other"})},
        {"signature": {"name": "s.png", "type": "image/png", "data": SECRET, "size": Decimal(9)}},
    ],
)
def test_a_hidden_value_is_not_in_the_form_and_left_empty_it_stays(ours, editor, more):
    have_contractor(**more)
    before = stored(CONTRACTORS, CONTRACTOR)
    page = editor.get(CONTRACTOR_EDIT)
    assert SECRET not in page.content.decode()
    assert "050-999" not in page.content.decode()

    answer = editor.post(CONTRACTOR_EDIT, Form(page).sent(specialty="Roofs"))

    assert answer.status_code == 303
    assert others(stored(CONTRACTORS, CONTRACTOR), "specialty") == others(before, "specialty")


def test_a_hidden_value_is_replaced_by_what_is_typed_and_removed_by_choice(ours, editor):
    have_contractor(phone="050-999-1234")
    form = Form(editor.get(CONTRACTOR_EDIT))
    start = form.of("phone")
    assert (form.values[f"{start}.text"], form.values[f"{start}.state"]) == ("", "keep")

    editor.post(CONTRACTOR_EDIT, form.sent(phone="050-111-2222"))
    assert stored(CONTRACTORS, CONTRACTOR)["phone"] == "050-111-2222"

    form = Form(editor.get(CONTRACTOR_EDIT))
    editor.post(CONTRACTOR_EDIT, form.sent(phone__state="absent"))
    assert "phone" not in stored(CONTRACTORS, CONTRACTOR)


def test_a_wrong_hidden_value_stays_hidden_on_the_page_that_says_so(ours, editor):
    have_contractor(phone="050-999-1234")

    answer = editor.post(
        CONTRACTOR_EDIT, Form(editor.get(CONTRACTOR_EDIT)).sent(phone="call me maybe")
    )

    assert answer.status_code == 422
    assert "050-999" not in answer.content.decode()
    assert "call me maybe" in answer.content.decode()


def test_large_values_are_named_by_type_and_size_and_replaced_when_asked(ours, editor):
    picture = {"name": "r.png", "type": "image/png", "data": "A" * 20_000, "size": Decimal(15_000)}
    have_expense(receiptImage=picture, blob=b"\0\xff" * 300, big=["x" * 9_000, Decimal(1)])
    page = editor.get(EDIT)
    assert "AAAA" not in page.content.decode()
    assert "r.png, image/png" in page.content.decode()
    before = stored()

    editor.post(EDIT, Form(page).sent(description="x"))
    assert others(stored(), "description") == others(before, "description")

    form = Form(editor.get(EDIT))
    editor.post(EDIT, form.sent(blob='{"B": "aGk="}', big__state="absent"))
    assert stored()["blob"] == b"hi"
    assert "big" not in stored()
    assert stored()["receiptImage"] == picture


def test_a_picture_and_a_binary_are_replaced_by_files(ours, editor, tmp_path):
    have_expense(receiptImage={"name": "old", "data": "aGk="}, blob=b"\0")
    page = editor.get(EDIT)
    form = Form(page)
    (whole,) = (f for f in find(page, "form") if f["action"] == EDIT)
    assert whole["enctype"] == "multipart/form-data"
    new = tmp_path / "new.png"
    new.write_bytes(b"\x89PNG")

    with new.open("rb") as picture, new.open("rb") as blob:
        files = {f"{form.of('receiptImage')}.file": picture, f"{form.of('blob')}.file": blob}
        assert editor.post(EDIT, form.sent() | files).status_code == 303

    held = stored()["receiptImage"]
    assert (held["name"], held["type"], held["data"]) == ("new.png", "image/png", "iVBORw==")
    assert held["size"] == Decimal(4)
    assert stored()["blob"] == b"\x89PNG"


def test_a_file_is_not_lost_when_something_else_is_wrong(ours, editor, tmp_path):
    have_expense(receiptImage={"name": "old", "data": "aGk="})
    form = Form(editor.get(EDIT))
    new = tmp_path / "new.png"
    new.write_bytes(b"\x89PNG")

    with new.open("rb") as picture:
        sent = form.sent(amount="x") | {f"{form.of('receiptImage')}.file": picture}
        wrong = editor.post(EDIT, sent)

    assert wrong.status_code == 422
    assert editor.post(EDIT, Form(wrong).sent(amount="5")).status_code == 303
    assert stored()["receiptImage"]["data"] == "iVBORw=="


def test_an_invitation_whose_id_is_its_token_is_edited_without_showing_it(web, editor):
    token = "5e" * 32
    put(web, "invitations", invitation(token))
    entity = catalogue.entity("invitations")
    address = item_url(entity, (OURS, token), "edit")
    page = editor.get(address)
    assert page.status_code == 200
    assert token not in page.content.decode()

    answer = editor.post(address, Form(page).sent(email="new@example.org"))

    assert answer.status_code == 303
    assert token not in answer["Location"]
    assert stored(entity, (OURS, token))["email"] == "new@example.org"


def test_an_item_of_almost_400_kb_and_hundreds_of_attributes_is_edited(ours, editor):
    wide = {f"attribute {number}": "é" for number in range(900)}
    have_expense(**wide, long="שלום " * 35_000)
    before = stored()

    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(**{"attribute 7": "e"}))

    assert answer.status_code == 303
    assert stored()["attribute 7"] == "e"
    assert others(stored(), "attribute 7") == others(before, "attribute 7")
