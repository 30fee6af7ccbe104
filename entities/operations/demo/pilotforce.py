"""PilotForce as designed: a few people, their bookings in every status, and files."""

from decimal import Decimal

from entities.operations.demo.moments import before, stamp
from entities.operations.demo.people import person
from entities.operations.demo.records import Records

USERS = ("auth0|demo000000001", "auth0|demo000000002", "auth0|demo000000003")
SERVICES = ("pilot_training", "roof-inspection", "land-survey", "solar-panel-inspection")
STATUSES = ("pending", "confirmed", "completed", "cancelled", "canceled", "Pending")
FILES = (
    ("image", "hangar.jpg", "image/jpeg"),
    ("document", "report.pdf", "application/pdf"),
    ("video", "flight.mp4", "video/mp4"),
)


def pilotforce() -> Records:
    yield from _users()
    yield from _bookings()
    yield from _assets()


def _stamps(days: int) -> dict:
    return {"createdAt": stamp(before(days)), "updatedAt": stamp(before(days - 1))}


def _users() -> Records:
    for place, user in enumerate(USERS):
        who = person("pilot", place)
        yield (
            "pilotforce-users",
            {
                "userId": user,
                "email": who.email,
                "name": who.name,
                "phoneNumber": f"+1555010{place:04}",
                "role": "customer" if place else "admin",
                "preferences": {"theme": "dark", "notifications": bool(place)},
                "profileImageUrl": f"https://assets.example.com/{place}.jpg?X-Amz-Signature=none",
                **_stamps(90 - place),
            },
        )


def _bookings() -> Records:
    for place, status in enumerate(STATUSES):
        yield (
            "pilotforce-bookings",
            {
                "bookingId": f"bk_demo{place:03}",
                "userId": USERS[place % 2],
                "serviceType": SERVICES[place % len(SERVICES)],
                "bookingDate": stamp(before(20 - 4 * place))[:10],
                "bookingTime": f"{9 + place:02}:30",
                "status": status,
                "details": {"duration": Decimal(60 + 30 * place), "location": "Demo airfield"},
                "paymentInfo": {
                    "amount": Decimal("299.99"),
                    "currency": "USD",
                    "paymentMethod": "credit_card",
                    "paymentStatus": "paid" if place % 2 else "open",
                },
                **_stamps(40 - place),
            },
        )
    lost = {"bookingId": "bk_demo_lost", "userId": "auth0|nobody", "status": "on hold"}
    yield "pilotforce-bookings", lost | {"bookingDate": "2026-01-20", **_stamps(3)}


def _assets() -> Records:
    for place, (kind, name, content) in enumerate(FILES):
        yield (
            "pilotforce-assets",
            {
                "assetId": f"asset_demo{place:03}",
                "assetType": kind,
                "fileName": name,
                "s3Key": f"demo/{name}",
                "s3Url": f"https://assets.example.com/demo/{name}?X-Amz-Signature=none",
                "mimeType": content,
                "size": Decimal(2_048_576 * (place + 1)),
                "userId": USERS[place],
                "tags": ["demo", kind],
                "metadata": {"width": Decimal(1920), "height": Decimal(1080)},
                **_stamps(30 - place),
            },
        )
