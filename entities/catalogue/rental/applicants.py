"""Who applies for the flat: one item per application."""

from entities.catalogue.rental.stored import GROUP, person, role
from entities.catalogue.rental.system import RENTAL
from entities.schema.entity import Entity
from entities.schema.fields import List, Map
from entities.schema.masking import Mask

RENTAL_APPLICANTS = Entity(
    "rental-applicants",
    system=RENTAL,
    generation="separate",
    table="applicant_nyc",
    label="Rental applicant",
    group=GROUP,
    icon="users",
    purpose="Primary applicant.",
    partition="userId",
    sort="zoneinfo",
    fields=(
        *person("applicant_info"),
        role("applicant"),
        List("co_applicants", group="Person", help="Copies, up to four."),
        List("guarantors", group="Person", help="Copies, up to four."),
        Map("additionalPeople", mask=Mask.FULL, group="Person"),
    ),
    columns=("userId", "zoneinfo", "appid", "role", "status", "signature", "last_updated"),
    read_only=True,
    sort_variants=("timestamp",),
)
