"""Small entities for tests of the layers that know no declared entity, and items to fill them."""

from decimal import Decimal

from entities.schema.entity import CompanyFrom, Entity, Index, Kind, SecretKey, TableSettings
from entities.schema.fields import Anything, Binary, Number, Text
from entities.schema.system import System

SYSTEM = System(
    "samples", "Samples", prefixes={name: f"samples-{name}-" for name in ("dev", "staging")}
)


def entity_of(name: str, *attributes: str, **declared) -> Entity:
    """A small entity: text attributes by name, everything else as Entity takes it."""
    fields = (*declared.pop("fields", ()), *(Text(attribute) for attribute in attributes))
    label = name.rstrip("s").capitalize()
    facts = {"table": name, "label": label, "columns": (), "system": SYSTEM, "generation": "one"}
    return Entity(name, fields=fields, **{**facts, **declared})


INVOICES = entity_of(
    "invoices",
    "companyId",
    "invoiceId",
    "userId#projectId",
    "status",
    "paid.on date",
    fields=(Number("amount"), Anything("anything")),
    partition="companyId",
    sort="invoiceId",
    indexes=(
        Index("status-index", "status", "amount", purpose="what is open", crowded=("open",)),
        Index("project-index", "userId#projectId", projection="KEYS_ONLY"),
        Index("paid-index", "paid.on date", projection=("status",)),
        Index("amount-index", "companyId", "amount", local=True),
    ),
    company_from=CompanyFrom("companyId"),
    settings=TableSettings(ttl="expiresAt", stream="NEW_AND_OLD_IMAGES", deletion_protection=False),
)
METERS = entity_of(
    "meters",
    "place",
    fields=(Number("meter"), Number("moment")),
    partition="meter",
    sort="moment",
    settings=TableSettings(point_in_time_recovery=False, encryption=None),
)
BLOBS = entity_of("blobs", fields=(Binary("digest"), Binary("content")), partition="digest")
TOKENS = entity_of(
    "tokens", "token", partition="token", secret_keys=(SecretKey("token", "[0-9a-f]{64}"),)
)
CATS = entity_of(
    "cats",
    "owner",
    "id",
    "purr",
    table="pets",
    partition="owner",
    sort="id",
    kind=Kind("cat", ("purr",)),
)
DOGS = entity_of(
    "dogs",
    "owner",
    "id",
    "bark",
    table="pets",
    partition="owner",
    sort="id",
    kind=Kind("dog", ("bark",), ("purr",)),
    indexes=(Index("bark-index", "bark", "id"),),
)
OLD_VISITS = entity_of(
    "visits", "userId", "zoneinfo", "timestamp", partition="userId", sort="timestamp"
)
VISITS = entity_of(
    "visits",
    "userId",
    "zoneinfo",
    "timestamp",
    partition="userId",
    sort="zoneinfo",
    sort_variants=("timestamp",),
)
NOWHERE = entity_of("nowhere", "id", partition="id")

# The entities of each table that exists; visits live in a table of the old design.
SAMPLES = ((INVOICES,), (METERS,), (BLOBS,), (TOKENS,), (CATS, DOGS), (OLD_VISITS,))


def invoice(number: int, **more) -> dict:
    """An invoice of company C1; `more` are further attributes."""
    return {
        "companyId": "C1",
        "invoiceId": f"INV-{number:04}",
        "userId#projectId": f"u1#p{number % 3}",
        "status": "open" if number % 2 else "paid",
        "amount": Decimal(number * 10),
        **more,
    }
