"""Payments and refunds, with amounts as text in hundredths (new) and as whole numbers (old)."""

from decimal import Decimal

from entities.operations.demo.chance import letters
from entities.operations.demo.companies import Company
from entities.operations.demo.example_people import EXAMPLE_COMPANY
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.records import Records
from entities.operations.demo.subscriptions import EXAMPLE_SUBSCRIPTION
from entities.schema.values import Item, Value

PRICES = {"starter": "49.99", "professional": "99.99", "enterprise": "149.99"}


def payment_records(company: Company) -> Records:
    """Each company's last two payments: one in the old form, one in the new."""
    known = {"companyId": company.id, "subscriptionId": company.subscription_id}
    price = Decimal(PRICES[company.tier])
    for days, amount, status in ((40, price, "succeeded"), (10, minor(price), "completed")):
        made = stamp(before(days, company.office.position % 20))
        mark = letters(22, "payment", company.id, days)
        yield "paddle-payments", payment(mark, amount, status, made) | known


def example_payments() -> Records:
    known = {"companyId": EXAMPLE_COMPANY, "subscriptionId": EXAMPLE_SUBSCRIPTION}
    shapes = (
        ("txn", "failed", minor(Decimal("99.99")), "failed"),
        ("txn", "oldfailed", Decimal(100), "failed"),
        ("txn", "paid", minor(Decimal("99.99")), "completed"),
        ("txn", "oldpaid", Decimal("99.99"), "succeeded"),
        ("refund", "new", minor(Decimal("-99.99")), "refunded"),
        ("refund", "old", Decimal("-99.99"), "refunded"),
    )
    for position, (prefix, mark, amount, status) in enumerate(shapes):
        made = stamp(before(90 - position))
        yield "paddle-payments", payment(f"demo{mark}", amount, status, made, prefix) | known


def minor(amount: Decimal) -> str:
    """Hundredths as text: 99.99 is “9999”."""
    return f"{amount * 100:.0f}"


def payment(mark: str, amount: Value, status: str, made: str, prefix: str = "txn") -> Item:
    """Of no company yet. `made` is a timestamp."""
    paid = {} if status == "failed" else {"paidAt": made}
    return {
        "paymentId": f"{prefix}_01{mark}",
        "amount": amount,
        "currency": "ILS",
        "status": status,
        "paymentMethod": "card" if isinstance(amount, Decimal) else "paymtd_01demo",
        **paid,
        "createdAt": made,
    }
