"""Who applies together with the applicant, up to four of one application."""

from entities.catalogue.rental.stored import GROUP, STEP, person, role
from entities.catalogue.rental.system import RENTAL
from entities.schema.entity import Entity

RENTAL_CO_APPLICANTS = Entity(
    "rental-co-applicants",
    system=RENTAL,
    generation="separate",
    table="Co-Applicants",
    label="Rental co-applicant",
    group=GROUP,
    icon="users",
    purpose="Co-applicants.",
    partition="userId",
    sort="zoneinfo",
    fields=(
        *person("coapplicant_info"),
        role("coapplicant", *(f"coapplicant{place}" for place in range(1, 5))),
        STEP,
    ),
    columns=(
        "userId",
        "zoneinfo",
        "appid",
        "role",
        "status",
        "current_step",
        "signature",
        "last_updated",
    ),
    read_only=True,
    sort_variants=("timestamp",),
)
