"""Invitations in both live shapes and in every state."""

from decimal import Decimal

from entities.operations.demo.chance import hexadecimal, identifier
from entities.operations.demo.example_people import ADMIN, EXAMPLE_COMPANY
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.people import person
from entities.operations.demo.records import Records
from entities.schema.values import Item

STATUSES = ("pending", "accepted", "cancelled", "PENDING", "ACCEPTED", "pending", "pending")
ATTEMPTS = Decimal(5)  # the application gives up after so many e-mails


def invitations() -> Records:
    for position, status in enumerate(STATUSES):
        yield "invitations", with_own_token(position, status)
        yield "invitations", named_by_token(position, status)


def with_own_token(position: int, status: str) -> Item:
    """The older shape: an id, and the token beside it."""
    invited = before(30 - 4 * position)
    guest = person("invited", position)
    return _common(position, status, guest.email) | {
        "invitationId": identifier("inv", invited, position),
        "token": hexadecimal("invitation token", position),
        "name": guest.name,
        "phone": guest.phone,
        "createdAt": stamp(invited),
        "updatedAt": stamp(invited),
    }


def named_by_token(position: int, status: str) -> Item:
    """The newer shape: the id is the token, and nothing tells when the item was made."""
    guest = person("invited by token", position)
    found = _common(position, status, guest.email) | {
        "invitationId": hexadecimal("invitation id", position),
        "personalMessage": "ברוכים הבאים לצוות",
        "companyName": "בנייה לדוגמה בע״מ",
        "inviterName": ADMIN.name,
        "emailSent": position != 6,
        "emailAttempts": ATTEMPTS if position == 6 else Decimal(1),
        "lastEmailSent": stamp(before(30 - 4 * position)),
    }
    if position == 6:
        found["emailError"] = "550 5.1.1 mailbox unavailable"
    if position == 5:
        found |= {"resentBy": ADMIN.user_id, "resentAt": stamp(before(3))}
    return found


def _common(position: int, status: str, email: str) -> Item:
    """Invitations hold for a week, so the early ones have lapsed without anything saying so."""
    invited = 30 - 4 * position
    found = {
        "companyId": EXAMPLE_COMPANY,
        "email": email,
        "role": ("editor", "viewer", "manager")[position % 3],
        "status": status,
        "invitedBy": ADMIN.user_id,
        "invitedAt": stamp(before(invited)),
        "expiresAt": stamp(before(invited - 7)),
    }
    if status.lower() == "accepted":
        guest = person("example company", 1)
        accepted = {"acceptedBy": email, "acceptedUserId": guest.user_id}
        found |= accepted | {"acceptedAt": stamp(before(invited - 1))}
    if status == "cancelled":
        found |= {"cancelledBy": ADMIN.user_id, "cancelledAt": stamp(before(invited - 2))}
    return found
