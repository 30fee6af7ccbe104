"""Every address, for every role: who may, and nothing before the second factor that is owed."""

import pytest
from django.urls import Resolver404, get_resolver, resolve

from entities.permissions import ACTIONS, ROLES
from entities.web.accounts.gate import SETTING_UP
from tests.adminsite.test_settings import settings as settings_of
from tests.web.account_tools import code, give_app, is_signed_in
from tests.web.cast import sign_in, somebody
from tests.web.html import links, problems

PARTS = {"entity_name": "expenses", "name": "receiptImage", "segment": "x,y", "uidb36": "1"}
PARTS |= {"table_name": "construction-expenses-dev-companies", "index": "no-index"}
# Addresses that ask for no action: the way in and out, oneself, and the machine's own.
FOR_ALL = ("account_", "mfa_", "usersessions_", "own_account", "preferences", "healthz", "readyz")
MANAGES = ("account_new",)


def addresses() -> dict[str, str]:
    """An address for every name, its parts filled with something."""
    found = {}
    for name in get_resolver().reverse_dict:
        if not isinstance(name, str):
            continue
        ((pattern, parameters),) = get_resolver().reverse_dict[name][0]
        found[name] = "/" + pattern % {part: PARTS.get(part, "7") for part in parameters}
    return found


ADDRESSES = addresses()


def asked_of(name: str) -> frozenset[str]:
    """The actions of which the page of this name asks for one, as its view says."""
    return frozenset(getattr(resolve(ADDRESSES[name]).func, "actions", ()))


GUARDED = [name for name in ADDRESSES if asked_of(name)]


def test_every_page_states_who_may_open_it_or_is_known_to_be_for_everybody():
    silent = [name for name in ADDRESSES if not asked_of(name)]

    assert [name for name in silent if not name.startswith(FOR_ALL) or name in MANAGES] == []
    assert len(GUARDED) > 12
    with pytest.raises(Resolver404):
        resolve("/account/sign-up/")
    for closed in ("account_signup", "account_email", "account_reset_password"):
        assert closed not in ADDRESSES


@pytest.mark.no_cover  # looks at pages whose lines other tests answer for
@pytest.mark.parametrize("role", [*ROLES, ""])
def test_a_role_opens_the_pages_whose_action_it_has_and_no_other(web, role):
    client = sign_in("somebody", role=role, every_company=True)
    granted = ACTIONS.get(role, frozenset())

    for name in GUARDED:
        for method in (client.get, client.post):
            status = method(ADDRESSES[name]).status_code
            assert (status == 403) is asked_of(name).isdisjoint(granted), (name, status)
            assert status != 500, name


def test_who_is_not_signed_in_is_asked_to_on_every_guarded_page(web):
    nobody = somebody()

    for name in GUARDED:
        for answer in (nobody.get(ADDRESSES[name]), nobody.post(ADDRESSES[name])):
            assert answer["Location"].startswith("/account/sign-in/?next="), name


@pytest.fixture
def owing(web, settings):
    """An operator whose role must have a second factor, and who has none."""
    settings.MFA_REQUIRED_ROLES = ["operator"]
    return sign_in("owing", role="operator", every_company=True)


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - set(SETTING_UP)))
def test_before_the_second_factor_every_page_leads_to_setting_it_up(owing, name):
    for answer in (owing.get(ADDRESSES[name]), owing.post(ADDRESSES[name])):
        assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")
    swapped = owing.get(ADDRESSES[name], HTTP_HX_REQUEST="true")
    assert swapped["HX-Redirect"] == "/account/second-factor/"


def test_the_way_to_set_it_up_stays_open_and_shows_nothing_else(owing):
    page = owing.get("/account/second-factor/")

    assert "asks for a second factor" in page.content.decode()
    assert not any(link.startswith(("/data", "/tables", "/search")) for link in links(page))
    assert list(problems(page)) == []
    assert owing.get("/nowhere/").status_code == 404
    assert owing.get("/account/confirm/").status_code == 200
    assert owing.post("/preferences/", {"theme": "dark"}).status_code == 302
    assert owing.get("/healthz").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(owing):
    give_app(owing.staff)
    owing.staff.authenticator_set.filter(type="totp").delete()

    assert owing.get("/")["Location"] == "/account/second-factor/"


def test_with_the_second_factor_set_up_everything_opens(owing):
    password = {
        "password": "correct horse battery",
        "next": "/account/second-factor/totp/activate/",
    }
    owing.post("/account/confirm/", password)
    owing.get("/account/second-factor/totp/activate/")
    secret = owing.session["mfa.totp.secret"]

    answer = owing.post("/account/second-factor/totp/activate/", {"code": code(secret)})

    assert answer["Location"] == "/account/second-factor/recovery-codes/"
    assert owing.get("/").status_code == 200
    assert is_signed_in(owing)


def test_production_and_staging_ask_it_of_those_who_can_do_harm(tmp_path):
    told = {"SECRET_KEY": "s" * 50, "ALLOWED_HOSTS": "keyroom.example.com"}

    for environment, roles in (
        ("production", ["operator", "approver", "administrator"]),
        ("staging", ["operator", "approver", "administrator"]),
        ("dev", []),
    ):
        found = settings_of(tmp_path, "MFA_REQUIRED_ROLES", ENVIRONMENT=environment, **told)
        assert found == {"MFA_REQUIRED_ROLES": roles}
    found = settings_of(tmp_path, "MFA_REQUIRED_ROLES", MFA_REQUIRED_ROLES="viewer")
    assert found == {"MFA_REQUIRED_ROLES": ["viewer"]}
    refused = settings_of(tmp_path, "MFA_REQUIRED_ROLES", MFA_REQUIRED_ROLES="operator,admin")
    assert "MFA_REQUIRED_ROLES must be of" in refused


def test_others_are_not_held_up(owing, viewer, administrator):
    assert viewer.get("/").status_code == 200
    assert administrator.get("/accounts/").status_code == 200
