"""Staff accounts and their preferences: all that the relational database holds.

Company data never comes here; it lives in DynamoDB and is reached through `entities.dynamodb`.
"""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone


class Role(models.TextChoices):
    VIEWER = "viewer"
    EDITOR = "editor"
    OPERATOR = "operator"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class StaffManager(UserManager):
    """Makes the first administrator when `createsuperuser` is run."""

    def create_superuser(self, username, email=None, password=None, **fields):
        fields.setdefault("role", Role.ADMINISTRATOR)
        fields.setdefault("every_company", True)
        return super().create_superuser(username, email, password, **fields)


class Staff(AbstractUser):
    """A member of staff. Without a role, or without a company, nothing is shown."""

    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    every_company = models.BooleanField(
        default=False, help_text="Works with every company, also with those made later."
    )
    companies = models.JSONField(
        default=list, blank=True, help_text="The ids of the companies this person works with."
    )

    objects = StaffManager()

    class Meta:
        verbose_name_plural = "staff"

    @cached_property
    def has_second_factor(self) -> bool:
        """An authenticator app or a passkey; recovery codes alone are none."""
        return self.authenticator_set.exclude(type="recovery_codes").exists()

    @property
    def must_have_second_factor(self) -> bool:
        return self.role in settings.MFA_REQUIRED_ROLES

    @property
    def needs_second_factor(self) -> bool:
        """Whether a second factor is still to be set up before anything may be done."""
        return self.must_have_second_factor and not self.has_second_factor


class AccountEvent(models.Model):
    """What was done to an account, by whom and why. Written once, never changed or deleted.

    `changes` is a list of [what, before, after], in words; never a password, code or link.
    """

    class What(models.TextChoices):
        MADE = "made", "Account made"
        CHANGED = "changed", "Account changed"
        LINK_MADE = "link made", "Set-password link made"
        PASSWORD_SET = "password set", "Password set by the link"  # noqa: S105
        PASSWORD_CHANGED = "password changed", "Password changed"  # noqa: S105
        FACTOR_ADDED = "factor added", "Second factor added"
        FACTOR_REMOVED = "factor removed", "Second factor removed"
        CODES_MADE = "codes made", "New recovery codes made"
        SESSIONS_ENDED = "sessions ended", "Signed out"

    account = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="events")
    actor = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="account_deeds")
    at = models.DateTimeField(default=timezone.now)
    what = models.CharField(max_length=20, choices=What.choices)
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.account}"

    def save(self, **options):
        if not self._state.adding:
            raise TypeError("an account event is never changed")
        super().save(**options)

    def delete(self, **options):
        raise TypeError("an account event is never deleted")


class SavedView(models.Model):
    """A list as somebody wants to find it again: filters, order and columns, as a query string."""

    owner = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="views")
    entity = models.CharField(max_length=100)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=4000, blank=True)
    shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "entity", "name"], name="one_view_of_a_name_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.name
