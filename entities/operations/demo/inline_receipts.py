"""Expenses that hold their receipt inside the item, as rows of the earlier designs do."""

from base64 import b64decode
from decimal import Decimal

from entities.catalogue.construction.payment_methods import BANK_TRANSFER, CASH, OLD_CHEQUE
from entities.operations.demo.chance import identifier
from entities.operations.demo.example_company import expense
from entities.operations.demo.mapping_cases import MappedUser
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.receipts import JPEG, encoded, pdf, picture, png, signature
from entities.operations.demo.records import Records
from entities.schema.values import Item

SIGNED = "https://files.example.com/receipts/old.jpg?X-Amz-Expires=3600&X-Amz-Signature=demo"
SINGLE_USER = "user_2demoreceipts"
PROJECT_NAME = "פרויקט עם קבלות"
CONTRACTOR_NAME = "קבלן עם חתימה"
MADE = before(300)


def company_receipts() -> Records:
    small = picture("receipt.png", png(240, 320), "image/png")
    # The largest takes most of what an item may: 400,000 bytes.
    large = picture("scan.png", png(320, 303, "scan"), "image/png")
    document = picture("invoice.pdf", pdf("Example invoice 1180.00 ILS"), "application/pdf")
    photo = encoded("photo.jpg", JPEG, "image/jpeg", len(b64decode(JPEG)))
    for position, receipt in enumerate((small, large, document, photo), 10):
        found = expense(position, Decimal("590.00"), BANK_TRANSFER, "approved")
        for vat in ("baseAmount", "vatAmount", "vatRate"):  # older than VAT
            del found[vat]
        found |= {
            "createdBy": found["userId"],
            "receiptUrl": SIGNED if receipt is photo else "",
            "receiptImage": receipt,
            "migratedFrom": "multi-table-architecture",
            "migratedAt": stamp(before(30)),
        }
        if receipt is document:
            found |= {"contractorSignature": signature("signature"), "paymentTerms": "30 ימים"}
        yield "expenses", found


def multi_receipts(users: list[MappedUser]) -> Records:
    """Rows of the user who joins a company with rows of its own."""
    user_id = next(user.user_id for user in users if user.case == "one with data")
    project, contractor = _id("proj", "multi"), _id("contr", "multi")
    found = _owned(user_id) | {
        "projectId": project,
        "name": PROJECT_NAME,
        "startDate": "2025-06-01",
        "description": "",
        "status": "active",
        "SpentAmount": Decimal(472),
        "status#startDate": "active#2025-06-01",
    }
    yield "multi-projects", found
    found = _owned(user_id) | {
        "contractorId": contractor,
        "name": CONTRACTOR_NAME,
        "phone": "+972-50-555-0001",
        "signature": signature("contractor"),
    }
    yield "multi-contractors", found
    pictures = (png(240, 320), png(300, 250, "multi"))
    for position, content in enumerate(pictures):
        found = _owned(user_id) | {
            "expenseId": _id("exp", f"multi {position}"),
            "projectId": project,
            "contractorId": contractor,
            "invoiceNum": f"INV-2025-{position + 1:03}",
            "amount": Decimal(236),
            "paymentMethod": CASH,
            "date": "2025-07-01",
            "description": "קבלה בתוך השורה",
            "receiptImage": picture(f"receipt{position}.png", content, "image/png"),
            "contractorSignature": signature("signature"),
            "userId#projectId": f"{user_id}#{project}",
            "userId#contractorId": f"{user_id}#{contractor}",
        }
        yield "multi-expenses", found


def single_receipts() -> Records:
    project, contractor, work = (_id(kind, "single") for kind in ("proj", "contr", "work"))
    found = _owned(SINGLE_USER) | {
        "expenseId": project,
        "projectId": project,
        "name": PROJECT_NAME,
        "startDate": "2024-09-01",
        "description": "",
        "status": "active",
    }
    yield "single-projects", found
    found = _owned(SINGLE_USER) | {
        "expenseId": contractor,
        "contractorId": contractor,
        "name": CONTRACTOR_NAME,
        "phone": "",
        "signature": signature("contractor"),
    }
    yield "single-contractors", found
    found = _owned(SINGLE_USER) | {
        "expenseId": work,
        "workId": work,
        "name": "עבודה עם חוזה",
        "project": PROJECT_NAME,
        "contractor": CONTRACTOR_NAME,
        "cost": Decimal(5000),
        "description": "",
        "status": "active",
        "contract": picture("contract.pdf", pdf("Example contract"), "application/pdf"),
    }
    yield "single-works", found
    found = _owned(SINGLE_USER) | {
        "expenseId": _id("exp", "single"),
        "project": PROJECT_NAME,
        "contractor": CONTRACTOR_NAME,
        "invoiceNum": "INV-2024-001",
        "amount": Decimal("118.00"),
        "paymentTerms": "30 ימים",
        "paymentMethod": OLD_CHEQUE,
        "date": "2024-09-05",
        "description": "",
        "status": "paid",
        "receiptImage": picture("receipt.png", png(300, 240, "single"), "image/png"),
        "contractorSignature": signature("signature"),
    }
    yield "single-expenses", found


def _id(prefix: str, mark: str) -> str:
    return identifier(prefix, MADE, "inline", mark)


def _owned(user_id: str) -> Item:
    return {"userId": user_id, "createdAt": stamp(MADE), "updatedAt": stamp(MADE)}
