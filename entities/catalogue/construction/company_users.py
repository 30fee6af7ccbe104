"""Memberships of users in companies."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import COMPANY_ID, CREATED_AT, UPDATED_AT
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.deletion import Deletion, Kept, Soft
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import (
    Choice,
    Email,
    List,
    Lookup,
    Phone,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask
from entities.schema.values import Item


def role(**options) -> Choice:
    """Roles in any casing; `user` is the old word for editor. `options` are those of Choice."""
    return Choice(
        "role",
        ("admin", "manager", "editor", "viewer"),
        historic_choices=("user", "owner"),
        folds=(("user", "editor"),),
        ignore_case=True,
        **options,
    )


def is_active_admin(membership: Item) -> bool:
    """A membership without a status is active."""
    role, status = (membership.get(name) for name in ("role", "status"))
    is_admin = isinstance(role, str) and role.lower() == "admin"
    return is_admin and (not isinstance(status, str) or status.lower() == "active")


COMPANY_USERS = Entity(
    "company-users",
    system=CONSTRUCTION,
    generation="company",
    table="company-users",
    label="Company user",
    icon="users",
    purpose="Membership of users in companies with role and status.",
    inventory=inventory(december=(6, 1_076), january=(15, 3_033)),
    partition="companyId",
    sort="userId",
    heading="name",
    fields=(
        COMPANY_ID,
        Text("userId", label="User id", required=True, max_length=100, lookup=Lookup.WHOLE),
        Text("name", max_length=100, lookup=Lookup.WORDS, group="Person"),
        Email("email", label="E-mail", lookup=Lookup.WHOLE, group="Person"),
        Phone("phone", mask=Mask.PARTIAL, group="Person"),
        role(required=True, default="viewer", group="Access"),
        Choice(
            "status",
            ("active", "inactive"),
            tones=(("active", "ok"), ("inactive", "draft")),
            ignore_case=True,
            default="active",
            help="A membership without a status is active.",
            group="Access",
        ),
        List("permissions", heavy=False, historic=True, group="Access"),
        Reference("invitedBy", to="company-users", group="History"),
        Timestamp("invitedAt", group="History"),
        Timestamp("joinedAt", group="History"),
        Reference("removedBy", to="company-users", group="History"),
        Timestamp("removedAt", group="History"),
        Reference("reactivatedBy", to="company-users", group="History"),
        Timestamp("reactivatedAt", group="History"),
        Reference("lastModifiedBy", to="company-users", group="History"),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("companyId", "userId", "name", "email", "phone", "role", "status", "joinedAt"),
    indexes=(
        Index("userId-index", "userId", purpose="companies of a user"),
        Index(
            "email-index",
            "email",
            purpose="memberships of an e-mail address, as it was typed",
            sparse=True,
        ),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=Deletion(soft=Soft((("status", "inactive"),), at="removedAt", by="removedBy")),
    keeps=(
        Kept(is_active_admin, ("role", "status"), "A company keeps at least one active admin."),
    ),
    merge_groups=(("status", "removedBy", "removedAt", "reactivatedBy", "reactivatedAt"),),
)
