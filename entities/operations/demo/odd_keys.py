"""Rows whose ids hold what addresses, file names and separators trip over."""

from decimal import Decimal

from entities.operations.demo.mistaken_company import STAMPS, company, expense, membership, project
from entities.operations.demo.records import Records

ODD_COMPANY = "comp, odd/keys & 100%25 #1"
ODD_KEYS = (
    "a,b",
    "a/b//c",
    "50% off",
    "%2F",
    "a#b",
    "with spaces  two",
    " leading and trailing ",
    "a|b?c=d&e",
    "🏗️👷",
    "מפתח-בעברית",
    "123456789012345678901234567890",
    "..",
    "quote\"s 'n <b>tags</b>",
    "line\nbreak",
    "x" * 900,
)


def odd_keys() -> Records:
    """A company with such an id, and one project and expense for each."""
    yield (
        "companies",
        company(
            ODD_COMPANY,
            name="Odd keys & Sons, Ltd / 100 % (demo)",
            currentProjects=Decimal(len(ODD_KEYS)),
        ),
    )
    yield "company-users", membership(ODD_COMPANY, "user|odd, one/100%")
    owned = {"companyId": ODD_COMPANY, "userId": "user|odd, one/100%", **STAMPS}
    for position, key in enumerate(ODD_KEYS):
        yield "projects", project("odd", **owned, projectId=key, name=f"Odd key {position}")
        yield (
            "expenses",
            expense(
                "odd",
                **owned,
                expenseId=key,
                projectId=key,
                invoiceNum=f"INV, {position}/{key[:20]}",
            ),
        )
        yield "single-unknown", {"userId": "user|odd, one/100%", "expenseId": key, **STAMPS}
