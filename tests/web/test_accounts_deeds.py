"""What administrators do for who cannot get in, or should be out: links, factors, sessions."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from entities.models import AccountEvent
from entities.web.accounts.pages import browser_name
from tests.web.account_tools import DEEDS, browser, give_app, is_signed_in, path_of
from tests.web.cast import somebody
from tests.web.html import find, problems, texts


def deed(client, person, name: str, **more):
    return client.post(f"/accounts/{person.pk}/{name}", DEEDS[name] | more)


def link_for(client, person) -> str:
    (link,) = texts(deed(client, person, "link/"), "pre", id="link")
    return path_of(link)


def last_event(person) -> tuple:
    event = AccountEvent.objects.filter(account=person).first()
    return event.what, event.actor.username, event.reason


def later(**span) -> datetime:
    return datetime.now(UTC) + timedelta(**span)


def test_a_set_password_link_ends_the_password_the_sessions_and_links_before(administrator, editor):
    signed_in = browser("editor")

    first = link_for(administrator, editor.staff)
    second = link_for(administrator, editor.staff)

    assert not is_signed_in(signed_in) and not is_signed_in(editor)
    assert not is_signed_in(browser("editor"))
    assert "does not work" in somebody().get(first).content.decode()
    assert somebody().get(second).status_code == 302
    assert last_event(editor.staff) == ("link made", "administrator", "asked by phone")


def test_a_link_is_good_for_a_day(administrator, editor):
    link = link_for(administrator, editor.staff)

    with time_machine.travel(later(hours=23)):
        assert somebody().get(link).status_code == 302
    with time_machine.travel(later(hours=25)):
        assert "does not work" in somebody().get(link).content.decode()


def test_a_bad_password_is_refused_at_its_field_and_the_link_stays_good(administrator, editor):
    visitor = somebody()
    form = visitor.get(link_for(administrator, editor.staff), follow=True).redirect_chain[-1][0]

    page = visitor.post(form, {"password1": "12345", "password2": "12345"})
    assert "too short" in page.content.decode() and list(problems(page)) == []

    visitor.post(form, {"password1": "violet-Ladder-9", "password2": "violet-Ladder-9"})
    assert is_signed_in(browser("editor", "violet-Ladder-9"))
    assert last_event(editor.staff) == ("password set", "editor", "")


def test_a_lost_factor_is_removed_with_a_reason_and_the_password_alone_signs_in(
    administrator, editor
):
    give_app(editor.staff)
    assert not is_signed_in(browser("editor")), "the code is still owed"
    signed_in = editor

    page = administrator.get(f"/accounts/{editor.staff.pk}/")
    assert "Authenticator app" in page.content.decode() and list(problems(page)) == []
    answer = deed(administrator, editor.staff, "second-factor/remove/")

    assert answer.status_code == 302
    assert not Authenticator.objects.filter(user=editor.staff).exists()
    assert is_signed_in(browser("editor")) and is_signed_in(signed_in)
    assert last_event(editor.staff) == ("factor removed", "administrator", "lost phone")


def test_sessions_are_listed_and_ended_one_by_one(administrator, editor):
    first, second = browser("editor"), browser("editor")
    page = administrator.get(f"/accounts/{editor.staff.pk}/")
    assert page.content.decode().count("Firefox on Linux <") == 2
    assert list(problems(page)) == []
    key = first.session.session_key
    held = UserSession.objects.get(session_key=key)

    deed(administrator, editor.staff, "sessions/end/", session=str(held.pk))

    assert not is_signed_in(first) and is_signed_in(second)
    assert last_event(editor.staff) == ("sessions ended", "administrator", "left a laptop")


def test_all_sessions_of_a_person_are_ended_and_nobody_elses(administrator, editor):
    first, second, other = browser("editor"), browser("editor"), browser("administrator")

    answer = deed(administrator, editor.staff, "sessions/end/")

    assert "2 sessions ended" in administrator.get(answer["Location"]).content.decode()
    assert [is_signed_in(one) for one in (first, second, other)] == [False, False, True]
    assert UserSession.objects.filter(user=editor.staff).count() == 0


def test_the_session_of_another_person_is_not_ended_by_a_made_up_number(administrator, editor):
    other = browser("administrator")
    held = UserSession.objects.get(user=administrator.staff)

    deed(administrator, editor.staff, "sessions/end/", session=str(held.pk))

    assert is_signed_in(other)
    assert not AccountEvent.objects.exists(), "nothing was done, so nothing is recorded"


@pytest.mark.parametrize("name", DEEDS)
def test_in_production_each_deed_needs_a_reason_and_none_is_done_without(
    administrator, editor, settings, name
):
    browser("editor")
    settings.ENVIRONMENT = "production"
    give_app(editor.staff)
    (field,) = (key for key in DEEDS[name] if key.endswith("reason"))

    page = deed(administrator, editor.staff, name, **{field: " "})

    assert page.status_code == 422
    assert len(find(page, "div", class_="row has-error")) == 1
    assert list(problems(page)) == []
    assert not AccountEvent.objects.exists()
    editor.staff.refresh_from_db()
    assert editor.staff.has_usable_password()
    assert Authenticator.objects.filter(user=editor.staff).count() == 2


def test_removing_a_factor_needs_a_reason_everywhere(administrator, editor):
    give_app(editor.staff)

    answer = deed(administrator, editor.staff, "second-factor/remove/", **{"factor-reason": ""})

    assert answer.status_code == 422


@pytest.mark.parametrize("name", DEEDS)
def test_only_those_who_manage_accounts_do_any_of_it(cast, name):
    victim = cast["editor"].staff

    for who in ("viewer", "editor", "operator", "approver", "limited", "stranger"):
        assert deed(cast[who], victim, name).status_code == 403, who
    assert deed(cast["nobody"], victim, name).status_code == 302
    assert deed(cast["administrator"], victim, name).status_code in (200, 302)
    assert cast["administrator"].post(f"/accounts/999/{name}", DEEDS[name]).status_code == 404


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537 Edg/131.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh) Gecko Firefox/133.0", "Firefox on macOS"),
        ("curl/8.5", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_session_is_called_by_browser_and_machine(agent, words):
    assert browser_name(agent) == words
