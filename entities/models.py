"""Staff accounts and their preferences: all that the relational database holds.

Company data never comes here; it lives in DynamoDB and is reached through `entities.dynamodb`.
"""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models


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
