"""Dead letters: webhooks that failed for good and wait for a person."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import BILLING, TEXT_OR_NULL
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.dashboard import Watch
from entities.schema.entity import CompanyFrom, Entity, Index, TableSettings
from entities.schema.fields import (
    Choice,
    Epoch,
    JsonText,
    List,
    LongText,
    Lookup,
    Number,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask
from entities.schema.values import Item


def is_exhausted(letter: Item) -> bool:
    return letter.get("status") == "exhausted"


PADDLE_WEBHOOK_DLQ = Entity(
    "paddle-webhook-dlq",
    system=CONSTRUCTION,
    generation="company",
    table="paddle-webhook-dlq",
    label="Dead letter",
    group="Billing",
    icon="skull",
    purpose="Webhooks that failed for good, for manual handling.",
    inventory=inventory(january=(0, 0)),
    partition="dlqEntryId",
    heading="dlqEntryId",
    fields=(
        Text("dlqEntryId", label="Entry id", required=True, lookup=Lookup.WHOLE),
        Reference("webhookId", to="paddle-webhooks", label="Webhook"),
        Text("eventType", label="Event"),
        Choice(
            "status",
            ("exhausted", "pending_retry", "manually_resolved"),
            tones=(("exhausted", "bad"), ("pending_retry", "warn"), ("manually_resolved", "ok")),
        ),
        Reference("companyId", to="companies", types=TEXT_OR_NULL, label="Company"),
        Text("userId", label="User", types=TEXT_OR_NULL),
        JsonText("payload", group="Content"),
        LongText("failureReason", label="Reason", group="Failure"),
        LongText("failureStack", label="Stack", mask=Mask.FULL, heavy=True, group="Failure"),
        Number("retryCount", label="Tries", whole=True, minimum=0, group="Failure"),
        Number("maxRetries", label="Most tries", whole=True, minimum=0, group="Failure"),
        Timestamp("firstFailedAt", label="First failed", group="Failure"),
        Timestamp("lastFailedAt", label="Last failed", group="Failure"),
        List("processingHistory", label="Tries in detail", group="Failure"),
        LongText("resolution", group="Resolution"),
        Timestamp("resolvedAt", label="Resolved", group="Resolution"),
        Epoch("ttl", label="Removed after", group="History"),
    ),
    columns=(
        "dlqEntryId",
        "eventType",
        "status",
        "companyId",
        "failureReason",
        "retryCount",
        "lastFailedAt",
    ),
    indexes=(
        Index("statusIndex", "status", "lastFailedAt", purpose="dead letters of a status by time"),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=BILLING,
    settings=TableSettings(ttl="ttl"),
    watches=(
        Watch(
            "exhausted",
            "Dead letter waiting for a person",
            is_exhausted,
            tone="bad",
            query="status.is=exhausted",
        ),
    ),
)
