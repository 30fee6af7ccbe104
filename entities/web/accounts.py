"""Sign-in by name or e-mail; accounts are made by administrators, never by sign-up."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Closes the sign-up that allauth would offer."""

    def is_open_for_signup(self, request) -> bool:
        return False
