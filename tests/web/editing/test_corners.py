"""What hardly ever happens to a form, and what it does then."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities import conf
from entities.catalogue import catalogue
from entities.errors import ItemNotFound
from entities.operations.candidates import candidates
from entities.schema.deletion import Deletion, Guard
from entities.schema.fields import Reference
from entities.schema.viewer import Viewer, everyone
from entities.sealing import Sealer
from entities.web.addresses import item_url
from entities.web.forms import kept
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import EDIT, EXPENSE, EXPENSES, have_expense, stored
from tests.web.records import OURS

DELETE = item_url(EXPENSES, EXPENSE, "delete")


def sent_when_signed_out(editor, path: str, **typed) -> None:
    sent = Form(editor.get(path)).sent(**typed)
    staff = editor.staff
    editor.session.flush()
    assert editor.post(path, sent).status_code == 302
    editor.force_login(staff)


def test_what_is_too_large_to_keep_leads_to_sign_in_all_the_same(ours, editor, monkeypatch):
    monkeypatch.setattr(kept, "MOST_BYTES", 10)

    sent_when_signed_out(editor, EDIT, description="lost")

    assert "lost" not in editor.get(EDIT).content.decode()


def test_what_was_kept_under_a_secret_that_is_gone_is_let_go(ours, editor, monkeypatch):
    sent_when_signed_out(editor, EDIT, description="lost")
    monkeypatch.setattr(kept, "get_sealer", lambda: Sealer("another secret"))

    page = editor.get(EDIT)

    assert page.status_code == 200
    assert "lost" not in page.content.decode()


def test_the_form_of_one_item_does_not_come_back_at_another(ours, editor):
    sent_when_signed_out(editor, EDIT, description="lost")

    other = item_url(EXPENSES, (OURS, "exp_0002"), "edit")

    assert "lost" not in editor.get(other).content.decode()


def test_nothing_typed_under_another_state_is_a_mistake(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(description__state="value"))

    assert answer.status_code == 422
    assert "Nothing was typed." in answer.content.decode()


def test_a_state_nobody_offered_is_the_one_there_was(ours, editor):
    answer = editor.post(EDIT, Form(editor.get(EDIT)).sent(description__state="molten"))

    assert answer.status_code == 303
    assert "description" not in stored()


def test_a_value_typed_again_as_it_is_now_is_already_there(ours, editor):
    have_expense(odd=Decimal("1.0"))

    editor.post(EDIT, Form(editor.get(EDIT)).sent(odd="1.00"))

    page = editor.get(EDIT.removesuffix("edit/")).content.decode()
    assert "It already was as you typed it." in page


def test_an_item_that_goes_while_it_is_deleted_or_created_beside_is_not_found(
    ours, editor, monkeypatch
):
    def gone(*_, **__):
        raise ItemNotFound("Expense", "exp_0001")

    for what, path in (("deleting.delete", DELETE), ("creating.create", "/new/expenses/")):
        form = Form(editor.get(path))
        monkeypatch.setattr(f"entities.web.views.{what}", gone)
        given = {"amount": "5"} if path != DELETE else {}
        assert editor.post(path, form.sent(**given)).status_code == 404


def test_a_guard_that_can_be_overridden_asks_for_a_yes(ours, editor, monkeypatch):
    guard = Guard(lambda item: True, "It was paid.", overridable=True)
    guarded = replace(EXPENSES, deletion=Deletion(guards=(guard,)))
    monkeypatch.setitem(catalogue.by_name, "expenses", guarded)
    form = Form(editor.get(DELETE))
    assert "insist" in form.kinds

    without = editor.post(DELETE, form.sent())
    assert without.status_code == 422
    assert "Say yes to this first." in without.content.decode()
    assert editor.post(DELETE, Form(without).sent(insist="on")).status_code == 303
    assert ours.find(EXPENSES, EXPENSE) is None


@pytest.mark.parametrize(
    ("reference", "viewer"),
    [
        (Reference("project", to="single-projects", by="name"), everyone("staff", "view")),
        (Reference("projectId", to="projects"), Viewer("nobody")),
    ],
)
def test_nothing_is_picked_by_name_alone_or_by_who_may_not_look(ours, reference, viewer):
    found = candidates(
        conf.get_store(), catalogue, reference, {"companyId": OURS}, "", viewer=viewer
    )

    assert found == []
