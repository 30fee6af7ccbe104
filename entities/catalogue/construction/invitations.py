"""Invitations of people to companies, in two live shapes.

In the newer shape the id is the token that opens the door: such ids are secrets.
"""

from datetime import UTC, datetime

from entities.catalogue.construction.company_users import role
from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import COMPANY_ID
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.conditions import In
from entities.schema.dashboard import Watch
from entities.schema.deletion import Deletion, Guard, Soft
from entities.schema.entity import CompanyFrom, Entity, Index, SecretKey, Uniqueness
from entities.schema.fields import (
    Choice,
    Email,
    Flag,
    LongText,
    Lookup,
    Number,
    Phone,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask
from entities.schema.values import Item


def is_pending(invitation: Item) -> bool:
    status = invitation.get("status")
    return isinstance(status, str) and status.lower() == "pending"


PENDING = In("status", ("pending", "PENDING", "Pending"))


def is_closed(invitation: Item) -> bool:
    return not is_pending(invitation)


def was_never_delivered(invitation: Item) -> bool:
    return is_pending(invitation) and bool(invitation.get("emailError"))


def has_lapsed(invitation: Item) -> bool:
    """Expiry is computed: nothing ever stores it."""
    expires = invitation.get("expiresAt")
    now = datetime.now(UTC).isoformat()
    return is_pending(invitation) and isinstance(expires, str) and "" < expires < now


INVITATIONS = Entity(
    "invitations",
    system=CONSTRUCTION,
    generation="company",
    table="invitations",
    label="Invitation",
    icon="mail",
    purpose="Invitations of users to companies.",
    inventory=inventory(december=(5, 2_118), january=(16, 7_338)),
    partition="companyId",
    sort="invitationId",
    heading="email",
    fields=(
        COMPANY_ID,
        # No look-up: in the newer shape the id is a secret. Staff search the address.
        Text(
            "invitationId",
            label="Invitation id",
            required=True,
            prefix="inv",
            lookup=Lookup.WHOLE,
        ),
        Text("token", mask=Mask.FULL, automatic=True),
        Email("email", label="E-mail", required=True, lookup=Lookup.WHOLE, group="Person"),
        Text("name", lookup=Lookup.WORDS, group="Person"),
        Phone("phone", mask=Mask.PARTIAL, group="Person"),
        role(required=True, default="viewer"),
        Choice(
            "status",
            ("pending", "accepted", "expired", "cancelled"),
            folds=(("canceled", "cancelled"),),
            tones=(
                ("pending", "warn"),
                ("accepted", "ok"),
                ("expired", "draft"),
                ("cancelled", "bad"),
            ),
            ignore_case=True,
            default="pending",
            help="Expired is never stored: a pending invitation expires with its date.",
        ),
        Timestamp("expiresAt", label="Expires"),
        Text("companyName", group="Message"),
        Text("inviterName", group="Message"),
        LongText("personalMessage", group="Message"),
        Flag("emailSent", label="E-mail sent", group="Delivery"),
        Number(
            "emailAttempts", label="Attempts", whole=True, minimum=0, maximum=5, group="Delivery"
        ),
        Timestamp("lastEmailSent", label="Last e-mail", group="Delivery"),
        LongText("emailError", label="Last error", group="Delivery"),
        Reference("invitedBy", to="company-users", group="History"),
        Timestamp("invitedAt", group="History"),
        Reference("resentBy", to="company-users", group="History"),
        Timestamp("resentAt", group="History"),
        Reference("cancelledBy", to="company-users", group="History"),
        Timestamp("cancelledAt", group="History"),
        Email("acceptedBy", group="History"),
        Timestamp("acceptedAt", group="History"),
        Reference("acceptedUserId", to="company-users", group="History"),
        Timestamp("createdAt", automatic=True, group="History"),
        Timestamp("updatedAt", automatic=True, group="History"),
    ),
    columns=(
        "companyId",
        "email",
        "name",
        "role",
        "status",
        "invitedAt",
        "expiresAt",
        "emailAttempts",
    ),
    indexes=(Index("email-index", "email", purpose="invitations of an e-mail address"),),
    company_from=CompanyFrom(attribute="companyId"),
    uniques=(
        Uniqueness(
            "email",
            within=("companyId",),
            when=PENDING,
            ignore_case=True,
            why="An invitation to this address is pending already; cancel that one first.",
        ),
    ),
    deletion=Deletion(
        guards=(Guard(is_closed, "Only a pending invitation is cancelled."),),
        soft=Soft(
            (("status", "cancelled"),),
            at="cancelledAt",
            by="cancelledBy",
            seat="currentUsers",
            holds_seat=is_pending,
        ),
        for_good=False,
    ),
    secret_keys=(SecretKey("invitationId", r"[0-9a-f]{64}"),),
    watches=(
        Watch("lapsed", "Pending past its expiry", has_lapsed),
        Watch(
            "undelivered",
            "E-mail could not be sent",
            was_never_delivered,
            query="status.is=pending&emailError.exists=1&scan=1",
        ),
    ),
)
