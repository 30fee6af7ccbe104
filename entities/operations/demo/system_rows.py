"""The system rows that every company has: where expenses without a project or supplier go."""

from decimal import Decimal

from entities.catalogue.construction.contractors import GENERAL
from entities.catalogue.construction.projects import GENERAL_EXPENSES
from entities.operations.demo.records import Records

BLANK = dict.fromkeys(
    (
        "contactPerson",
        "phone",
        "email",
        "address",
        "licenseNumber",
        "taxId",
        "paymentTerms",
        "notes",
    ),
    "",
)


def system_rows(company_id: str, admin_id: str, created: str) -> Records:
    """`created` is a timestamp."""
    common = {
        "companyId": company_id,
        "userId": admin_id,
        "status": "active",
        "createdAt": created,
        "updatedAt": created,
    }
    project = {
        "projectId": GENERAL_EXPENSES,
        "name": "הוצאות כלליות",
        "description": "הוצאות שאינן משויכות לפרויקט ספציפי",
        "location": "",
        "clientName": "",
        "startDate": created[:10],
        "endDate": None,
        "budget": Decimal(0),
        "spentAmount": Decimal(0),
        "isSystemProject": True,
    }
    contractor = {
        "contractorId": GENERAL,
        "name": "ספק כללי",
        "specialty": "כללי",
        "rating": None,
        "isSystemContractor": True,
    }
    yield "projects", common | project
    yield "contractors", common | BLANK | contractor
