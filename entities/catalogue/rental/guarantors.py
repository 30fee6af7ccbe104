"""Who answers for the rent, up to four of one application."""

from entities.catalogue.rental.stored import GROUP, STEP, person, role
from entities.catalogue.rental.system import RENTAL
from entities.schema.entity import Entity

RENTAL_GUARANTORS = Entity(
    "rental-guarantors",
    system=RENTAL,
    generation="separate",
    table="Guarantors_nyc",
    label="Rental guarantor",
    group=GROUP,
    icon="shield-check",
    purpose="Guarantors.",
    partition="userId",
    sort="zoneinfo",
    fields=(
        *person("guarantor_info"),
        role("guarantor", *(f"guarantor{place}" for place in range(1, 5))),
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
