"""Paddle's subscriptions: one per company, in both vocabularies of billing."""

from entities.operations.demo.chance import one_in, pick
from entities.operations.demo.companies import Company, subscription_status
from entities.operations.demo.example_people import EXAMPLE_COMPANY
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.records import Records
from entities.schema.values import Item

EXAMPLE_SUBSCRIPTION = "sub_01demoexamplesubscription00"
EXAMPLE_CUSTOMER = "ctm_01demoexamplecustomer000000"


def subscription_records(company: Company) -> Records:
    yield "paddle-subscriptions", subscription(company)


def subscription(company: Company) -> Item:
    """The status and plan of a few differ from what the company states: two separate writes."""
    seed = company.office.name
    status = "past_due" if one_in(25, "mismatch", seed) else subscription_status(company)
    plan = "starter" if one_in(30, "plan", seed) else company.tier
    found: Item = {
        "companyId": company.id,
        "subscriptionId": company.subscription_id,
        "paddleCustomerId": company.customer_id,
        "currentPlan": plan.upper() if one_in(3, "casing", seed) else plan,
        "subscriptionStatus": status,
        "nextBillingDate": None if status.startswith("cancel") else stamp(before(-20)),
        "scheduledChangeId": None,
        "createdAt": company.created,
        "updatedAt": stamp(before(10)),
    }
    if status.startswith("cancel"):
        found[pick(("canceledAt", "cancelledAt"), "ended", seed)] = stamp(before(40))
    return found


def example_subscription() -> Records:
    found = {
        "companyId": EXAMPLE_COMPANY,
        "subscriptionId": EXAMPLE_SUBSCRIPTION,
        "paddleCustomerId": EXAMPLE_CUSTOMER,
        "currentPlan": "professional",
        "subscriptionStatus": "active",
        "nextBillingDate": stamp(before(-14)),
        "scheduledChangeId": "schg_01demochange",
        "createdAt": stamp(before(369)),
        "updatedAt": stamp(before(16)),
    }
    yield "paddle-subscriptions", found
