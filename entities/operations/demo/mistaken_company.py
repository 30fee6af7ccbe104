"""A made-up company whose rows are right, and from which the mistakes of bad_data.py are made."""

from decimal import Decimal

from entities.catalogue.construction.payment_methods import BANK_TRANSFER
from entities.operations.demo.chance import identifier
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.people import person
from entities.operations.demo.records import Records
from entities.operations.demo.system_rows import BLANK, system_rows
from entities.schema.values import Item

MADE = before(100)
COMPANY = identifier("comp", MADE, "mistakes")
ADMIN = person("mistakes")
PROJECT = identifier("proj", MADE, "mistakes")
CONTRACTOR = identifier("contr", MADE, "mistakes")
STAMPS = {"createdAt": stamp(MADE), "updatedAt": stamp(MADE)}


def mistaken_company() -> Records:
    yield "companies", company(COMPANY, name="Mistakes Ltd (demo)")
    yield "company-users", membership(COMPANY, ADMIN.user_id)
    yield from system_rows(COMPANY, ADMIN.user_id, stamp(MADE))
    yield "projects", project("right", projectId=PROJECT)
    yield "contractors", _contractor()


def company(company_id: str, **changes) -> Item:
    """A company row; `changes` are attributes set otherwise."""
    return {
        "companyId": company_id,
        "name": f"Demo company {company_id[:24]}",
        "description": "",
        "industry": "",
        "companyAddress": "",
        "companyPhone": "",
        "logoUrl": "",
        "subscriptionTier": "professional",
        "subscriptionStatus": "active",
        "currentUsers": Decimal(1),
        "currentProjects": Decimal(1),
        "currentMonthExpenses": Decimal(0),
        "trialStartDate": stamp(MADE),
        "trialEndDate": stamp(before(70)),
        **STAMPS,
        **changes,
    }


def membership(company_id: str, user_id: str, **changes) -> Item:
    return {
        "companyId": company_id,
        "userId": user_id,
        "name": person("mistakes", user_id).name,
        "role": "admin",
        "status": "active",
        "joinedAt": stamp(MADE),
        **STAMPS,
        **changes,
    }


def project(mark: str, **changes) -> Item:
    """`mark` tells one project of this company from another."""
    return {
        "companyId": COMPANY,
        "projectId": identifier("proj", MADE, "mistakes", mark),
        "name": f"Demo project {mark}",
        "userId": ADMIN.user_id,
        "description": "",
        "location": "",
        "clientName": "",
        "status": "active",
        "startDate": "2025-10-01",
        "endDate": None,
        "budget": Decimal(0),
        "spentAmount": Decimal(0),
        **STAMPS,
        **changes,
    }


def _contractor() -> Item:
    return {
        "companyId": COMPANY,
        "contractorId": CONTRACTOR,
        "name": "Careless Contractors (demo)",
        "userId": ADMIN.user_id,
        **BLANK,
        "specialty": "",
        "status": "active",
        "rating": None,
        **STAMPS,
    }


def expense(mark: str, **changes) -> Item:
    return {
        "companyId": COMPANY,
        "expenseId": identifier("exp", MADE, "mistakes", mark),
        "userId": ADMIN.user_id,
        "projectId": PROJECT,
        "contractorId": CONTRACTOR,
        "workId": "",
        "invoiceNum": f"INV-{mark}",
        "amount": Decimal(118),
        "paymentMethod": BANK_TRANSFER,
        "date": "2025-10-09",
        "description": "",
        "receiptUrl": "",
        "status": "pending",
        **STAMPS,
        **changes,
    }


def work(mark: str, **changes) -> Item:
    return {
        "companyId": COMPANY,
        "workId": identifier("work", MADE, "mistakes", mark),
        "projectId": PROJECT,
        "contractorId": CONTRACTOR,
        "workName": f"Demo work {mark}",
        "userId": ADMIN.user_id,
        "description": "",
        "notes": "",
        "totalWorkCost": Decimal(500),
        "status": "planned",
        "startDate": None,
        "endDate": None,
        "progress": Decimal(0),
        **STAMPS,
        **changes,
    }
