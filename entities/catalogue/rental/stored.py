"""What the tables of the rental application have in common."""

from entities.schema.entity import TableSettings
from entities.schema.fields import Choice, List, Lookup, Map, Number, Reference, Text, Timestamp
from entities.schema.masking import Mask

GROUP = "Rental"
LEGACY = TableSettings(deletion_protection=False)
HIDDEN_TEXT = frozenset({"S", "M", "NULL"})  # an empty map stands for what is not there yet

ZONE = Text(
    "zoneinfo",
    label="Household",
    required=True,
    lookup=Lookup.WHOLE,
    help="The id that all items of one household share; no time zone.",
)
STEP = Number(
    "current_step",
    aliases=("currentStep",),
    label="Step",
    whole=True,
    minimum=0,
    maximum=12,
    help="0 instructions, 1 application, 2–4 applicant, 5–7 co-applicant, 8 occupants, "
    "9–11 guarantor, 12 signatures.",
)
STATUS = Choice(
    "status",
    ("draft", "submitted"),
    tones=(("draft", "draft"), ("submitted", "ok")),
)
LAST_UPDATED = Timestamp(
    "last_updated", aliases=("lastSaved",), label="Last updated", group="History"
)
STORAGE = Choice("storage_mode", ("direct", "hybrid"), label="Storage", group="Technical")
FLOW = (
    Choice("flow_type", ("legacy", "separate_webhooks"), label="Flow", group="Technical"),
    Choice("webhook_flow_version", ("1.0", "2.0"), group="Technical"),
)
MIGRATED = (
    Text("migratedFrom", automatic=True, historic=True, group="History"),
    Timestamp("migratedAt", automatic=True, historic=True, group="History"),
    Text("migrationSourceKey", automatic=True, historic=True, group="History"),
    Text("migrationLayout", automatic=True, historic=True, group="History"),
)
# Two drafts of one household are two applications, so the household alone leads nowhere.
APPLICATION = Reference(
    "appid",
    to="rental-applications",
    through=("appid", "zoneinfo"),
    label="Application",
    lookup=Lookup.WHOLE,
)
SIGNATURE = Text("signature", types=HIDDEN_TEXT, mask=Mask.SIGNATURE, max_length=400_000)


def role(*choices: str) -> Choice:
    """`choices` are those of the table; others are read as staff or unknown."""
    return Choice("role", choices, open_ended=True, group="Person")


def person(information: str) -> tuple:
    """The fields of everybody who signs; `information` names the map of what they typed in."""
    return (
        Text("userId", label="User id", required=True, lookup=Lookup.WHOLE),
        ZONE,
        APPLICATION,
        STATUS,
        Map(information, label="What was typed in", group="Person"),
        List("occupants", group="Person"),
        SIGNATURE,
        Map("webhookSummary", label="Documents received", group="Documents"),
        Timestamp("timestamp", group="History", help="The sort key of some older tables."),
        LAST_UPDATED,
        *MIGRATED,
    )
