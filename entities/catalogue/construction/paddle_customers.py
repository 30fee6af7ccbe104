"""Paddle's customers. No live items and no writer so far."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import BILLING, COMPANY_ID
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import Email, Lookup, Text, Timestamp

PADDLE_CUSTOMERS = Entity(
    "paddle-customers",
    system=CONSTRUCTION,
    generation="company",
    table="paddle-customers",
    label="Paddle customer",
    group="Billing",
    icon="user-check",
    purpose="Paddle customers; never written so far.",
    inventory=inventory(december=(0, 0), january=(0, 0)),
    partition="paddleCustomerId",
    heading="name",
    fields=(
        Text("paddleCustomerId", label="Customer id", required=True, lookup=Lookup.WHOLE),
        COMPANY_ID,
        Email("email", label="E-mail", lookup=Lookup.WHOLE),
        Text("name", lookup=Lookup.WORDS),
        Timestamp("createdAt", automatic=True, group="History"),
        Timestamp("updatedAt", automatic=True, group="History"),
    ),
    columns=("paddleCustomerId", "companyId", "email", "name", "createdAt", "updatedAt"),
    indexes=(
        Index("EmailIndex", "email", purpose="customers of an e-mail address"),
        Index("CompanyIndex", "companyId", purpose="customers of a company"),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=BILLING,
)
