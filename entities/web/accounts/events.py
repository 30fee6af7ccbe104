"""The record of what happens to accounts, also of what people do to their own."""

from collections.abc import Iterable

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.dispatch import receiver

from entities.models import AccountEvent, Staff

What = AccountEvent.What
FACTORS = {"totp": "Authenticator app", "webauthn": "Passkey", "recovery_codes": "Recovery codes"}


def record(
    what: str,
    account: Staff,
    *,
    actor: Staff,
    reason: str = "",
    changes: Iterable[tuple[str, str, str]] = (),
) -> AccountEvent:
    """Write down one deed. `changes`: what, before and after, in words."""
    return AccountEvent.objects.create(
        account=account,
        actor=actor,
        what=what,
        reason=reason,
        changes=[list(change) for change in changes],
    )


@receiver(password_changed)
@receiver(password_set)
def _password_changed(sender, user: Staff, **_) -> None:
    record(What.PASSWORD_CHANGED, user, actor=user)


@receiver(password_reset)
def _password_set_by_link(sender, user: Staff, **_) -> None:
    UserSession.objects.purge_and_list(user)  # the sessions died with the password before
    record(What.PASSWORD_SET, user, actor=user)


@receiver(authenticator_added)
def _factor_added(sender, user: Staff, authenticator: Authenticator, **_) -> None:
    name = FACTORS[authenticator.type]
    record(What.FACTOR_ADDED, user, actor=user, changes=[(name, "", "set up")])


@receiver(authenticator_removed)
def _factor_removed(sender, user: Staff, authenticator: Authenticator, **_) -> None:
    name = FACTORS[authenticator.type]
    record(What.FACTOR_REMOVED, user, actor=user, changes=[(name, "set up", "")])


@receiver(authenticator_reset)
def _codes_made(sender, user: Staff, authenticator: Authenticator, **_) -> None:
    record(What.CODES_MADE, user, actor=user)
