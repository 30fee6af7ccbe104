"""PilotForce as deployed: two companies, their sites and jobs, and the odd rows of live tables."""

from decimal import Decimal

from entities.operations.demo.moments import before, stamp
from entities.operations.demo.people import person
from entities.operations.demo.records import Records
from entities.schema.values import Item

COMPANIES = ("0de30000-0000-4000-8000-000000000001", "0de30000-0000-4000-8000-000000000002")
USERS = ("a5e70000-0000-4000-8000-000000000001", "a5e70000-0000-4000-8000-000000000002")
SITES = ("517e0000-0000-4000-8000-000000000001", "517e0000-0000-4000-8000-000000000002")
BOOKING = "booking_1760000000_0demo001"


def pilotforce_deployed() -> Records:
    yield from _companies()
    yield from _users()
    yield from _sites()
    yield from _bookings()
    yield from _resources()
    yield from _uploads()


def _stamps(days: int) -> Item:
    return {"CreatedAt": stamp(before(days)), "UpdatedAt": stamp(before(days - 1))[:-1]}


def _companies() -> Records:
    for place, (name, status) in enumerate(
        (("Demo Estates", "ACTIVE"), ("Sample Build", "Active"))
    ):
        company = {"CompanyId": COMPANIES[place], "CompanyName": name, "Status": status}
        yield "deployed-companies", company | {"EmailDomain": "example.com", **_stamps(200)}
    yield (
        "deployed-companies",
        {"CompanyId": "default-company", "CompanyName": "Default", "EmailDomain": "Example.ORG"},
    )


def _users() -> Records:
    roles = (("CompanyAdmin", "CONFIRMED"), ("User", "FORCE_CHANGE_PASSWORD"))
    for place, (role, status) in enumerate(roles):
        who = person("deployed", place)
        yield (
            "deployed-users",
            {
                "UserId": USERS[place],
                "Username": who.email,
                "Email": who.email,
                "Name": who.name,
                "PhoneNumber": "+440000000000",
                "CompanyId": COMPANIES[place],
                "UserRole": role,
                "Status": status,
                "UserAccess": not place,
                **({"ApprovalStatus": "APPROVED"} if not place else {}),
                **_stamps(150),
            },
        )
    lost = {"UserId": "lost-demo-user", "Name": "Jo Nobody", "companyId": "test-company-id"}
    yield "deployed-users", lost


def _sites() -> Records:
    corners = [["-0.10", "51.40"], ["-0.09", "51.40"], ["-0.09", "51.41"]]
    polygon = [[[Decimal(degrees) for degrees in corner] for corner in corners]]
    for place, kind in enumerate(("buildings", "construction")):
        yield (
            "deployed-assets",
            {
                "AssetId": SITES[place],
                "UserId": USERS[place],
                "CompanyId": COMPANIES[place],
                "Name": f"Demo site {place + 1}",
                "AssetType": kind,
                "Description": "A made-up place",
                "Address": "1 Example Road, Nowhere",
                "Coordinates": polygon,
                "Area": Decimal("1234.5"),
                "CenterPoint": [{"N": "-0.095"}, {"N": "51.405"}],
                "GeoJSON": {"type": "Polygon", "coordinates": polygon},
                "Tags": ["demo"],
                **_stamps(120),
            },
        )


def _bookings() -> Records:
    yield "deployed-bookings", _booking()
    yield (
        "deployed-bookings",
        {
            "BookingId": "booking_1760000000123_7",
            "CompanyId": COMPANIES[1],
            "UserId": USERS[1],
            "AssetId": SITES[1],
            "AssetName": "Demo site 2",
            "JobType": "Site Map",
            "Status": "In_Progress",
            "FlightDate": "2025-12-01T09:00:00",
        },
    )
    dangling = {"BookingId": "0b000000-0000-4000-8000-000000000003", "CompanyId": "gone-company"}
    yield (
        "deployed-bookings",
        dangling | {"assetId": "gone-site", "status": "canceled", "jobTypes": [{"S": "3D Model"}]},
    )


def _booking() -> Item:
    who = person("deployed", 0)
    return {
        "BookingId": BOOKING,
        "CompanyId": COMPANIES[0],
        "UserId": USERS[0],
        "assetId": SITES[0],
        "assetName": "Demo site 1",
        "status": "pending",
        "jobTypes": ["Visual Inspection", "Thermal/Infrared Survey"],
        "flightDate": "2026-01-19",
        "scheduling": {"scheduleType": "flexible", "date": "2026-01-19", "flexibility": "3-days"},
        "serviceOptions": None,
        "siteContact": {
            "name": "Sam Placeholder",
            "phone": "+440000000001",
            "email": "site.demo@example.com",
            "isAvailableOnsite": True,
        },
        "location": "51.405, -0.095",
        "postcode": "ZZ99 9ZZ",
        "userName": who.name,
        "userEmail": who.email,
        "userPhone": "+440000000000",
        "companyName": "Demo Estates",
        "emailDomain": "example",
        "notes": None,
        "quote": {"amount": Decimal(450), "currency": "GBP", "createdAt": stamp(before(2))},
        "createdAt": stamp(before(5))[:-1],
        "updatedAt": stamp(before(2))[:-1],
    }


def _resources() -> Records:
    signed = "https://files.example.com/demo/roof.jpg?X-Amz-Signature=none"
    yield (
        "deployed-resources",
        {
            "ResourceId": "file_1760000000000_0demo001",
            "BookingId": BOOKING,
            "Type": "file",
            "FileName": "roof.jpg",
            "S3Path": "demo/roof.jpg",
            "ContentType": "image/jpeg",
            "Size": Decimal(3_145_728),
            "IsImage": True,
            "ResourceUrl": signed,
            "geolocation": {"lat": {"N": "51.4"}, "lng": {"N": "-0.1"}},
            **_stamps(4),
        },
    )
    folder = {"ResourceId": "folder_1760000000000_demo", "Type": "folder", "FolderName": "Roof"}
    yield "deployed-resources", folder | {"BookingId": BOOKING, **_stamps(4)}
    lower = {"ResourceId": "file_lower_demo", "resourceId": "file_lower_demo"}
    yield "deployed-resources", lower | {"bookingId": BOOKING, "s3Key": "demo/lower.jpg"}


def _uploads() -> Records:
    session = {"bookingId": BOOKING, "chunkId": "demo_manifest", "isManifest": True}
    yield (
        "deployed-chunks",
        {
            **session,
            "status": "completed",
            "originalFileName": "site.tif",
            "totalChunks": Decimal(2),
            "chunksUploaded": Decimal(2),
            "errorMessage": "Completed and failed at once, as seen (demo)",
            "lastUpdated": Decimal(1_760_000_000),
            "reassembledUrl": "https://files.example.com/site.tif?X-Amz-Signature=none",
        },
    )
    for place in range(2):
        part = {"bookingId": BOOKING, "chunkId": f"demo_{place}", "chunkIndex": Decimal(place)}
        yield (
            "deployed-chunks",
            part | {"fileName": "site.tif", "key": f"demo/{place}", "isChunk": True},
        )
