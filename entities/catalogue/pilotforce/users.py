"""People with an account. The login service knows them too, and is not asked here."""

from entities.catalogue.pilotforce.stored import CREATED_AT, GROUP, UPDATED_AT
from entities.catalogue.pilotforce.system import PILOTFORCE
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Email, Link, Lookup, Map, Phone, Text
from entities.schema.masking import Mask

PILOTFORCE_USERS = Entity(
    "pilotforce-users",
    system=PILOTFORCE,
    generation="default",
    table="PilotForce-Users",
    label="PilotForce user",
    group=GROUP,
    icon="users",
    purpose="User accounts.",
    partition="userId",
    heading="name",
    fields=(
        Text(
            "userId",
            label="User id",
            required=True,
            lookup=Lookup.WHOLE,
            help="Any id of the login service, such as auth0|123456789.",
        ),
        Text("name", required=True, min_length=2, max_length=100, lookup=Lookup.WORDS),
        Choice("role", ("admin", "customer"), required=True, open_ended=True),
        Email(
            "email",
            label="E-mail",
            required=True,
            mask=Mask.FINDABLE,
            lookup=Lookup.WHOLE,
            group="Contact",
        ),
        Phone("phoneNumber", label="Phone", mask=Mask.PARTIAL, max_length=16, group="Contact"),
        Link("profileImageUrl", label="Picture", mask=Mask.QUERY, group="Contact"),
        Map("preferences"),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("userId", "name", "email", "phoneNumber", "role", "createdAt", "updatedAt"),
    read_only=True,
)
