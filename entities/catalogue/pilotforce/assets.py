"""Files that people uploaded; the files themselves lie in a bucket."""

from entities.catalogue.pilotforce.stored import ASSET_TYPES, CREATED_AT, GROUP, UPDATED_AT
from entities.catalogue.pilotforce.system import PILOTFORCE
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, Link, List, Lookup, Map, Number, Reference, Text
from entities.schema.masking import Mask

PILOTFORCE_ASSETS = Entity(
    "pilotforce-assets",
    system=PILOTFORCE,
    generation="default",
    table="PilotForce-Assets",
    label="PilotForce asset",
    group=GROUP,
    icon="archive",
    purpose="Uploaded files (image, document, video).",
    partition="assetId",
    heading="fileName",
    fields=(
        Text("assetId", label="Asset id", required=True, lookup=Lookup.WHOLE),
        Choice("assetType", ASSET_TYPES, label="Type", required=True),
        Text("fileName", label="File", required=True, lookup=Lookup.WORDS),
        Text("mimeType", label="Content", required=True),
        Number("size", label="Bytes", whole=True, minimum=0),
        Reference("userId", to="pilotforce-users", label="User", max_length=255),
        List("tags", heavy=False),
        Map("metadata"),
        Text("s3Key", label="Key", required=True, max_length=1024, group="Storage"),
        Link("s3Url", label="Address", mask=Mask.QUERY, group="Storage"),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("assetId", "fileName", "assetType", "mimeType", "size", "userId", "createdAt"),
    indexes=(Index("AssetTypeIndex", "assetType", "createdAt", purpose="files of a type by time"),),
    read_only=True,
)
