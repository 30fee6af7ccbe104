"""Payment requests on their way to somebody's mailbox."""

from decimal import Decimal

from entities.operations.demo.chance import letters
from entities.operations.demo.moments import KEPT_UNTIL
from entities.operations.demo.people import person
from entities.operations.demo.records import Records


def pending_payments() -> Records:
    for position, tier in enumerate(("starter", "professional", "ENTERPRISE")):
        payer = person("pending payment", position)
        request = {
            "userId": payer.user_id,
            "recipient": payer.email,
            "companyName": f"חברה לדוגמה {position + 1}",
            "tier": tier,
            "checkoutUrl": f"https://pay.example.com/checkout?token={letters(30, position)}",
            "expiresAt": Decimal(KEPT_UNTIL),
        }
        yield "pending-payments", request
