"""Parts of large map pictures while they are uploaded, with a manifest for each upload."""

from entities.catalogue.pilotforce_deployed.stored import GROUP
from entities.catalogue.pilotforce_deployed.system import PILOTFORCE_DEPLOYED
from entities.schema.entity import Entity, TableSettings
from entities.schema.fields import (
    Choice,
    Epoch,
    Flag,
    Link,
    LongText,
    Lookup,
    Number,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask

DEPLOYED_CHUNKS = Entity(
    "deployed-chunks",
    system=PILOTFORCE_DEPLOYED,
    generation="deployed",
    table="GeoTiffChunks",
    label="Map upload",
    group=GROUP,
    icon="database",
    purpose="Upload parts and manifests of large map images.",
    partition="bookingId",
    sort="chunkId",
    fields=(
        Reference("bookingId", to="deployed-bookings", required=True, label="Booking"),
        Text(
            "chunkId",
            label="Part",
            required=True,
            lookup=Lookup.WHOLE,
            help="The session with a number, or with “manifest”.",
        ),
        Flag("isManifest", label="Manifest"),
        Flag("isChunk", label="Is a part"),
        Choice(
            "status",
            ("pending", "completed"),
            tones=(("pending", "warn"), ("completed", "ok")),
            group="Manifest",
        ),
        Text("originalFileName", label="File", group="Manifest"),
        Number("totalChunks", label="Parts", whole=True, minimum=0, group="Manifest"),
        Number("chunksUploaded", label="Parts uploaded", whole=True, minimum=0, group="Manifest"),
        Text("manifestKey", max_length=1024, group="Manifest"),
        Reference("finalResourceId", to="deployed-resources", label="Result", group="Manifest"),
        Link("reassembledUrl", mask=Mask.FULL, group="Manifest"),
        LongText("errorMessage", label="Error", group="Manifest"),
        Timestamp("completedAt", group="Manifest"),
        Timestamp("failedAt", group="Manifest"),
        Epoch("lastUpdated", group="Manifest"),
        Number("chunkIndex", label="Number", whole=True, minimum=0, group="Part"),
        Text("fileName", label="Part file", group="Part"),
        Text("key", label="Key", max_length=1024, group="Part"),
        Timestamp("uploadedAt", group="Part"),
    ),
    columns=(
        "bookingId",
        "chunkId",
        "status",
        "originalFileName",
        "totalChunks",
        "chunksUploaded",
        "completedAt",
    ),
    settings=TableSettings(point_in_time_recovery=False),  # scratch data
    read_only=True,
)
