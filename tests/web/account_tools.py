"""What tests of accounts do again and again: forms as a browser sends them, codes, factors."""

from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from entities.models import Staff
from tests.web.cast import PASSWORD, somebody
from tests.web.html import find

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FACTOR = "/account/second-factor/"
# What can be done to an account beside changing it: the last part of the address, what is sent.
DEEDS = {
    "link/": {"link-reason": "asked by phone"},
    "second-factor/remove/": {"factor-reason": "lost phone"},
    "sessions/end/": {"ending-reason": "left a laptop", "session": "all"},
}


def filled_form(page, action: str) -> dict[str, str]:
    """What a browser would send of the form with this action if nobody typed anything."""
    (form,) = find(page, "form", action=action) if action else forms_to_itself(page)
    values = {}
    for element in form.inside():
        if element.tag == "textarea":
            values[element["name"]] = element.text.lstrip("\n")
        elif element.tag == "select":
            chosen = [o["value"] for o in element.children if "selected" in o.attributes]
            values[element["name"]] = chosen[0] if chosen else element.children[0]["value"]
        elif element.tag == "input" and element["type"] in ("checkbox", "radio"):
            if "checked" in element.attributes:
                values[element["name"]] = element["value"] or "on"
        elif element.tag == "input" and element["name"] != "csrfmiddlewaretoken":
            values[element["name"]] = element["value"]
    return values


def forms_to_itself(page):
    return [
        form
        for form in find(page, "form", method="post")
        if not form["action"] and "card" in form["class"]
    ]


def browser(name: str, password: str = PASSWORD):
    """A browser in which somebody signed in by the form; they may still owe a second factor."""
    client = somebody()
    client.answer = client.post(
        "/account/sign-in/",
        {"login": name, "password": password},
        HTTP_USER_AGENT="Firefox/1 Linux",
    )
    return client


def is_signed_in(client) -> bool:
    return client.get("/account/").status_code == 200


def give_app(account: Staff) -> Authenticator:
    """Set up an authenticator app, with recovery codes."""
    TOTP.activate(account, TOTP_SECRET)
    return RecoveryCodes.activate(account).instance


def code(secret: str = TOTP_SECRET) -> str:
    """What the app shows now."""
    _, counter, _ = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter))


def path_of(link: str) -> str:
    return urlsplit(link).path
