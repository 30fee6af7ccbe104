"""Drone jobs on a site of a company; older items spell their names with capitals."""

from entities.catalogue.pilotforce.stored import booking_status
from entities.catalogue.pilotforce_deployed.stored import (
    COMPANY_ID,
    GROUP,
    OTHER_COMPANY_ID,
    TEXT_OR_NULL,
    copied,
)
from entities.catalogue.pilotforce_deployed.system import PILOTFORCE_DEPLOYED
from entities.schema.entity import Entity, Index
from entities.schema.fields import (
    Date,
    List,
    LongText,
    Lookup,
    Map,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask

DEPLOYED_BOOKINGS = Entity(
    "deployed-bookings",
    system=PILOTFORCE_DEPLOYED,
    generation="deployed",
    table="Bookings",
    label="Deployed booking",
    group=GROUP,
    icon="route",
    purpose="Drone jobs on site assets.",
    partition="BookingId",
    fields=(
        Text("BookingId", label="Booking id", required=True, lookup=Lookup.WHOLE),
        COMPANY_ID,
        Reference("UserId", to="deployed-users", label="User"),
        Reference("assetId", to="deployed-assets", label="Site"),
        booking_status(
            ("pending", "confirmed", "scheduled", "in-progress", "completed", "cancelled"),
            (
                ("pending", ("confirmed", "scheduled", "cancelled")),
                ("confirmed", ("completed", "cancelled")),
                ("scheduled", ("completed", "cancelled")),
            ),
            aliases=("Status",),
        ),
        Date("flightDate", aliases=("FlightDate",), label="Flight"),
        List("jobTypes", heavy=False, label="Jobs"),
        Text("JobType", historic=True),
        Map("scheduling"),
        Map("serviceOptions", types=frozenset({"M", "NULL"})),
        Map("quote"),
        LongText("notes", types=TEXT_OR_NULL),
        Map("siteContact", group="Place"),
        Text("location", group="Place", help="Latitude and longitude."),
        Text("postcode", group="Place"),
        copied("assetName", aliases=("AssetName",)),
        copied("companyName"),
        copied("userName"),
        copied("userEmail", mask=Mask.PARTIAL),
        copied("userPhone", mask=Mask.PARTIAL),
        copied("emailDomain"),
        OTHER_COMPANY_ID,
        Reference(
            "AssetId",
            to="deployed-assets",
            label="Site, in the other spelling",
            historic=True,
            group="Other spellings",
        ),
        Timestamp("createdAt", aliases=("CreatedAt",), automatic=True, group="History"),
        Timestamp("updatedAt", aliases=("UpdatedAt",), automatic=True, group="History"),
    ),
    columns=(
        "BookingId",
        "CompanyId",
        "UserId",
        "assetId",
        "flightDate",
        "jobTypes",
        "status",
        "updatedAt",
    ),
    indexes=(
        Index("CompanyIdIndex", "CompanyId", purpose="bookings of a company"),
        Index("UserIdIndex", "UserId", purpose="bookings of a user"),
        Index("AssetIdIndex", "assetId", purpose="bookings of a site"),
    ),
    read_only=True,
)
