"""One's own account: second factors, password, sessions."""

from base64 import b64decode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn

from entities.models import AccountEvent
from tests.web.account_tools import FACTOR, browser, code, give_app, is_signed_in
from tests.web.cast import PASSWORD, sign_in
from tests.web.html import find, problems, texts

NEW_PASSWORD = "violet-Ladder-9"


@pytest.fixture
def eva(web):
    return sign_in("eva", role="viewer", every_company=True).staff


@pytest.fixture
def confirmed(eva):
    """Eva in a browser in which she has just signed in."""
    return browser("eva")


def done_to(person) -> list[str]:
    return [event.what for event in AccountEvent.objects.filter(account=person)]


def test_an_app_is_set_up_once_the_code_is_right_and_codes_are_shown_once(
    eva, confirmed, django_capture_on_commit_callbacks
):
    page = confirmed.get(f"{FACTOR}totp/activate/")
    secret = confirmed.session["mfa.totp.secret"]
    assert list(problems(page)) == []
    (picture,) = find(page, "img", class_="qr")
    drawn = b64decode(picture["src"].partition(",")[2])
    assert drawn.index(b'fill="#fff"/><path') > 0, "dark on white in every theme"

    wrong = confirmed.post(f"{FACTOR}totp/activate/", {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        confirmed.post(f"{FACTOR}totp/activate/", {"code": code(secret)})

    shown = confirmed.get(f"{FACTOR}recovery-codes/")
    (codes,) = texts(shown, "pre", id="codes")
    assert len(codes.split()) == 10 and list(problems(shown)) == []
    again = confirmed.get(f"{FACTOR}recovery-codes/")
    assert not any(one in again.content.decode() for one in codes.split())
    assert sorted(done_to(eva)) == ["factor added", "factor added"]


def test_new_codes_replace_the_old_ones(eva, confirmed, django_capture_on_commit_callbacks):
    before = set(give_app(eva).wrap().get_unused_codes())
    assert list(problems(confirmed.get(f"{FACTOR}recovery-codes/generate/"))) == []
    with django_capture_on_commit_callbacks(execute=True):
        confirmed.post(f"{FACTOR}recovery-codes/generate/")

    (codes,) = texts(confirmed.get(f"{FACTOR}recovery-codes/"), "pre", id="codes")

    assert not before & set(codes.split())
    assert done_to(eva) == ["codes made"]


def test_an_app_is_removed_with_its_codes(eva, confirmed):
    give_app(eva)
    page = confirmed.get(f"{FACTOR}totp/deactivate/")
    assert list(problems(page)) == []

    confirmed.post(f"{FACTOR}totp/deactivate/")

    assert not Authenticator.objects.filter(user=eva).exists()
    assert done_to(eva) == ["factor removed", "factor removed"]
    assert texts(confirmed.get("/account/"), "span", class_="st draft") == ["none"]


def test_passkeys_are_listed_renamed_and_removed(eva, confirmed, monkeypatch):
    monkeypatch.setattr(WebAuthn, "is_passwordless", property(lambda self: False))
    key = Authenticator.objects.create(
        user=eva, type="webauthn", data={"name": "Laptop", "credential": {}}
    )

    for address in ("", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"):
        page = confirmed.get(f"{FACTOR}webauthn/{address}")
        assert "Laptop" in page.content.decode() and list(problems(page)) == []
    assert "1 set up" in confirmed.get(FACTOR).content.decode()
    confirmed.post(f"{FACTOR}webauthn/keys/{key.pk}/edit/", {"name": "Desk"})
    assert "Passkey “Desk”" in confirmed.get("/account/").content.decode()
    confirmed.post(f"{FACTOR}webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(user=eva).exists()
    assert "factor removed" in done_to(eva)


def test_what_guards_an_account_is_asked_for_again_after_five_minutes(eva, confirmed):
    assert confirmed.get(f"{FACTOR}totp/activate/").status_code == 200
    session = confirmed.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - 301} for record in session["account_authentication_methods"]
    ]
    session.save()

    answer = confirmed.get(f"{FACTOR}totp/activate/")
    assert answer["Location"].startswith("/account/confirm/")
    give_app(eva)
    for address in ("/account/confirm/", f"{FACTOR}reauthenticate/"):
        assert list(problems(confirmed.get(address))) == []
    confirmed.post("/account/confirm/", {"password": PASSWORD})
    assert confirmed.get(f"{FACTOR}totp/deactivate/").status_code == 200


def test_a_new_password_signs_out_everywhere_else(eva, confirmed):
    elsewhere = browser("eva")
    typed = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert list(problems(confirmed.get("/account/password/"))) == []

    refused = confirmed.post("/account/password/", typed | {"oldpassword": "wrong"})
    assert refused.status_code == 200 and is_signed_in(elsewhere)
    answer = confirmed.post("/account/password/", typed)

    assert answer["Location"] == "/account/"
    assert is_signed_in(confirmed) and not is_signed_in(elsewhere)
    assert not is_signed_in(browser("eva")) and is_signed_in(browser("eva", NEW_PASSWORD))
    assert done_to(eva) == ["password changed"]
    assert len(find(confirmed.get("/account/sessions/"), "tr")) == 3  # its head, here, and there


def test_who_signs_in_without_a_password_can_set_one(eva, confirmed):
    eva.set_unusable_password()
    eva.save()
    confirmed.force_login(eva)
    assert confirmed.get("/account/password/")["Location"] == "/account/password/set/"
    assert list(problems(confirmed.get("/account/password/set/"))) == []

    typed = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    confirmed.post("/account/password/set/", typed)

    assert is_signed_in(browser("eva", NEW_PASSWORD))


def test_ones_other_sessions_are_ended_by_oneself(eva, confirmed):
    elsewhere = browser("eva")
    page = confirmed.get("/account/sessions/")
    assert "Sign out everywhere else" in page.content.decode() and list(problems(page)) == []

    confirmed.post("/account/sessions/")

    assert is_signed_in(confirmed) and not is_signed_in(elsewhere)
