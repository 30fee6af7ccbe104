"""A company for each office of Luzon: its profile, tier and counters, and who works there."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from entities.catalogue.construction.tiers import TIERS
from entities.operations.demo.chance import identifier, letters, number, one_in
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.offices import Office
from entities.operations.demo.people import Person, person, phone
from entities.operations.demo.records import Records
from entities.schema.values import Item

TRIAL = timedelta(days=30)
ROLES = ("manager", "editor", "user", "viewer", "EDITOR", "editor")


@dataclass(frozen=True)
class Company:
    """An office as a tenant."""

    office: Office

    @cached_property
    def id(self) -> str:
        """Mostly made by the application; some are the owner's login id or an organisation's."""
        if self.office.position % 10 == 3:
            return self.admin.user_id
        if self.office.position % 10 == 7:
            return f"org_2demo{letters(20, 'org', self.office.name)}"
        return identifier("comp", self.office.opened, self.office.name)

    @cached_property
    def tier(self) -> str:
        """The cheapest tier whose number of projects suffices."""
        projects = len(self.office.contracts)
        limited = ("starter", "professional")
        return next((t for t in limited if projects <= TIERS[t].projects), "enterprise")

    @cached_property
    def people(self) -> list[Person]:
        """The admin first; as many as the tier allows, five at most."""
        most = min(TIERS[self.tier].users, 5)
        count = 1 + number("people", self.office.name) % most
        return [person(self.office.name, position) for position in range(count)]

    @property
    def admin(self) -> Person:
        return person(self.office.name, 0)

    @property
    def created(self) -> str:
        return stamp(self.office.opened)

    @property
    def subscription_id(self) -> str:
        return f"sub_01demo{letters(20, 'subscription', self.office.name)}"

    @property
    def customer_id(self) -> str:
        return f"ctm_01demo{letters(20, 'customer', self.office.name)}"

    def person_for(self, seed: str) -> Person:
        return self.people[number("entered by", seed) % len(self.people)]


def company_records(company: Company) -> Records:
    yield "companies", company_item(company)
    for position, member in enumerate(company.people):
        yield "company-users", membership(company, member, position)


def company_item(company: Company) -> Item:
    office = company.office
    first = office.contracts[0]
    return {
        "companyId": company.id,
        "name": office.name,
        "description": f"Flood control in {first.province}",
        "industry": "Public works",
        "companyAddress": f"{first.province}, {first.region}",
        "companyPhone": phone(office.name),
        "logoUrl": "",
        "subscriptionTier": company.tier,
        "subscriptionStatus": subscription_status(company),
        "subscriptionId": company.subscription_id,
        "paddleCustomerId": company.customer_id,
        "trialStartDate": company.created,
        "trialEndDate": stamp(office.opened + TRIAL),
        "currentUsers": Decimal(len(company.people) + one_in(9, "invited", office.name)),
        "currentProjects": Decimal(len(office.contracts) + one_in(12, "refused", office.name)),
        "currentMonthExpenses": Decimal(3 * one_in(6, "month", office.name)),
        "createdAt": company.created,
        "updatedAt": stamp(before(number("touched", office.name) % 200)),
    } | _optional(company)


def subscription_status(company: Company) -> str:
    words = ("active",) * 14 + ("past_due", "canceled", "cancelled", "paused", "trialing")
    return words[company.office.position % len(words)]


def _optional(company: Company) -> Item:
    """What only some companies carry."""
    position, found = company.office.position, {}
    if position % 4 == 0:
        found["companyEmail"] = f"office.{letters(5, 'mail', company.id)}@example.org"
    if position % 6 == 0:
        found["adminUserId"] = company.admin.user_id
    if position % 5 == 0:
        found["currentPlan"] = company.tier.upper()
    if position % 3 == 0:
        found["nextBillingDate"] = stamp(before(-20))
    if position % 2 == 0:
        found["expenseCounterResetDate"] = "2026-01-01T00:00:00.000Z"
    return found


def membership(company: Company, member: Person, position: int) -> Item:
    """The first is the admin. Only some rows carry an address; a status may be absent."""
    seed = (company.id, member.user_id)
    joined = stamp(company.office.opened.replace(minute=position * 5))
    found: Item = {
        "companyId": company.id,
        "userId": member.user_id,
        "name": member.name,
        "role": ROLES[number("role", *seed) % len(ROLES)] if position else "admin",
        "createdAt": joined,
        "updatedAt": joined,
    }
    if number("mail", *seed) % 5 < 2:
        found |= {"email": member.email, "phone": member.phone}
    if position == 0 or number("status", *seed) % 4:
        found |= {"status": "active", "joinedAt": joined}
    if position:
        found |= {"invitedBy": company.admin.user_id, "invitedAt": company.created}
    return found
