"""Bookings of a service for a day and an hour."""

from entities.catalogue.pilotforce.stored import CREATED_AT, GROUP, UPDATED_AT, booking_status
from entities.catalogue.pilotforce.system import PILOTFORCE
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, Date, Lookup, Map, Reference, Text

SERVICES = (
    "pilot_training",
    "property-inspection",
    "roof-inspection",
    "land-survey",
    "construction-progress",
    "solar-panel-inspection",
)

PILOTFORCE_BOOKINGS = Entity(
    "pilotforce-bookings",
    system=PILOTFORCE,
    generation="default",
    table="PilotForce-Bookings",
    label="PilotForce booking",
    group=GROUP,
    icon="route",
    purpose="Bookings.",
    partition="bookingId",
    fields=(
        Text("bookingId", label="Booking id", required=True, prefix="bk", lookup=Lookup.WHOLE),
        Reference("userId", to="pilotforce-users", required=True, label="User", max_length=255),
        Choice("serviceType", SERVICES, label="Service", required=True, open_ended=True),
        Date("bookingDate", label="Day", required=True),
        Text("bookingTime", label="Hour", required=True, pattern=r"([01]\d|2[0-3]):[0-5]\d"),
        booking_status(
            ("pending", "confirmed", "cancelled", "completed"),
            (("pending", ("confirmed", "cancelled")), ("confirmed", ("completed", "cancelled"))),
            required=True,
        ),
        Map("details"),
        Map("paymentInfo", label="Payment"),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=(
        "bookingId",
        "userId",
        "serviceType",
        "bookingDate",
        "bookingTime",
        "status",
        "updatedAt",
    ),
    indexes=(
        Index("UserBookingIndex", "userId", "bookingDate", purpose="bookings of a user by day"),
    ),
    read_only=True,
)
