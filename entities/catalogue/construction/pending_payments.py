"""Payment requests sent by e-mail; each lives for a day."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.plans import tier
from entities.catalogue.construction.stored import BILLING
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.entity import CompanyFrom, Entity, TableSettings
from entities.schema.fields import Email, Epoch, Link, Lookup, Text
from entities.schema.masking import Mask

PENDING_PAYMENTS = Entity(
    "pending-payments",
    system=CONSTRUCTION,
    generation="company",
    table="pending-payments",
    label="Pending payment",
    group="Billing",
    icon="clock",
    purpose="Short-lived payment requests sent by e-mail.",
    inventory=inventory(january=(0, 0)),
    partition="userId",
    heading="companyName",
    fields=(
        Text("userId", label="User id", required=True, lookup=Lookup.WHOLE),
        Email("recipient", lookup=Lookup.WHOLE),
        Text("companyName", label="Company name", lookup=Lookup.WORDS),
        tier("tier"),
        Link("checkoutUrl", label="Checkout page", mask=Mask.FULL),
        Epoch("expiresAt", label="Expires"),
    ),
    columns=("userId", "recipient", "companyName", "tier", "checkoutUrl", "expiresAt"),
    company_from=CompanyFrom(user="userId"),
    deletion=BILLING,
    settings=TableSettings(ttl="expiresAt"),
)
