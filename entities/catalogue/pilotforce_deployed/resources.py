"""Files and folders attached to bookings; the files themselves lie in a bucket."""

from entities.catalogue.pilotforce_deployed.stored import CREATED_AT, GROUP, UPDATED_AT
from entities.catalogue.pilotforce_deployed.system import PILOTFORCE_DEPLOYED
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, Flag, Link, Lookup, Map, Number, Reference, Text
from entities.schema.masking import Mask

DEPLOYED_RESOURCES = Entity(
    "deployed-resources",
    system=PILOTFORCE_DEPLOYED,
    generation="deployed",
    table="Resources",
    label="Resource",
    group=GROUP,
    icon="folder-kanban",
    purpose="Files and folders attached to bookings.",
    partition="ResourceId",
    heading="FileName",
    fields=(
        Text("ResourceId", label="Resource id", required=True, lookup=Lookup.WHOLE),
        Reference("BookingId", to="deployed-bookings", label="Booking"),
        Choice("Type", ("file", "folder")),
        Text("FileName", label="File", lookup=Lookup.WORDS),
        Text("FolderName", label="Folder", lookup=Lookup.WORDS),
        Text("ContentType", label="Content"),
        Number("Size", label="Bytes", whole=True, minimum=0),
        Flag("IsImage", label="Picture"),
        Map("geolocation"),
        Map("metadata"),
        Text("S3Path", aliases=("s3Key",), label="Key", max_length=1024, group="Storage"),
        Link(
            "ResourceUrl",
            label="Address",
            mask=Mask.FULL,
            group="Storage",
            help="Signed for an hour when it was made.",
        ),
        Text("resourceId", historic=True, group="Other spellings"),
        Reference(
            "bookingId",
            to="deployed-bookings",
            label="Booking, in the other spelling",
            historic=True,
            group="Other spellings",
        ),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("ResourceId", "BookingId", "Type", "FileName", "ContentType", "Size", "CreatedAt"),
    indexes=(Index("BookingIdIndex", "BookingId", purpose="files and folders of a booking"),),
    read_only=True,
)
