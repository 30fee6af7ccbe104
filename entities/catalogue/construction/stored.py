"""Stored types that vary in live items, and the stamps and ids that every entity repeats."""

from entities.schema.deletion import Deletion
from entities.schema.fields import Lookup, Reference, Text, Timestamp

TEXT_OR_NULL = frozenset({"S", "NULL"})
NUMBER_OR_NULL = frozenset({"N", "NULL"})
NUMBER_OR_TEXT = frozenset({"N", "S"})

ID = r"[A-Za-z0-9_-]{1,100}"

COMPANY_ID = Reference("companyId", to="companies", required=True, label="Company")
CREATED_BY = Reference(
    "createdBy",
    to="company-users",
    aliases=("userId",),
    aliases_too=True,
    label="Created by",
    group="History",
)
CREATED_AT = Timestamp("createdAt", required=True, automatic=True, group="History")
UPDATED_AT = Timestamp("updatedAt", required=True, automatic=True, group="History")
MIGRATED = (
    Text("migratedFrom", automatic=True, historic=True, group="History"),
    Timestamp("migratedAt", automatic=True, historic=True, group="History"),
)

BILLING = Deletion(never="Billing items are never deleted by hand.")


def identifier(name: str, label: str, made: str) -> Text:
    """An own id. `made` shows its usual form, `<ms>` being milliseconds since 1970."""
    return Text(
        name,
        label=label,
        required=True,
        max_length=100,
        pattern=ID,
        prefix=made.partition("_")[0],
        lookup=Lookup.WHOLE,
        help=f"Usually {made}.",
    )
