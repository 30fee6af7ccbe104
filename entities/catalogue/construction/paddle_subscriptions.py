"""The current Paddle subscription of each company."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.plans import subscription_status, tier
from entities.catalogue.construction.stored import (
    BILLING,
    COMPANY_ID,
    CREATED_AT,
    TEXT_OR_NULL,
    UPDATED_AT,
)
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.dashboard import Watch
from entities.schema.entity import CompanyFrom, Entity, Index, TableSettings
from entities.schema.fields import Lookup, Text, Timestamp
from entities.schema.values import Item


def is_past_due(subscription: Item) -> bool:
    status = subscription.get("subscriptionStatus")
    return isinstance(status, str) and status.lower() == "past_due"


PADDLE_SUBSCRIPTIONS = Entity(
    "paddle-subscriptions",
    system=CONSTRUCTION,
    generation="company",
    table="paddle-subscriptions",
    label="Subscription",
    group="Billing",
    icon="credit-card",
    purpose="Current Paddle subscription of each company.",
    inventory=inventory(december=(3, 1_009), january=(13, 4_035)),
    partition="companyId",
    heading="subscriptionId",
    fields=(
        COMPANY_ID,
        Text("subscriptionId", label="Subscription id", required=True, lookup=Lookup.WHOLE),
        Text("paddleCustomerId", label="Paddle customer", required=True, lookup=Lookup.WHOLE),
        tier("currentPlan", label="Plan"),
        subscription_status(),
        Timestamp("nextBillingDate", label="Next bill", types=TEXT_OR_NULL),
        Text("scheduledChangeId", label="Scheduled change", types=TEXT_OR_NULL),
        Timestamp("canceledAt", aliases=("cancelledAt",), label="Cancelled", types=TEXT_OR_NULL),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=(
        "companyId",
        "subscriptionId",
        "paddleCustomerId",
        "currentPlan",
        "subscriptionStatus",
        "nextBillingDate",
        "canceledAt",
        "updatedAt",
    ),
    indexes=(
        Index("PaddleCustomerIndex", "paddleCustomerId", purpose="the subscription of a customer"),
        Index("SubscriptionIdIndex", "subscriptionId", purpose="the company of a subscription"),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=BILLING,
    settings=TableSettings(stream="NEW_AND_OLD_IMAGES"),
    watches=(
        Watch(
            "past-due",
            "Subscription past due",
            is_past_due,
            tone="bad",
            query="subscriptionStatus.is=past_due&scan=1",
        ),
    ),
)
