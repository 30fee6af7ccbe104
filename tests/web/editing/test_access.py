"""Who may open and send the forms, whatever a page showed; and what becomes of a lost sign-in."""

from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import PASSWORD, sign_in, somebody
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import EDIT, EXPENSE, EXPENSES, PAGE, stored
from tests.web.html import links, problems, texts
from tests.web.records import OURS, expense, put

DELETE = item_url(EXPENSES, (OURS, "exp_0001"), "delete")
NEW = "/new/expenses/"
FORMS = (EDIT, DELETE, NEW)
WRITERS = {"editor", "operator", "administrator"}


def test_forms_open_for_writers_only(ours, cast):
    for address in FORMS:
        statuses = {name: client.get(address).status_code for name, client in cast.items()}
        expected = {n: 200 if n in WRITERS else 302 if n == "nobody" else 403 for n in cast}
        assert statuses == expected, address


def test_buttons_are_shown_to_who_may_use_them(ours, cast):
    for name in WRITERS | {"viewer", "approver", "limited"}:
        shown = {EDIT, DELETE} & set(links(cast[name].get(PAGE)))
        assert shown == ({EDIT, DELETE} if name in WRITERS else set()), name
        listed = links(cast[name].get(f"/data/expenses/?companyId.is={OURS}"))
        assert (f"{NEW}?companyId={OURS}" in listed) is (name in WRITERS), name


def test_the_server_decides_whatever_is_sent(ours, cast, editor):
    sent = Form(editor.get(EDIT)).sent(description="x")

    for name in ("viewer", "approver", "limited", "stranger"):
        for address in FORMS:
            assert cast[name].post(address, sent).status_code == 403, name
        assert cast[name].post("/undo/", {"entry": "x"}).status_code == 403
    assert "description" not in stored()


def test_a_writer_of_one_company_works_with_that_company_alone(ours):
    put(ours, "expenses", expense(9, "comp_other"))
    writer = sign_in("writer", role="editor", companies=[OURS])
    foreign = item_url(EXPENSES, ("comp_other", "exp_0009"))

    assert writer.post(EDIT, Form(writer.get(EDIT)).sent(description="x")).status_code == 303
    for page in ("edit/", "delete/"):
        assert writer.get(f"{foreign}{page}").status_code == 404
        assert writer.post(f"{foreign}{page}", {}).status_code in (404, 409)
    form = Form(writer.get(NEW))
    answer = writer.post(NEW, form.sent(companyId="comp_other", projectId="p", contractorId="c"))
    assert answer.status_code in (403, 422)


def test_a_generation_without_authority_is_not_edited(web, editor):
    put(web, "single-projects", {"userId": "u", "expenseId": "p", "name": "n"})
    address = item_url(catalogue.entity("single-projects"), ("u", "p"))

    for page in ("edit/", "delete/"):
        assert editor.get(f"{address}{page}").status_code in (403, 404)
    assert editor.get("/new/single-projects/").status_code == 403
    assert f"{address}edit/" not in links(editor.get(address))


def test_an_item_that_is_gone_is_not_found(ours, editor):
    sent = Form(editor.get(EDIT)).sent(description="x")
    delete_all(ours, EXPENSES, [EXPENSE])

    assert editor.post(EDIT, sent).status_code == 404
    assert editor.get(EDIT).status_code == 404


@pytest.fixture
def typed(ours, editor):
    """What somebody typed before their session ended."""
    sent = Form(editor.get(EDIT)).sent(description="A long story", reason="Because")
    Session.objects.all().delete()
    return sent


def sign_in_again(client: Client, name: str = "editor") -> None:
    form = {"login": name, "password": PASSWORD, "next": EDIT}
    answer = client.post(f"/account/sign-in/?next={EDIT}", form)
    assert (answer.status_code, answer["Location"]) == (302, EDIT)


def test_a_session_that_ended_while_typing_loses_nothing(typed, editor):
    answer = editor.post(EDIT, typed)
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == f"/account/sign-in/?next={EDIT}"
    assert "description" not in stored()
    sign_in_again(editor)

    page = editor.get(EDIT)

    assert "Your sign-in had ended" in page.content.decode()
    assert list(problems(page)) == []
    form = Form(page)
    assert form.values[f"{form.of('description')}.text"] == "A long story"
    assert form.values["reason"] == "Because"
    assert editor.post(EDIT, form.sent()).status_code == 303
    assert stored()["description"] == "A long story"
    assert "Your sign-in had ended" not in editor.get(EDIT).content.decode()


def test_what_was_kept_can_be_thrown_away(typed, editor):
    editor.post(EDIT, typed)
    sign_in_again(editor)

    answer = editor.get(f"{EDIT}?fresh=1")

    assert (answer.status_code, answer["Location"]) == (302, EDIT)
    assert "A long story" not in editor.get(EDIT).content.decode()


def test_another_person_who_signs_in_sees_nothing_of_it(typed, editor, operator):
    editor.post(EDIT, typed)
    sign_in_again(editor, "operator")

    assert "A long story" not in editor.get(EDIT).content.decode()


def test_nothing_is_kept_that_we_did_not_give_out(typed, nobody):
    answer = nobody.post(EDIT, typed | {"proof": "forged"})

    assert answer.status_code == 302
    assert Session.objects.count() == 0


def test_what_is_kept_cannot_be_read_where_it_lies(typed, nobody):
    nobody.post(EDIT, typed)

    held = Session.objects.get().get_decoded()
    assert "A long story" not in str(held)


def test_a_form_whose_token_is_stale_comes_back_with_what_was_typed(ours, editor):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(editor.staff)
    sent = Form(strict.get(EDIT)).sent(description="A long story", csrfmiddlewaretoken="x" * 64)

    answer = strict.post(EDIT, sent)

    assert (answer.status_code, answer["Location"]) == (302, EDIT)
    form = Form(strict.get(EDIT))
    assert form.values[f"{form.of('description')}.text"] == "A long story"
    assert strict.post(EDIT, form.sent()).status_code == 303
    assert stored()["description"] == "A long story"


def test_a_form_from_elsewhere_is_refused_and_not_kept(ours, editor):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(editor.staff)

    answer = strict.post(EDIT, {"description": "x"})

    assert answer.status_code == 403
    assert "too old" in " ".join(texts(answer, "p"))
    assert somebody().post(EDIT, {}).status_code == 302
