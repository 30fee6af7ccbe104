"""Signing in and out: by name or e-mail, with limits, and never on to another site."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from entities.catalogue import catalogue
from entities.models import Role, Staff
from entities.permissions import ACTIONS, may, viewer_for
from tests.web.cast import PASSWORD, sign_in, somebody
from tests.web.html import find, problems, texts

SIGN_IN = "/account/sign-in/"


@pytest.fixture(autouse=True)
def account(web):
    cache.clear()
    return sign_in("mona", role="viewer", every_company=True).staff


def enter(client, name: str = "mona", password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def is_in(client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.parametrize("name", ["mona", "MONA", "mona@example.com"])
def test_a_person_signs_in_by_name_or_e_mail(nobody, name):
    answer = enter(nobody, name)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(nobody)
    assert nobody.session.get_expiry_age() <= 12 * 3600


def test_signing_in_leads_back_to_where_one_wanted_to_go(nobody):
    wanted = "/data/expenses/?scan=1&status.is=paid"
    asked = nobody.get(wanted)
    page = nobody.get(asked["Location"])
    fields = find(page, "input", name="next")  # of the password's form and of the passkey's

    assert {field["value"] for field in fields} == {wanted}
    assert enter(nobody, next=wanted)["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example/",
    ],
)
def test_nobody_is_led_to_another_site(nobody, elsewhere):
    assert enter(nobody, next=elsewhere)["Location"] == "/"
    answer = nobody.post("/preferences/", {"theme": "dark", "next": elsewhere})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("mona", "wrong"), ("nobody-at-all", PASSWORD), ("mona", "")]
)
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(nobody, name, password):
    page = enter(nobody, name, password)

    assert page.status_code == 200
    assert not is_in(nobody)
    assert list(problems(page)) == []
    assert PASSWORD not in page.content.decode()
    if password:
        known = " ".join(texts(enter(somebody(), "mona", "wrong"), "li"))
        assert " ".join(texts(page, "li")) == known


def test_too_many_tries_have_to_wait(nobody):
    statuses = [enter(nobody, password=f"wrong {n}") for n in range(12)]

    last = statuses[-1]
    assert last.status_code == 429 or "Too many" in last.content.decode()
    assert not is_in(nobody)
    blocked = enter(nobody)
    assert not is_in(nobody), blocked.status_code


def test_an_account_that_was_closed_is_out_at_once(account):
    inside = somebody()
    enter(inside)
    assert is_in(inside)

    Staff.objects.filter(pk=account.pk).update(is_active=False)

    assert not is_in(inside)
    assert not is_in_after(somebody())


def is_in_after(client) -> bool:
    enter(client)
    return is_in(client)


def test_nobody_makes_an_account_of_their_own(nobody):
    for name in ("account_signup", "account_reset_password", "admin:index"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert nobody.get("/accounts/signup/").status_code == 404
    adapter = django_settings.ACCOUNT_ADAPTER.rpartition(".")[2]
    assert adapter == "AccountAdapter"


def test_signing_out_asks_and_then_ends_the_session(nobody):
    enter(nobody)

    page = nobody.get("/account/sign-out/")
    assert page.status_code == 200 and is_in(nobody)
    answer = nobody.post("/account/sign-out/")
    assert answer.status_code == 302
    assert not is_in(nobody)


def test_a_form_without_our_token_is_refused_on_a_page_of_ours(account):
    strict = somebody()
    strict.handler.enforce_csrf_checks = True
    strict.force_login(account)

    page = strict.post("/views/expenses/save/", {"name": "Mine"})

    assert page.status_code == 403
    assert "reload" in page.content.decode()
    assert list(problems(page)) == []


def test_a_stranger_is_told_to_ask_for_a_role(stranger):
    page = stranger.get("/")

    assert page.status_code == 403
    assert "no role yet" in page.content.decode() or "Ask an administrator" in page.content.decode()
    assert find(page, "a", href="/data/expenses/") == []


def test_every_role_has_actions_and_no_other_word_has(account):
    assert set(ACTIONS) == set(Role.values)
    account.role = "owner"
    assert viewer_for(account).actions == frozenset()
    account.role, account.is_active = "administrator", False
    assert viewer_for(account).actions == frozenset()


def test_may_decides_by_action_entity_and_company():
    person = sign_in("limited", role="editor", companies=["ours"]).staff
    expenses, multi = catalogue.entity("expenses"), catalogue.entity("multi-expenses")

    assert may(person, "edit") and may(person, "edit", expenses)
    assert may(person, "edit", expenses, "ours")
    assert not may(person, "edit", expenses, "theirs")
    assert not may(person, "view", multi)
    assert not may(person, "view", catalogue.entity("audit"))
    assert not may(person, "administer")


def test_the_first_administrator_works_with_every_company():
    first = Staff.objects.create_superuser("root", "root@example.com", PASSWORD)

    assert first.role == "administrator" and first.every_company


def test_headers_keep_other_sites_out(nobody):
    answer = nobody.get(SIGN_IN)

    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer["Permissions-Policy"]
    cookie = answer.cookies["csrftoken"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
