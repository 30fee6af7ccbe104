"""Sites of customers, which the live application calls assets."""

from entities.catalogue.pilotforce_deployed.stored import (
    COMPANY_ID,
    CREATED_AT,
    GROUP,
    OTHER_COMPANY_ID,
    UPDATED_AT,
)
from entities.catalogue.pilotforce_deployed.system import PILOTFORCE_DEPLOYED
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, List, LongText, Lookup, Map, Number, Reference, Text

DEPLOYED_ASSETS = Entity(
    "deployed-assets",
    system=PILOTFORCE_DEPLOYED,
    generation="deployed",
    table="Assets",
    label="Site",
    group=GROUP,
    icon="hard-hat",
    purpose="Customer sites (polygons).",
    partition="AssetId",
    heading="Name",
    fields=(
        Text("AssetId", label="Site id", required=True, lookup=Lookup.WHOLE),
        Text("Name", required=True, lookup=Lookup.WORDS),
        Choice(
            "AssetType",
            ("buildings", "construction", "area", "security", "infrastructure"),
            label="Type",
        ),
        COMPANY_ID,
        Reference("UserId", to="deployed-users", label="User"),
        LongText("Description"),
        List("Tags", heavy=False),
        Text("Address", group="Place"),
        Number("Area", label="Square metres", group="Place"),
        List("CenterPoint", label="Centre", group="Place", help="Longitude, latitude."),
        List("Coordinates", group="Place"),
        Map("GeoJSON", label="GeoJSON", group="Place"),
        OTHER_COMPANY_ID,
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("AssetId", "Name", "AssetType", "CompanyId", "UserId", "Address", "Area", "CreatedAt"),
    indexes=(Index("CompanyIdIndex", "CompanyId", purpose="sites of a company"),),
    read_only=True,
)
