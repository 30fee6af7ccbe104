"""People with an account; whether they may work is decided here and in the login service."""

from entities.catalogue.pilotforce_deployed.stored import (
    COMPANY_ID,
    CREATED_AT,
    GROUP,
    OTHER_COMPANY_ID,
    UPDATED_AT,
)
from entities.catalogue.pilotforce_deployed.system import PILOTFORCE_DEPLOYED
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, Email, Flag, Lookup, Phone, Text
from entities.schema.masking import Mask

DEPLOYED_USERS = Entity(
    "deployed-users",
    system=PILOTFORCE_DEPLOYED,
    generation="deployed",
    table="Users",
    label="Deployed user",
    group=GROUP,
    icon="users",
    purpose="User accounts.",
    partition="UserId",
    heading="Name",
    fields=(
        Text("UserId", label="User id", required=True, lookup=Lookup.WHOLE),
        Text("Username", mask=Mask.FINDABLE, lookup=Lookup.WHOLE, help="Often the e-mail."),
        Text("Name", max_length=100, lookup=Lookup.WORDS),
        COMPANY_ID,
        Email("Email", label="E-mail", mask=Mask.FINDABLE, lookup=Lookup.WHOLE, group="Contact"),
        Phone(
            "PhoneNumber",
            label="Phone",
            mask=Mask.PARTIAL,
            group="Contact",
            help="May be a placeholder.",
        ),
        Choice(
            "UserRole",
            ("User", "CompanyAdmin", "Administrator", "Admin"),
            historic_choices=("SystemAdmin", "SubUser"),
            label="Role",
            group="Access",
        ),
        Choice(
            "Status",
            ("UNCONFIRMED", "CONFIRMED", "DISABLED"),
            tones=(("UNCONFIRMED", "warn"), ("CONFIRMED", "ok"), ("DISABLED", "bad")),
            open_ended=True,  # the login service has words of its own
            group="Access",
        ),
        Flag("UserAccess", label="Has access", group="Access"),
        Choice(
            "ApprovalStatus",
            ("APPROVED", "DENIED"),
            tones=(("APPROVED", "ok"), ("DENIED", "bad")),
            label="Approval",
            group="Access",
        ),
        OTHER_COMPANY_ID,
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=(
        "UserId",
        "Name",
        "Email",
        "CompanyId",
        "UserRole",
        "Status",
        "ApprovalStatus",
    ),
    indexes=(
        Index("CompanyIdIndex", "CompanyId", purpose="users of a company"),
        Index("UsernameIndex", "Username", purpose="a user by the name they sign in with"),
        Index("EmailIndex", "Email", purpose="users of an e-mail address"),
    ),
    read_only=True,
)
