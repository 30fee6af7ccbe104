"""What administrators do to accounts. Each deed is one transaction with its record.

Nobody changes their own account here, so that no single person can widen what they may do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet

from entities.errors import ActionNotAllowed, LastAdministrator, OwnAccount, Stale
from entities.models import Role, Staff
from entities.web.accounts.events import FACTORS, What, record

EVERY_COMPANY = "every company"


@dataclass(frozen=True)
class Access:
    """What an administrator sets about an account."""

    email: str = ""
    role: str = ""
    every_company: bool = False
    companies: tuple[str, ...] = ()
    is_active: bool = True

    @classmethod
    def of(cls, account: Staff) -> "Access":
        values = {field.name: getattr(account, field.name) for field in fields(cls)}
        return cls(**values | {"companies": tuple(account.companies)})

    def words(self) -> dict[str, str]:
        """Each part as the record and the page say it."""
        return {
            "E-mail": self.email,
            "Role": self.role or "none",
            "Companies": EVERY_COMPANY if self.every_company else ", ".join(self.companies),
            "Account": "open" if self.is_active else "closed",
        }

    def changes_to(self, wanted: "Access") -> list[tuple[str, str, str]]:
        after = wanted.words()
        return [(n, text, after[n]) for n, text in self.words().items() if text != after[n]]

    def put_on(self, account: Staff) -> None:
        for field in fields(self):
            setattr(account, field.name, getattr(self, field.name))
        account.companies = list(self.companies)


def administrators() -> QuerySet[Staff]:
    """Those who can manage accounts: open, administrator, with every company."""
    return Staff.objects.filter(role=Role.ADMINISTRATOR, every_company=True, is_active=True)


@contextmanager
def keeping_an_administrator() -> Iterator[frozenset[int]]:
    """A transaction after which there is one. Gives the ids of those there are, locked.

    The lock makes two people who demote each other take turns. Raises LastAdministrator.
    """
    with transaction.atomic():
        held = administrators().order_by("pk").select_for_update()
        yield frozenset(one.pk for one in held)
        if not administrators().exists():
            raise LastAdministrator


@contextmanager
def _deed(actor: Staff, account_id: int) -> Iterator[Staff]:
    """The account of somebody else, locked, while the actor is still one who manages accounts.

    Raises ActionNotAllowed, OwnAccount, LastAdministrator, Staff.DoesNotExist.
    """
    with keeping_an_administrator() as managing:
        if actor.pk not in managing:
            raise ActionNotAllowed("manage accounts")
        if actor.pk == account_id:
            raise OwnAccount
        yield Staff.objects.select_for_update().get(pk=account_id)


def make_account(username: str, access: Access, *, actor: Staff, reason: str) -> Staff:
    """A new account, without a password until its link is used."""
    with keeping_an_administrator() as managing:
        if actor.pk not in managing:
            raise ActionNotAllowed("manage accounts")
        account = Staff(username=username)
        access.put_on(account)
        account.set_unusable_password()
        account.save()
        changes = [(name, "", text) for name, text in access.words().items()]
        record(What.MADE, account, actor=actor, reason=reason, changes=changes)
    return account


def change_account(
    account_id: int, wanted: Access, *, seen: Access, actor: Staff, reason: str
) -> list[tuple[str, str, str]]:
    """Change an account that still is as it was seen; returns what changed. Raises Stale."""
    with _deed(actor, account_id) as account:
        before = Access.of(account)
        if before != seen:
            raise Stale("account")
        changes = before.changes_to(wanted)
        if not changes:
            return []
        wanted.put_on(account)
        account.save()
        if before.email != wanted.email:
            EmailAddress.objects.filter(user=account).delete()  # no sign-in by the old one
        if before.is_active and not wanted.is_active:
            _end(UserSession.objects.filter(user=account))
        record(What.CHANGED, account, actor=actor, reason=reason, changes=changes)
    return changes


def make_password_link(account_id: int, *, actor: Staff, reason: str) -> tuple[str, str]:
    """The two parts of a set-password link; the password and links before it stop working."""
    with _deed(actor, account_id) as account:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        _end(UserSession.objects.filter(user=account))
        record(What.LINK_MADE, account, actor=actor, reason=reason)
        return link_parts(account)


def link_parts(account: Staff) -> tuple[str, str]:
    """Who and the token, good until the password is set, or the account signs in, or it is old."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    return user_pk_to_url_str(account), token


def remove_second_factor(account_id: int, *, actor: Staff, reason: str) -> None:
    """Take away everything a person signs in with beside the password, and their sessions."""
    with _deed(actor, account_id) as account:
        held = Authenticator.objects.filter(user=account)
        changes = [(FACTORS[one.type], "set up", "") for one in held]
        held.delete()
        _end(UserSession.objects.filter(user=account))
        record(What.FACTOR_REMOVED, account, actor=actor, reason=reason, changes=changes)


def end_sessions(account_id: int, *, actor: Staff, reason: str, session_id: int | None) -> int:
    """End one session of a person, or all; returns how many there were."""
    with _deed(actor, account_id) as account:
        ended = UserSession.objects.filter(user=account)
        if session_id is not None:
            ended = ended.filter(pk=session_id)
        count = _end(ended)
        if count:
            changes = [("Sessions", str(count), "ended")]
            record(What.SESSIONS_ENDED, account, actor=actor, reason=reason, changes=changes)
    return count


def _end(sessions: QuerySet[UserSession]) -> int:
    held = list(sessions)
    for session in held:
        session.end()
    return len(held)
