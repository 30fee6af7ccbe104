"""Expenses that hold their receipt inside the item, as rows of the earlier designs do."""

from base64 import b64decode
from decimal import Decimal

from entities.catalogue.construction.payment_methods import BANK_TRANSFER, CASH
from entities.operations.demo.chance import identifier
from entities.operations.demo.example_company import (
    contractor_id,
    expense,
    project_id,
)
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.receipts import JPEG, encoded, pdf, picture, png, signature
from entities.operations.demo.records import Records

SIGNED = "https://files.example.com/receipts/old.jpg?X-Amz-Expires=3600&X-Amz-Signature=demo"
USER = "user_2demoreceipts"


def inline_receipts() -> Records:
    yield from _company_rows()
    yield from _multi_rows()
    yield from _single_rows()


def _company_rows() -> Records:
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


def _multi_rows() -> Records:
    created = stamp(before(200))
    owned = {"userId": USER, "createdAt": created, "updatedAt": created}
    yield "multi-users", owned | {"name": "", "email": "receipts@example.org"}
    project, contractor = project_id(0), contractor_id(0)
    yield (
        "multi-projects",
        owned
        | {
            "projectId": project,
            "name": "פרויקט עם קבלות",
            "startDate": "2025-06-01",
            "description": "",
            "status": "active",
            "SpentAmount": Decimal(472),
            "status#startDate": "active#2025-06-01",
        },
    )
    yield (
        "multi-contractors",
        owned
        | {
            "contractorId": contractor,
            "name": "קבלן עם חתימה",
            "phone": "+972-50-555-0001",
            "signature": signature("contractor"),
        },
    )
    pictures = (png(240, 320), png(300, 250, "multi"))
    for position, content in enumerate(pictures):
        yield (
            "multi-expenses",
            owned
            | {
                "expenseId": identifier("exp", before(200 - position), "inline", position),
                "projectId": project,
                "contractorId": contractor,
                "invoiceNum": f"INV-2025-{position + 1:03}",
                "amount": Decimal(236),
                "paymentMethod": CASH,
                "date": "2025-07-01",
                "description": "קבלה בתוך השורה",
                "receiptImage": picture(f"receipt{position}.png", content, "image/png"),
                "contractorSignature": signature("signature"),
                "userId#projectId": f"{USER}#{project}",
                "userId#contractorId": f"{USER}#{contractor}",
            },
        )


def _single_rows() -> Records:
    created = stamp(before(500))
    owned = {"userId": USER, "createdAt": created, "updatedAt": created}
    expense_id = identifier("exp", before(500), "inline single")
    yield (
        "single-expenses",
        owned
        | {
            "expenseId": expense_id,
            "project": "פרויקט עם קבלות",
            "contractor": "קבלן עם חתימה",
            "invoiceNum": "INV-2024-001",
            "amount": Decimal("118.00"),
            "paymentTerms": "30 ימים",
            "paymentMethod": "המחאה",
            "date": "2024-09-05",
            "description": "",
            "status": "paid",
            "receiptImage": picture("receipt.png", png(300, 240, "single"), "image/png"),
            "contractorSignature": signature("signature"),
        },
    )
    for kind, prefix, extra in (
        ("project", "proj", {"startDate": "2024-09-01", "description": "", "status": "active"}),
        ("contractor", "contr", {"phone": "", "signature": signature("contractor")}),
    ):
        own = identifier(prefix, before(500), "inline single", kind)
        name = "פרויקט עם קבלות" if kind == "project" else "קבלן עם חתימה"
        held = {"expenseId": own, f"{kind}Id": own, "name": name}
        yield f"single-{kind}s", owned | held | extra
    own = identifier("work", before(500), "inline single")
    yield (
        "single-works",
        owned
        | {
            "expenseId": own,
            "workId": own,
            "name": "עבודה עם חוזה",
            "project": "פרויקט עם קבלות",
            "contractor": "קבלן עם חתימה",
            "cost": Decimal(5000),
            "description": "",
            "status": "active",
            "contract": picture("contract.pdf", pdf("Example contract"), "application/pdf"),
        },
    )
