"""Billing webhooks in both live shapes: the event as JSON in a text, or as a map."""

import json
from decimal import Decimal

from entities.operations.demo.chance import letters, pick
from entities.operations.demo.companies import Company
from entities.operations.demo.example_people import EXAMPLE_COMPANY
from entities.operations.demo.moments import KEPT_UNTIL, before, milliseconds, stamp
from entities.operations.demo.records import Records
from entities.operations.demo.subscriptions import EXAMPLE_CUSTOMER, EXAMPLE_SUBSCRIPTION
from entities.schema.values import Item

EVENTS = ("subscription.updated", "transaction.completed", "subscription.activated")
STATUSES = ("received", "processing", "processed", "failed_to_dlq")
LONG_AGO = Decimal(1_577_836_800)  # 2020-01-01: expired, and so old that no service removes it


def webhook_records(company: Company) -> Records:
    """Each company's last event, mostly handled; every tenth in the old shape."""
    seed, hours = company.office.name, company.office.position
    event = pick(EVENTS, "event", seed)
    if company.office.position % 10 == 9:
        yield "paddle-webhooks", old(letters(8, seed), event, hours, company.subscription_id)
        return
    found = new(letters(22, "event", seed), event, "processed", hours)
    yield "paddle-webhooks", found | {"companyId": company.id}


def example_webhooks() -> Records:
    for position, status in enumerate(STATUSES):
        mark = f"demo{status.replace('_', '')}"
        found = new(mark, EVENTS[position % 3], status, 30 * position)
        yield "paddle-webhooks", found | {"companyId": EXAMPLE_COMPANY if position else None}
    stuck = new("demostuck", "transaction.completed", "processing", 500)
    yield "paddle-webhooks", stuck | {"companyId": None}
    yield "paddle-webhooks", old("demo0001", "payment_succeeded", 2000, EXAMPLE_SUBSCRIPTION)
    expired = old("demo0002", "subscription_created", 2400, EXAMPLE_SUBSCRIPTION)
    yield "paddle-webhooks", expired | {"ttl": LONG_AGO}


def new(mark: str, event: str, status: str, hours: int) -> Item:
    """Without a company."""
    received = stamp(before(0, hours))
    return {
        "webhookId": f"evt_01{mark}",
        "eventType": event,
        "payload": payload(mark, event, received),
        "status": status,
        "receivedAt": received,
        "updatedAt": received,
        "ttl": Decimal(KEPT_UNTIL),
    }


def payload(mark: str, event: str, occurred: str) -> str:
    """The event as Paddle sends it; links and tokens inside it are secrets."""
    content = {
        "event_id": f"evt_01{mark}",
        "event_type": event,
        "occurred_at": occurred,
        "notification_id": f"ntf_01{mark}",
        "data": {
            "id": EXAMPLE_SUBSCRIPTION,
            "status": "active",
            "customer_id": EXAMPLE_CUSTOMER,
            "currency_code": "ILS",
            "custom_data": {"companyName": "בנייה לדוגמה", "signup_token": letters(40, mark)},
            "details": {"totals": {"total": "9999", "tax": "1525"}},
            "checkout": {"checkoutUrl": f"https://pay.example.com/{mark}?token=demo"},
        },
    }
    return json.dumps(content, ensure_ascii=False)


def old(mark: str, event: str, hours: int, subscription_id: str) -> Item:
    processed = before(0, hours)
    return {
        "webhookId": f"{event}_ntf_{mark}_{milliseconds(processed)}",
        "notificationId": f"ntf_{mark}",
        "subscriptionId": subscription_id,
        "customerId": EXAMPLE_CUSTOMER,
        "data": {
            "subscription_id": subscription_id,
            "status": "active",
            "unit_price": {"amount": "9999", "currency_code": "ILS"},
            "quantity": Decimal(1),
            "items": [{"price_id": "pri_01demo", "trial": None, "recurring": True}],
            "auth_token": letters(40, mark),
        },
        "processedAt": stamp(processed),
        "ttl": Decimal(KEPT_UNTIL),
    }
