"""Signing in: limits, both steps of it, passkeys under the policy, and no secret anywhere."""

import json
import logging

import pytest
from django.core.cache import cache
from django.db import connection

from entities.models import AccountEvent
from entities.sealing import SealBroken
from entities.web.accounts.adapters import AccountAdapter, SecondFactorAdapter
from tests.web.account_tools import (
    FACTOR,
    TOTP_SECRET,
    browser,
    code,
    give_app,
    is_signed_in,
)
from tests.web.cast import PASSWORD, sign_in, somebody
from tests.web.html import find, links, problems, texts

NEW_PASSWORD = "violet-Ladder-9"


@pytest.fixture
def eva(web):
    return sign_in("eva", role="viewer", every_company=True).staff


@pytest.fixture
def confirmed(eva):
    """Eva in a browser in which she has just signed in."""
    return browser("eva")


# ---- the way in ----


def test_a_wrong_name_and_a_wrong_password_are_told_alike(eva):
    def said(name, password):
        page = browser(name, password).answer
        return page.status_code, texts(page, "div", class_="errors")

    assert said("eva", "wrong") == said("nobody-here", "wrong")
    assert said("eva@example.com", "wrong")[1] != []
    type(eva).objects.filter(pk=eva.pk).update(is_active=False)
    assert said("eva", "wrong") == said("nobody-here", "wrong")


def test_after_five_wrong_passwords_the_right_one_does_not_open_either(eva):
    for _ in range(5):
        assert not is_signed_in(browser("eva", "wrong"))

    late = browser("eva")
    assert not is_signed_in(late)
    assert "Too many" in late.answer.content.decode()
    cache.clear()
    assert is_signed_in(browser("eva"))


def test_too_many_tries_from_one_place_get_a_page_that_says_so(eva, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    answers = [browser("nobody-here").answer for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Too many tries" in answers[-1].content.decode()
    assert list(problems(answers[-1])) == []


def test_nobody_signs_up(web):
    assert AccountAdapter().is_open_for_signup(None) is False
    assert "sign-up" not in "".join(links(somebody().get("/account/sign-in/")))
    assert somebody().get("/account/sign-up/").status_code == 404


# ---- the second step ----


def test_with_an_app_the_password_is_only_the_first_step(eva):
    give_app(eva)
    client = browser("eva")

    page = client.get(client.answer["Location"])
    assert list(problems(page)) == []
    assert not is_signed_in(client)
    wrong = client.post(f"{FACTOR}authenticate/", {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()

    client.post(f"{FACTOR}authenticate/", {"code": code()})
    assert is_signed_in(client)


def test_codes_cannot_be_guessed_by_trying_on(eva):
    give_app(eva)
    client = browser("eva")
    for _ in range(5):
        client.post(f"{FACTOR}authenticate/", {"code": "000000"})

    late = client.post(f"{FACTOR}authenticate/", {"code": code()})

    assert "Too many" in late.content.decode()
    assert not is_signed_in(client)


def test_a_recovery_code_opens_once(eva):
    first, *_ = give_app(eva).wrap().get_unused_codes()

    def tried():
        client = browser("eva")
        client.post(f"{FACTOR}authenticate/", {"code": first})
        return is_signed_in(client)

    assert tried()
    assert not tried()


def test_the_passkey_forms_hold_no_script_and_name_what_is_there(eva, confirmed):
    give_app(eva)
    step = browser("eva")
    pages = {
        "/account/sign-in/": somebody(),
        f"{FACTOR}authenticate/": step,
        f"{FACTOR}webauthn/add/": confirmed,
    }
    for address, client in pages.items():
        page = client.get(address)
        assert list(problems(page)) == [], address
        (form,) = [e for e in find(page, "form") if e["data-passkey"]]
        ids = {e["id"] for e in find(page, "button") + find(page, "input") + find(page, "div")}
        assert set(json.loads(form["data-ids"]).values()) <= ids, address
        scripts = [e["src"] for e in find(page, "script")]
        assert [s.split("/")[-1] for s in scripts][-3:] == [
            "webauthn-json.js",
            "webauthn.js",
            "passkeys.js",
        ]
    (options,) = texts(confirmed.get(f"{FACTOR}webauthn/add/"), "div", id="passkey-data")
    assert json.loads(options)["creation_options"]["publicKey"]["rp"]["id"] == "testserver"


# ---- secrets ----


def test_secrets_of_second_factors_are_sealed_in_the_database(eva):
    codes = give_app(eva)

    with connection.cursor() as cursor:
        cursor.execute("select data from mfa_authenticator")
        stored = " ".join(str(row) for row in cursor.fetchall())

    assert TOTP_SECRET not in stored
    assert SecondFactorAdapter().decrypt(codes.data["seed"]) not in stored
    with pytest.raises(SealBroken):
        SecondFactorAdapter().decrypt("not a seal")


def test_no_password_code_or_link_reaches_the_log(eva, administrator, caplog):
    caplog.set_level(logging.DEBUG)
    recovery = give_app(eva).wrap().get_unused_codes()
    page = administrator.post(f"/accounts/{eva.pk}/link/", {"link-reason": "asked"})
    (link,) = texts(page, "pre", id="link")
    visitor = somebody()
    form = visitor.get(link, follow=True).redirect_chain[-1][0]
    visitor.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    client = browser("eva", NEW_PASSWORD)
    shown_code = code()
    client.post(f"{FACTOR}authenticate/", {"code": shown_code})
    browser("eva", "a wrong one")

    assert is_signed_in(client)
    logged = caplog.text + json.dumps(list(AccountEvent.objects.values_list("reason", "changes")))
    for secret in (NEW_PASSWORD, PASSWORD, "a wrong one", TOTP_SECRET, shown_code, *recovery):
        assert secret not in logged
    assert link.rstrip("/").rsplit("-", 2)[-1] not in logged
