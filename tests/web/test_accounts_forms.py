"""New accounts and changed ones: checked at their fields, recorded, never lost, never undone."""

import pytest

from entities.errors import Unreachable
from entities.models import AccountEvent, Staff
from tests.web.account_tools import browser, filled_form, is_signed_in, path_of
from tests.web.cast import sign_in, somebody
from tests.web.html import find, problems, texts
from tests.web.records import OURS, company, put

NEW = {
    "username": "dana",
    "email": "dana@example.com",
    "role": "editor",
    "scope": "named",
    "companies": OURS,
    "reason": "joins support",
}


@pytest.fixture
def companies(web):
    put(web, "companies", company(), company("comp_2"))


def make(client, **more):
    return client.post("/accounts/new/", NEW | more)


def page_of(person) -> str:
    return f"/accounts/{person.pk}/"


def change(client, person, **typed):
    """Change the account on its page as somebody does who types only this."""
    form = filled_form(client.get(page_of(person)), "")
    return client.post(page_of(person), {k: v for k, v in (form | typed).items() if v is not None})


def events(person) -> list[tuple]:
    found = AccountEvent.objects.filter(account=person)
    return [(e.what, e.actor.username, e.reason, e.changes) for e in found]


# ---- a new account ----


def test_a_new_account_gets_a_link_that_is_shown_once_and_works_once(companies, administrator):
    page = make(administrator)

    dana = Staff.objects.get(username="dana")
    (shown,) = texts(page, "pre", id="link")
    assert not dana.has_usable_password()
    assert (dana.role, dana.every_company, dana.companies) == ("editor", False, [OURS])
    assert shown not in administrator.get(page_of(dana)).content.decode()

    visitor = somebody()
    form = visitor.get(path_of(shown), follow=True)
    typed = {"password1": "violet-Ladder-9", "password2": "violet-Ladder-9"}
    visitor.post(form.redirect_chain[-1][0], typed)
    assert is_signed_in(browser("dana", "violet-Ladder-9"))
    assert "does not work" in somebody().get(path_of(shown)).content.decode()


def test_a_new_account_is_recorded_with_who_and_why(companies, administrator):
    make(administrator)

    dana = Staff.objects.get(username="dana")
    ((what, who, why, changes),) = events(dana)
    assert (what, who, why) == ("made", "administrator", "joins support")
    assert ["Role", "", "editor"] in changes and ["Companies", "", OURS] in changes
    page = administrator.get(page_of(dana)).content.decode()
    assert "Account made" in page and "joins support" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"username": ""}, "required"),
        ({"username": "da na"}, "valid username"),
        ({"username": "ADMINistrator"}, "account of this name"),
        ({"email": "nowhere"}, "valid email"),
        ({"email": "Administrator@Example.com"}, "has this address"),
        ({"role": "emperor"}, "valid choice"),
        ({"scope": "all"}, "valid choice"),
        ({"companies": " \n "}, "Name a company"),
        ({"companies": f"{OURS}\ncomp_nowhere"}, "no company “comp_nowhere”"),
        ({"companies": "\n".join(f"c{n}" for n in range(7))}, "and 2 more"),
        ({"companies": "c" * 201}, "At most"),
        ({"companies": "\n".join(f"c{n}" for n in range(501))}, "At most"),
        ({"reason": "r" * 501}, "at most 500"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    companies, administrator, typed, words
):
    page = make(administrator, **typed)

    assert page.status_code == 422
    assert Staff.objects.count() == 1
    (field,) = typed
    (row,) = [e for e in find(page, "div", class_="row has-error")] or find(
        page, "fieldset", class_="row has-error"
    )
    assert words in row.text
    kept = filled_form(page, "")
    for name, value in (NEW | typed).items():
        if name != field or field not in ("role", "scope"):
            assert kept[name].strip() == value.strip()
    assert list(problems(page)) == []


def test_companies_that_cannot_be_looked_up_are_taken_and_that_is_said(
    companies, administrator, monkeypatch
):
    def unreachable():
        raise Unreachable

    monkeypatch.setattr("entities.web.accounts.companies.get_store", unreachable)
    page = make(administrator, companies="comp_unseen")

    assert Staff.objects.get(username="dana").companies == ["comp_unseen"]
    assert "was not checked" in page.content.decode()


def test_in_production_a_reason_must_be_given(companies, administrator, settings):
    settings.ENVIRONMENT = "production"

    assert make(administrator, reason="  ").status_code == 422
    assert make(administrator).status_code == 200


# ---- one account ----


def test_role_companies_and_state_are_changed_and_the_history_says_from_what_to_what(
    companies, administrator, editor
):
    person = editor.staff

    answer = change(
        administrator,
        person,
        role="viewer",
        scope="named",
        companies=f"{OURS}\n comp_2 \n{OURS}",
        reason="moves",
    )

    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.role, person.every_company, person.companies) == (
        "viewer",
        False,
        [OURS, "comp_2"],
    )
    assert events(person) == [
        (
            "changed",
            "administrator",
            "moves",
            [["Role", "editor", "viewer"], ["Companies", "every company", f"{OURS}, comp_2"]],
        )
    ]
    assert list(problems(administrator.get(page_of(person)))) == []


def test_a_change_counts_at_the_next_click_of_the_person(companies, administrator, editor):
    change(administrator, editor.staff, role="")

    assert editor.get("/").status_code == 403


def test_saving_without_a_change_records_nothing(companies, administrator, editor):
    answer = change(administrator, editor.staff)

    assert "Nothing was changed" in administrator.get(answer["Location"]).content.decode()
    assert events(editor.staff) == []


def test_a_company_that_is_gone_by_now_does_not_keep_the_rest_from_being_saved(
    companies, administrator
):
    person = sign_in("old", role="viewer", companies=["comp_gone"]).staff

    assert change(administrator, person, role="editor").status_code == 302
    assert change(administrator, person, companies="comp_gone\ncomp_no").status_code == 422


def test_companies_unchecked_for_want_of_data_are_said_on_the_account_too(
    companies, administrator, editor, monkeypatch
):
    def unreachable():
        raise Unreachable

    monkeypatch.setattr("entities.web.accounts.companies.get_store", unreachable)
    answer = change(administrator, editor.staff, scope="named", companies="comp_unseen")

    assert "was not checked" in administrator.get(answer["Location"]).content.decode()


def test_two_who_change_one_account_at_a_time_do_not_undo_each_other(
    companies, administrator, editor
):
    form = filled_form(administrator.get(page_of(editor.staff)), "")
    other = sign_in("other", role="administrator", every_company=True)
    change(other, editor.staff, role="viewer")

    late = administrator.post(page_of(editor.staff), form | {"role": "operator"})

    assert late.status_code == 409
    assert "Now it is" in late.content.decode() and "viewer" in late.content.decode()
    again = filled_form(late, "")
    assert again["role"] == "operator", "what was typed is kept"
    assert administrator.post(page_of(editor.staff), again).status_code == 302
    assert Staff.objects.get(pk=editor.staff.pk).role == "operator"


@pytest.mark.parametrize(
    "seen", ["", "[]", "5", "{}", '{"companies": 5}', '{"companies": [], "x": 1}']
)
def test_a_damaged_form_is_refused(companies, administrator, editor, seen):
    assert change(administrator, editor.staff, seen=seen).status_code == 422


def test_a_closed_account_is_out_at_once_and_comes_back_when_opened(companies, administrator):
    sign_in("eva", role="viewer", every_company=True)
    eva, signed_in = Staff.objects.get(username="eva"), browser("eva")

    change(administrator, eva, open=None)
    assert not is_signed_in(signed_in)
    assert "inactive" in browser("eva").answer["Location"]

    change(administrator, eva, open="on")
    assert is_signed_in(browser("eva"))


def test_after_another_address_the_old_one_signs_nobody_in(companies, administrator, editor):
    browser("editor@example.com")
    change(administrator, editor.staff, email="new@example.com")

    assert not is_signed_in(browser("editor@example.com"))
    assert is_signed_in(browser("new@example.com"))


def test_an_event_is_never_changed_and_never_deleted(companies, administrator):
    make(administrator)
    event = AccountEvent.objects.get()

    with pytest.raises(TypeError, match="never changed"):
        event.save()
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()
    assert str(event) == "Account made: dana"
