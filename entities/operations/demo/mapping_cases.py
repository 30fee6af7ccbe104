"""The users of the Visayas, and how much is known about the company of each.

Copying their rows to a company starts with the question whose they are. Every answer there can be
occurs here, in stated numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from entities.operations.demo.chance import identifier, letters
from entities.operations.demo.example_people import EXAMPLE_COMPANY
from entities.operations.demo.moments import stamp
from entities.operations.demo.offices import Office
from entities.operations.demo.people import Person, person
from entities.operations.demo.records import Records
from entities.operations.demo.system_rows import system_rows
from entities.schema.values import Item

LATER = "2025-06-01T08:00:00.000Z"


@dataclass(frozen=True)
class MappingCase:
    """`users` is how many of the 45 users are in this case."""

    name: str
    users: int
    explained: str


MAPPING_CASES = (
    MappingCase("one", 19, "one active membership, in a company of their own"),
    MappingCase("one with data", 1, "one active membership, in a company that holds rows already"),
    MappingCase("shared", 4, "one active membership each, two users in one company"),
    MappingCase("one of two", 3, "one active and one inactive membership"),
    MappingCase("inactive", 3, "one membership, inactive"),
    MappingCase("several", 5, "several active memberships"),
    MappingCase("no such company", 2, "one membership, of a company that does not exist"),
    MappingCase("owner by admin", 2, "no membership; a company names them in adminUserId"),
    MappingCase("owner by id", 2, "no membership; a company has their id as its companyId"),
    MappingCase("none, login id", 2, "nothing at all; the id starts with user_"),
    MappingCase("none, other id", 2, "nothing at all; the id is of another kind"),
)


@dataclass(frozen=True)
class MappedUser:
    """The user of an office. `turn` counts the users of one case."""

    office: Office
    case: str
    turn: int

    @property
    def person(self) -> Person:
        return person("visayas", self.office.name)

    @property
    def user_id(self) -> str:
        if self.case == "none, other id":
            return f"auth0|demo{letters(16, 'other', self.office.name)}"
        return self.office.user_id

    @property
    def company_id(self) -> str:
        """The company that belongs to this user's office."""
        if self.case == "owner by id":
            return self.user_id
        return identifier("comp", self.office.opened, self.office.name)

    @property
    def created(self) -> str:
        return stamp(self.office.opened)


def mapped_users(offices: list[Office]) -> list[MappedUser]:
    """One for each office of the Visayas, all of them given in the order of their names."""
    cases = [(case.name, turn) for case in MAPPING_CASES for turn in range(case.users)]
    return [
        MappedUser(office, name, turn) for office, (name, turn) in zip(offices, cases, strict=True)
    ]


def mapping_records(users: list[MappedUser]) -> Records:
    """The users, the companies made for them, and who belongs where."""
    for user in users:
        yield "multi-users", user_item(user)
    for user, company_id, status in _memberships(users):
        yield "company-users", membership(user, company_id, status)
    for user in _with_company(users):
        yield "companies", company_item(user)
        yield from system_rows(user.company_id, user.user_id, user.created)


def user_item(user: MappedUser) -> Item:
    mail = {"email": user.person.email} if user.office.position % 3 else {}
    return {
        "userId": user.user_id,
        "name": user.person.name,
        **mail,
        "createdAt": user.created,
        "updatedAt": user.created,
    }


def _memberships(users: list[MappedUser]) -> Iterator[tuple[MappedUser, str, str]]:
    """(user, company id, status)"""
    for position, user in enumerate(users):
        match user.case:
            case "one" | "several" | "one of two" | "no such company":
                yield user, user.company_id, "active"
            case "one with data":
                yield user, EXAMPLE_COMPANY, "active"
            case "shared":
                yield user, users[position - user.turn % 2].company_id, "active"
            case "inactive":
                yield user, user.company_id, "inactive"
        match user.case:
            case "several":
                yield user, users[user.turn].company_id, "active"
            case "one of two":
                yield user, users[user.turn].company_id, "inactive"


def _with_company(users: list[MappedUser]) -> Iterator[MappedUser]:
    """The users for whose office a company exists; of two who share one, the first."""
    own = ("one", "one of two", "inactive", "several", "owner by admin", "owner by id")
    for user in users:
        if user.case in own or (user.case == "shared" and user.turn % 2 == 0):
            yield user


def membership(user: MappedUser, company_id: str, status: str) -> Item:
    # Of several companies the user joined another's later than their own.
    joined = user.created if company_id == user.company_id else LATER
    gone = {"removedBy": user.user_id, "removedAt": LATER} if status == "inactive" else {}
    return {
        "companyId": company_id,
        "userId": user.user_id,
        "name": user.person.name,
        "role": "admin",
        "status": status,
        "joinedAt": joined,
        "createdAt": joined,
        "updatedAt": joined,
        **gone,
    }


def company_item(user: MappedUser) -> Item:
    admin = {"adminUserId": user.user_id} if user.case == "owner by admin" else {}
    return {
        "companyId": user.company_id,
        "name": user.office.name,
        "description": "",
        "industry": "Public works",
        "companyAddress": user.office.contracts[0].province,
        "companyPhone": "",
        "logoUrl": "",
        "subscriptionTier": "enterprise",
        "subscriptionStatus": "active",
        "currentUsers": Decimal(1),
        "currentProjects": Decimal(0),
        "currentMonthExpenses": Decimal(0),
        "trialStartDate": user.created,
        "trialEndDate": user.created,
        **admin,
        "createdAt": user.created,
        "updatedAt": user.created,
    }
