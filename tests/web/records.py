"""Small items of two companies: a test says only what matters to it."""

from datetime import UTC, datetime
from decimal import Decimal

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.operations.demo.example_people import EXAMPLE_COMPANY

OURS = EXAMPLE_COMPANY
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
STAMP = "2025-05-01T10:00:00.000Z"


def put(store, name: str, *items: dict, **facts) -> None:
    """Write items of an entity; `facts` are one item more."""
    made = [*items, *([facts] if facts else [])]
    put_all(store, catalogue.entity(name), made)


def company(company_id: str = OURS, **more) -> dict:
    return {
        "companyId": company_id,
        "name": f"The {company_id} works",
        "subscriptionTier": "starter",
        "subscriptionStatus": "active",
        "currentUsers": Decimal(1),
        "currentProjects": Decimal(1),
        "currentMonthExpenses": Decimal(0),
        "createdAt": STAMP,
        "updatedAt": STAMP,
        **more,
    }


def project(project_id: str = "proj_1", company_id: str = OURS, **more) -> dict:
    return {
        "companyId": company_id,
        "projectId": project_id,
        "name": f"House {project_id}",
        "status": "active",
        "startDate": "2025-01-15",
        "budget": Decimal(1000),
        "spentAmount": Decimal(300),
        "createdAt": STAMP,
        "updatedAt": STAMP,
        **more,
    }


def contractor(contractor_id: str = "contr_1", company_id: str = OURS, **more) -> dict:
    return {
        "companyId": company_id,
        "contractorId": contractor_id,
        "name": f"Mason {contractor_id}",
        "phone": "050-1234567",
        "createdAt": STAMP,
        "updatedAt": STAMP,
        **more,
    }


def expense(number: int = 1, company_id: str = OURS, **more) -> dict:
    return {
        "companyId": company_id,
        "expenseId": f"exp_{number:04}",
        "projectId": "proj_1",
        "contractorId": "contr_1",
        "invoiceNum": f"INV-{number:04}",
        "date": f"2025-{number % 12 + 1:02}-10",
        "status": "approved" if number % 2 else "pending",
        "amount": Decimal(number * 10),
        "paymentMethod": "מזומן",
        "createdAt": STAMP,
        "updatedAt": STAMP,
        **more,
    }


def work(work_id: str = "work_1", company_id: str = OURS, **more) -> dict:
    return {
        "companyId": company_id,
        "workId": work_id,
        "projectId": "proj_1",
        "contractorId": "contr_1",
        "workName": f"Walls {work_id}",
        "totalWorkCost": Decimal(500),
        "createdAt": STAMP,
        "updatedAt": STAMP,
        **more,
    }


def invitation(invitation_id: str, company_id: str = OURS, **more) -> dict:
    return {
        "companyId": company_id,
        "invitationId": invitation_id,
        "email": "guest@example.org",
        "status": "pending",
        **more,
    }


def house(store, company_id: str = OURS, *, expenses: int = 5) -> None:
    """A company with one project, one contractor, one work and some expenses."""
    put(store, "companies", company(company_id))
    put(store, "projects", project(company_id=company_id))
    put(store, "contractors", contractor(company_id=company_id))
    put(store, "works", work(company_id=company_id))
    put(store, "expenses", *(expense(n, company_id) for n in range(1, expenses + 1)))
