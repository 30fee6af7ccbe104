"""Applications for a flat, without the people: those have tables of their own."""

from entities.catalogue.rental.stored import (
    FLOW,
    GROUP,
    LAST_UPDATED,
    MIGRATED,
    STATUS,
    STEP,
    STORAGE,
    ZONE,
    role,
)
from entities.catalogue.rental.system import RENTAL
from entities.schema.entity import Entity
from entities.schema.fields import Anything, Lookup, Map, Text
from entities.schema.masking import Mask

RENTAL_APPLICATIONS = Entity(
    "rental-applications",
    system=RENTAL,
    generation="separate",
    table="app_nyc",
    label="Rental application",
    group=GROUP,
    icon="building-2",
    purpose="Application information, status, files, signatures.",
    partition="appid",
    sort="zoneinfo",
    heading="appid",
    fields=(
        Text(
            "appid",
            label="Application id",
            required=True,
            lookup=Lookup.WHOLE,
            help="Usually APP-<day>T<time>-<6 characters>.",
        ),
        ZONE,
        Text("userId", label="User id", lookup=Lookup.WHOLE),
        role("applicant"),
        STATUS,
        STEP,
        Map("application_info", label="Application"),
        Map("signatures", mask=Mask.FULL),
        Map("uploaded_files_metadata", label="Files", group="Documents"),
        Map("encrypted_documents", group="Documents"),
        Map("webhook_responses", mask=Mask.FULL, group="Documents"),
        Anything("s3_references", types=frozenset({"L", "S"}), mask=Mask.FULL, group="Documents"),
        STORAGE,
        *FLOW,
        LAST_UPDATED,
        *MIGRATED,
        Map("migration_extra", mask=Mask.FULL, historic=True, group="History"),
    ),
    columns=(
        "appid",
        "zoneinfo",
        "userId",
        "status",
        "current_step",
        "flow_type",
        "storage_mode",
        "last_updated",
    ),
    read_only=True,
)
