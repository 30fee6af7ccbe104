"""Billing webhooks as they came in, in two live shapes: JSON in a text, or a map."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import BILLING, TEXT_OR_NULL
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.dashboard import Watch
from entities.schema.entity import CompanyFrom, Entity, Index, TableSettings
from entities.schema.fields import (
    Choice,
    Epoch,
    JsonText,
    Lookup,
    Map,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.values import Item


def is_stuck(webhook: Item) -> bool:
    """Handling takes seconds: one that still says so was abandoned."""
    return webhook.get("status") == "processing"


def has_failed(webhook: Item) -> bool:
    return webhook.get("status") == "failed_to_dlq"


PADDLE_WEBHOOKS = Entity(
    "paddle-webhooks",
    system=CONSTRUCTION,
    generation="company",
    table="paddle-webhooks",
    label="Webhook",
    group="Billing",
    icon="webhook",
    purpose="Received billing webhooks.",
    inventory=inventory(december=(15, 40_746), january=(147, 409_849)),
    partition="webhookId",
    heading="webhookId",
    fields=(
        Text("webhookId", label="Webhook id", required=True, lookup=Lookup.WHOLE),
        Text("eventType", label="Event"),
        Choice(
            "status",
            ("received", "processing", "processed", "failed_to_dlq"),
            tones=(
                ("received", "draft"),
                ("processing", "warn"),
                ("processed", "ok"),
                ("failed_to_dlq", "bad"),
            ),
        ),
        Reference("companyId", to="companies", types=TEXT_OR_NULL, label="Company"),
        JsonText("payload", group="Content"),
        Map("data", types=frozenset({"M", "S"}), historic=True, group="Content"),
        Text("notificationId", historic=True, lookup=Lookup.WHOLE, group="Paddle"),
        Text("subscriptionId", historic=True, types=TEXT_OR_NULL, group="Paddle"),
        Text("customerId", historic=True, types=TEXT_OR_NULL, group="Paddle"),
        Text("alertName", historic=True, group="Paddle"),
        Timestamp("receivedAt", label="Received", group="History"),
        Timestamp("processedAt", historic=True, label="Processed", group="History"),
        Timestamp("updatedAt", automatic=True, group="History"),
        Epoch("ttl", label="Removed after", group="History"),
    ),
    columns=(
        "webhookId",
        "eventType",
        "status",
        "companyId",
        "receivedAt",
        "processedAt",
        "ttl",
    ),
    indexes=(
        Index(
            "ProcessedAtIndex",
            "alertName",
            "processedAt",
            purpose="webhooks of an alert by time; empty, nothing writes alertName",
            sparse=True,
        ),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=BILLING,
    settings=TableSettings(ttl="ttl"),
    watches=(
        Watch(
            "stuck",
            "Webhook stuck in processing",
            is_stuck,
            tone="bad",
            query="status.is=processing&scan=1",
        ),
        Watch(
            "failed",
            "Webhook handed to the dead letters",
            has_failed,
            query="status.is=failed_to_dlq&scan=1",
        ),
    ),
)
