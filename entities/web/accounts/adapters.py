"""What we ask of django-allauth: no sign-up, sealed secrets, no password twice in five minutes."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from entities.conf import get_sealer

SEALED_FOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by name or e-mail; accounts are made by administrators, never by sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more) -> bool:
        """Who signed in a moment ago has just shown who they are."""
        now = time.time()
        records = get_authentication_records(self.request, self.request.user)
        fresh = any(now - r["at"] < app_settings.REAUTHENTICATION_TIMEOUT for r in records)
        return not fresh and super().is_reauthentication_required(app=app, **more)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("own_account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed in the database.

    When SECRET_KEY is replaced without keeping the old one as a fallback they cannot be opened
    any more (SealBroken): administrators then remove the factors, and staff set them up anew.
    """

    def encrypt(self, text: str) -> str:
        return get_sealer().seal(text.encode(), SEALED_FOR)

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white, so that phones read it in the dark theme too."""
        white = '<rect width="100%" height="100%" fill="#fff"/>'
        return super().build_totp_svg(url).replace("<path", f"{white}<path", 1)

    def decrypt(self, encrypted_text: str) -> str:
        return get_sealer().open(encrypted_text, SEALED_FOR).decode()
