"""What the deployed tables have in common: stamps, mostly without a zone, and the company."""

from entities.schema.fields import Field, Reference, Text, Timestamp

GROUP = "PilotForce, deployed"
TEXT_OR_NULL = frozenset({"S", "NULL"})
COMPANY_ID = Reference("CompanyId", to="deployed-companies", label="Company")
# A field of its own, because the index by company knows nothing of it.
OTHER_COMPANY_ID = Reference(
    "companyId",
    to="deployed-companies",
    label="Company, in the other spelling",
    historic=True,
    group="Other spellings",
)
CREATED_AT = Timestamp("CreatedAt", aliases=("createdAt",), automatic=True, group="History")
UPDATED_AT = Timestamp("UpdatedAt", aliases=("updatedAt",), automatic=True, group="History")


def copied(name: str, **options) -> Field:
    """A copy of another item's value, which nothing ever refreshes."""
    return Text(name, group="Copied once", **options)
