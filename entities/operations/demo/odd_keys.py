"""Rows whose ids hold what addresses, file names and separators trip over."""

from decimal import Decimal

from entities.operations.demo.mistaken_company import STAMPS, company, expense, membership, project
from entities.operations.demo.records import Records

ODD_COMPANY = "comp, odd/keys & 100%25 #1"
ODD_USER = "user|odd, one/100%"
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
    name = "Odd keys & Sons, Ltd / 100 % (demo)"
    count = Decimal(len(ODD_KEYS))
    yield "companies", company(ODD_COMPANY, name=name, currentProjects=count)
    yield "company-users", membership(ODD_COMPANY, ODD_USER)
    owned = {"companyId": ODD_COMPANY, "userId": ODD_USER}
    for position, key in enumerate(ODD_KEYS):
        yield "projects", project("odd", **owned, projectId=key, name=f"Odd key {position}")
        invoice = f"INV, {position}/{key[:20]}"
        keys = {"expenseId": key, "projectId": key, "invoiceNum": invoice}
        yield "expenses", expense("odd", **owned, **keys)
        yield "single-unknown", {"userId": ODD_USER, "expenseId": key, **STAMPS}
