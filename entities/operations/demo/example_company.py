"""One made-up company with a row in every shape that company-scoped rows have had."""

from decimal import ROUND_HALF_UP, Decimal

from entities.catalogue.construction.contractors import GENERAL
from entities.catalogue.construction.payment_methods import (
    BANK_TRANSFER,
    CASH,
    CHEQUE,
    CREDIT_CARD,
    OLD_CASH,
    OLD_CHEQUE,
)
from entities.catalogue.construction.projects import GENERAL_EXPENSES
from entities.operations.demo.chance import identifier
from entities.operations.demo.example_people import (
    ADMIN,
    EXAMPLE_COMPANY,
    OPENED,
    example_people,
)
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.people import person
from entities.operations.demo.records import Records
from entities.operations.demo.system_rows import BLANK, system_rows
from entities.schema.values import Item

CENT = Decimal("0.01")
VAT_RATE = Decimal("0.18")

PROJECTS = ("שיפוץ דירה לדוגמה", "בניין מגורים – שלב א׳", "Example Tower, phase 2")
CONTRACTORS = ("חשמל לדוגמה בע״מ", "אינסטלציה וגז (דוגמה)", "Sample Steel Ltd")
METHODS = (BANK_TRANSFER, CHEQUE, CASH, CREDIT_CARD, OLD_CHEQUE, OLD_CASH)
STATUSES = ("pending", "approved", "rejected", "paid", "processed", "deleted")


def made_up(kind: str, prefix: str, position: int) -> str:
    """The id of one of this company's rows."""
    return identifier(prefix, before(60 - position), "example", kind, position)


def project_id(position: int) -> str:
    return made_up("project", "proj", position)


def contractor_id(position: int) -> str:
    return made_up("contractor", "contr", position)


def work_id(position: int) -> str:
    return made_up("work", "work", position)


def owned(created: str) -> Item:
    """What every row of the company carries. `created` is a timestamp."""
    return {
        "companyId": EXAMPLE_COMPANY,
        "userId": ADMIN.user_id,
        "createdAt": created,
        "updatedAt": created,
    }


def example_company() -> Records:
    yield "companies", _company()
    yield from example_people()
    yield from system_rows(EXAMPLE_COMPANY, ADMIN.user_id, stamp(OPENED))
    for position, name in enumerate(PROJECTS):
        yield "projects", _project(position, name)
    for position, name in enumerate(CONTRACTORS):
        yield "contractors", _contractor(position, name)
    yield from _works()
    for position, (method, status) in enumerate(zip(METHODS, STATUSES, strict=True)):
        yield "expenses", expense(position, Decimal(1180 * (position + 1)), method, status)


def _company() -> Item:
    return {
        "companyId": EXAMPLE_COMPANY,
        "name": "בנייה לדוגמה בע״מ",
        "description": "חברה בדויה עם שורה מכל צורה",
        "industry": "בנייה",
        "companyAddress": "רחוב הדוגמה 1, עיר בדויה",
        "companyPhone": ADMIN.phone,
        "companyEmail": "office@example.com",
        "logoUrl": f"https://files.example.com/{EXAMPLE_COMPANY}/logo.png?X-Amz-Signature=demo",
        "subscriptionTier": "professional",
        "subscriptionStatus": "active",
        "currentPlan": "PROFESSIONAL",
        "adminUserId": ADMIN.user_id,
        "currentUsers": Decimal(3),
        "currentProjects": Decimal(3),
        "currentMonthExpenses": Decimal(6),
        "expenseCounterResetDate": "2026-01-01T00:00:00.000Z",
        "trialStartDate": stamp(OPENED),
        "trialEndDate": stamp(before(370)),
        "createdAt": stamp(OPENED),
        "updatedAt": stamp(before(2)),
    }


def _project(position: int, name: str) -> Item:
    found = owned(stamp(before(60 - position))) | {
        "projectId": project_id(position),
        "name": name,
        "description": "",
        "location": "עיר בדויה",
        "clientName": "לקוח לדוגמה",
        "status": ("active", "on-hold", "completed")[position],
        "startDate": "2025-11-20",
        "endDate": None if position == 0 else "2026-06-30",
        "budget": Decimal("250000.50") if position else None,
        "spentAmount": Decimal(0),
    }
    if position == 2:  # as copied from the multi-table design by hand, in its spelling
        found["SpentAmount"] = found.pop("spentAmount") + 5900
        found |= {"assignedTo": [ADMIN.user_id], "isPublic": False, "migratedFrom": "by hand"}
    return found


def _contractor(position: int, name: str) -> Item:
    return (
        owned(stamp(before(60 - position)))
        | BLANK
        | {
            "contractorId": contractor_id(position),
            "name": name,
            "contactPerson": person("contact", position).name,
            "phone": person("contact", position).phone if position else "",
            "paymentTerms": "שוטף + 60",
            "specialty": "חשמל" if position == 0 else "",
            "status": "active",
            "rating": Decimal(5 - position),
        }
    )


def _works() -> Records:
    """In today's spelling, in that of the multi-table design, and in that of the single table."""
    spellings = (("workName", "totalWorkCost"), ("WorkName", "TotalWorkCost"), ("name", "cost"))
    for position, (name, cost) in enumerate(spellings):
        found = owned(stamp(before(50 - position))) | {
            "workId": work_id(position),
            "projectId": project_id(position),
            "contractorId": contractor_id(position),
            name: ("עבודות חשמל", "אינסטלציה", "Steel frame")[position],
            cost: Decimal(40000 + position),
            "description": "",
            "notes": "",
            "status": ("planned", "in-progress", "active")[position],
            "startDate": "2026-01-04",
            "endDate": None,
            "progress": Decimal(25 * position),
        }
        yield "works", found


def expense(position: int, amount: Decimal, method: str, status: str) -> Item:
    """With VAT, as rows have it since the end of 2025."""
    base = (amount / (1 + VAT_RATE)).quantize(CENT, ROUND_HALF_UP)
    gone = {"deletedAt": stamp(before(1))} if status == "deleted" else {}
    general = position == 5
    return (
        owned(stamp(before(12 - position)))
        | gone
        | {
            "expenseId": made_up("expense", "exp", position),
            "projectId": GENERAL_EXPENSES if general else project_id(position % 3),
            "contractorId": GENERAL if general else contractor_id(position % 3),
            "workId": work_id(position % 3) if position < 3 else "",
            "invoiceNum": "N/A" if general else f"INV-2026-{position + 1:03}",
            "amount": amount,
            "baseAmount": base,
            "vatAmount": amount - base,
            "vatRate": VAT_RATE,
            "paymentMethod": method,
            "date": before(12 - position).date().isoformat(),
            "description": "הוצאה לדוגמה",
            "receiptUrl": f"{EXAMPLE_COMPANY}/receipts/receipt-1768640000{position:03}-demo.pdf",
            "status": status,
        }
    )
