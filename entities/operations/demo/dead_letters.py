"""Webhooks that failed for good, in each state a person can leave them in."""

from decimal import Decimal

from entities.operations.demo.example_people import ADMIN, EXAMPLE_COMPANY
from entities.operations.demo.moments import KEPT_UNTIL, before, milliseconds, stamp
from entities.operations.demo.records import Records
from entities.operations.demo.webhooks import payload
from entities.schema.values import Item

MOST_TRIES = 5
WEBHOOK = "evt_01demofailedtodlq"
REASON = "ConditionalCheckFailedException: the company does not exist"
STACK = f"{REASON}\n    at activate (/var/task/index.js:118:11)\n    token=demo-secret"


def dead_letters() -> Records:
    states = ("exhausted", "exhausted", "pending_retry", "manually_resolved")
    for position, status in enumerate(states):
        yield "paddle-webhook-dlq", _letter(position, status)


def _letter(position: int, status: str) -> Item:
    failed = [before(6 - position, hours) for hours in range(MOST_TRIES, 0, -1)]
    history = [
        {"attempt": Decimal(attempt), "at": stamp(moment), "error": REASON, "willRetry": True}
        for attempt, moment in enumerate(failed, 1)
    ]
    found: Item = {
        "dlqEntryId": f"dlq_{WEBHOOK}_{milliseconds(failed[-1])}",
        "webhookId": WEBHOOK,
        "eventType": "subscription.activated",
        "payload": payload("demofailedtodlq", "subscription.activated", stamp(failed[0])),
        "companyId": EXAMPLE_COMPANY if position else None,
        "userId": ADMIN.user_id,
        "failureReason": REASON,
        "failureStack": STACK,
        "retryCount": Decimal(MOST_TRIES),
        "maxRetries": Decimal(MOST_TRIES),
        "firstFailedAt": stamp(failed[0]),
        "lastFailedAt": stamp(failed[-1]),
        "status": status,
        "processingHistory": history,
        "ttl": Decimal(KEPT_UNTIL),
    }
    if status == "manually_resolved":
        found |= {
            "resolution": "The company was made by hand and the event applied to it.",
            "resolvedAt": stamp(before(1)),
        }
    return found
