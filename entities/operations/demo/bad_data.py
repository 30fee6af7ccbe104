"""Every mistake that was seen in live data, under the words it was reported with.

They are mistakes of content: DynamoDB holds each of these items.
"""

from collections.abc import Callable
from decimal import Decimal

from entities.operations.demo.bad_companies import (
    doubled_prefix,
    ghost,
    mixed_billing_words,
    negative_counters,
    no_active_admin,
    payments_without_a_company,
    rows_without_a_company,
    trial_with_six_projects,
)
from entities.operations.demo.leftover_rows import rows_of_default_user, rows_of_test_user
from entities.operations.demo.mistaken_company import (
    MADE,
    company,
    expense,
    mistaken_company,
    project,
    work,
)
from entities.operations.demo.moments import milliseconds
from entities.operations.demo.records import Records
from entities.operations.demo.webhooks import new

Maker = Callable[[str], Records]


def an_expense(**changes) -> Maker:
    """One expense that is right but for these attributes."""

    def make(mark: str) -> Records:
        yield "expenses", expense(mark, **changes)

    return make


def a_company(company_id: str) -> Maker:
    def make(mark: str) -> Records:
        yield "companies", company(company_id)

    return make


def one_invoice_twice(mark: str) -> Records:
    for number in (1, 2):
        yield "expenses", expense(f"{mark}-{number}", invoiceNum="INV-TWICE")


def one_name_three_times(mark: str) -> Records:
    for number in range(3):
        yield "projects", project(f"{mark}-{number}", name="test_project")


def dangling_ids(mark: str) -> Records:
    nobody = "contr_1700000000000_nosuchone"
    yield "expenses", expense(f"{mark}-work", workId="work_1700000000000_nosuchone")
    yield "expenses", expense(f"{mark}-contractor", contractorId=nobody)
    yield "works", work(f"{mark}-project", projectId="proj_1700000000000_nosuchone")
    yield "works", work(f"{mark}-contractor", contractorId=nobody)


def unreadable_webhooks(mark: str) -> Records:
    """One payload that was cut off, one time to live in milliseconds."""
    cut_off = new("democutoff", "transaction.completed", "failed_to_dlq", 90)
    yield "paddle-webhooks", cut_off | {"payload": cut_off["payload"][:180]}
    late = new("demomilliseconds", "transaction.completed", "processed", 91)
    yield "paddle-webhooks", late | {"ttl": Decimal(milliseconds(MADE))}


def other_types(mark: str) -> Records:
    yield "expenses", expense(mark, amount="118.00", date={}, status="Pending", vatRate="18%")
    yield "works", work(mark, progress=Decimal(140), totalWorkCost={"N": "500"})


BAD_DATA: dict[str, Maker] = {
    "date 15/01/2025": an_expense(date="15/01/2025"),
    "date 2025-02-30": an_expense(date="2025-02-30"),
    "projectId proj_DOES_NOT_EXIST_12345": an_expense(projectId="proj_DOES_NOT_EXIST_12345"),
    "two expenses with one invoice": one_invoice_twice,
    "paymentMethod TOTALLY_INVALID_METHOD": an_expense(paymentMethod="TOTALLY_INVALID_METHOD"),
    "amount 100000001": an_expense(amount=Decimal(100_000_001)),
    "amount 0.01": an_expense(amount=Decimal("0.01")),
    "ids user_user_…": doubled_prefix,
    "test-company-123": a_company("test-company-123"),
    "test-user-123": rows_of_test_user,
    "default-user": rows_of_default_user,
    "default-company": a_company("default-company"),
    "ghost companies without name": ghost,
    "negative counters": negative_counters,
    "trial company with 6 projects": trial_with_six_projects,
    "test_project three times": one_name_three_times,
    "rows without a company": rows_without_a_company,
    "companies without active admin": no_active_admin,
    "dangling project/contractor/work ids": dangling_ids,
    "payments without company": payments_without_a_company,
    "mixed billing words": mixed_billing_words,
    "QA data TC-*": an_expense(invoiceNum="TC-EXP-014", description="QA"),
    "payload cut off, time to live in milliseconds": unreadable_webhooks,
    "values of another type": other_types,
}


def bad_data() -> Records:
    yield from mistaken_company()
    for position, make in enumerate(BAD_DATA.values()):
        yield from make(f"BAD-{position:02}")
