"""Payments and refunds, with amounts in two live forms: minor units as text, or whole units."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import BILLING, CREATED_AT, NUMBER_OR_TEXT
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.dashboard import Watch
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import Choice, Lookup, Money, Reference, Text, Timestamp
from entities.schema.values import Item


def has_no_company(payment: Item) -> bool:
    return not payment.get("companyId")


def has_failed(payment: Item) -> bool:
    return payment.get("status") == "failed"


PADDLE_PAYMENTS = Entity(
    "paddle-payments",
    system=CONSTRUCTION,
    generation="company",
    table="paddle-payments",
    label="Payment",
    group="Billing",
    icon="banknote",
    purpose="Payments and refunds.",
    inventory=inventory(december=(4, 891), january=(41, 9_330)),
    partition="paymentId",
    heading="paymentId",
    fields=(
        Text("paymentId", label="Payment id", required=True, lookup=Lookup.WHOLE),
        Reference("companyId", to="companies", label="Company"),
        Reference(
            "subscriptionId", to="paddle-subscriptions", by="subscriptionId", label="Subscription"
        ),
        Money(
            "amount",
            types=NUMBER_OR_TEXT,
            minor_when_text=True,
            help="Text counts hundredths, a number whole units. Refunds are negative.",
            group="Money",
        ),
        Text("currency", default="ILS", group="Money"),
        Choice(
            "status",
            ("completed", "failed", "refunded"),
            historic_choices=("succeeded",),
            folds=(("succeeded", "completed"),),
            tones=(("completed", "ok"), ("failed", "bad"), ("refunded", "warn")),
        ),
        Text("paymentMethod", label="Method", group="Money"),
        Timestamp("paidAt", group="History"),
        CREATED_AT,
    ),
    columns=(
        "paymentId",
        "companyId",
        "subscriptionId",
        "amount",
        "currency",
        "status",
        "paymentMethod",
        "createdAt",
    ),
    indexes=(
        Index(
            "CompanyPaymentsIndex",
            "companyId",
            "createdAt",
            purpose="payments of a company by time",
        ),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=BILLING,
    watches=(
        Watch(
            "no-company",
            "Payment without a company",
            has_no_company,
            tone="bad",
            query="companyId.missing=1&scan=1",
        ),
        Watch("failed", "Failed payment", has_failed, query="status.is=failed&scan=1"),
    ),
)
