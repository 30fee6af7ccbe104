"""Made-up people who look for a flat: every number is one that is never given to anybody."""

from decimal import Decimal

from entities.operations.demo.chance import number, pick
from entities.operations.demo.people import person
from entities.schema.values import Item

DRAWN = "data:image/png;base64,iVBORw0KGgo="
WORK = ("salaried", "self-employed", "student")


def tenant(*seed: object) -> Item:
    """What somebody typed about themselves."""
    who, digits = person("tenant", *seed), number("digits", *seed) % 10_000
    return {
        "name": who.name,
        "dob": f"19{60 + digits % 40}-05-{1 + digits % 28:02}",
        "age": Decimal(25 + digits % 40),
        "ssn": f"000-00-{digits:04}",
        "phone": f"+1-212-555-0{100 + digits % 100}",
        "email": who.email,
        "license": f"DEMO{digits:04}",
        "licenseState": "NY",
        "address": f"{digits} Example Street",
        "city": "New York",
        "state": "NY",
        "zip": "00000",
        "lengthAtAddressYears": Decimal(digits % 9),
        "lengthAtAddressMonths": Decimal(digits % 12),
        "landlordName": "Nobody Property (demo)",
        "landlordPhone": "+1-212-555-0199",
        "landlordEmail": "landlord@example.org",
        "currentRent": str(1500 + digits % 900),
        "reasonForMoving": "Closer to work (demo)",
        "employmentType": pick(WORK, "work", *seed),
        "employer": "Sample Works Inc. (demo)",
        "position": "Tester",
        "income": Decimal(48_000 + digits),
        "incomeFrequency": "yearly",
        "creditScore": str(600 + digits % 200),
        "bankRecords": [
            {
                "bankName": "Bank of Nowhere (demo)",
                "accountType": "checking",
                "accountNumber": f"00000000{digits:04}",
                "routingNumber": "000012345",
                "balance": Decimal(digits),
            }
        ],
    }


def occupant(*seed: object) -> Item:
    known = tenant("occupant", *seed)
    wanted = ("name", "dob", "ssn", "age")
    return {name: known[name] for name in wanted} | {"relationship": "child", "documents": {}}


def flat(number_of_house: int, **more: object) -> Item:
    """What is applied for."""
    return {
        "buildingAddress": f"{number_of_house} Demo Avenue, New York",
        "apartmentNumber": f"{number_of_house % 9 + 1}B",
        "apartmentType": "1 Bedroom",
        "monthlyRent": Decimal(2500),
        "moveInDate": "2025-11-01",
        "howDidYouHear": "Online",
        **more,
    }
