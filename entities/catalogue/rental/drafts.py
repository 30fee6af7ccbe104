"""The old table: one saved form per applicant, in four layouts that its attributes tell apart.

A: `formData` is a map. B: `form_data` is JSON in a text, whole (direct) or as stubs of what lies in
a bucket (hybrid). C: `form_data` is a map.
"""

from entities.catalogue.rental.stored import (
    FLOW,
    GROUP,
    LAST_UPDATED,
    LEGACY,
    STATUS,
    STEP,
    STORAGE,
    ZONE,
)
from entities.catalogue.rental.system import RENTAL
from entities.schema.entity import Entity
from entities.schema.fields import Flag, JsonText, Lookup, Map, Text
from entities.schema.masking import Mask

TEXT_OR_MAP = frozenset({"S", "M"})

RENTAL_DRAFTS = Entity(
    "rental-drafts",
    system=RENTAL,
    generation="single",
    table="DraftSaved",
    label="Rental draft",
    group=GROUP,
    icon="archive",
    purpose="Old single table: one saved application form per applicant.",
    lifecycle="deprecate",
    partition="applicantId",
    fields=(
        Text("applicantId", label="Applicant id", required=True, lookup=Lookup.WHOLE),
        Text("zoneinfo", label="Household", lookup=Lookup.WHOLE, help=ZONE.help),
        Text("reference_id", label="Reference", lookup=Lookup.WHOLE),
        STATUS,
        Flag("isComplete", label="Complete", historic=True),
        STEP,
        Map("formData", mask=Mask.FULL, historic=True, group="Form"),
        JsonText("form_data", types=TEXT_OR_MAP, mask=Mask.FULL, group="Form"),
        JsonText("signatures", types=TEXT_OR_MAP, mask=Mask.FULL, group="Form"),
        JsonText("uploaded_files_metadata", types=TEXT_OR_MAP, group="Documents"),
        JsonText("encrypted_documents", types=TEXT_OR_MAP, group="Documents"),
        JsonText("webhook_responses", types=TEXT_OR_MAP, mask=Mask.FULL, group="Documents"),
        JsonText("s3_references", mask=Mask.FULL, group="Documents"),
        STORAGE,
        *FLOW,
        LAST_UPDATED,
    ),
    columns=(
        "applicantId",
        "zoneinfo",
        "reference_id",
        "status",
        "current_step",
        "storage_mode",
        "flow_type",
        "last_updated",
    ),
    settings=LEGACY,
    read_only=True,
    successors=("rental-applications",),
)
