"""What testing left behind in the earlier designs: rows of test-user-123 and of default-user."""

from decimal import Decimal

from entities.operations.demo.mistaken_company import STAMPS
from entities.operations.demo.records import Records

TEST_USER = "test-user-123"
DEFAULT_USER = "default-user"
PROJECT = "proj_test"
CONTRACTOR = "contr_test"


def rows_of_test_user(mark: str) -> Records:
    """The user whom nearly all live rows of the multi-table design belong to."""
    owned = {"userId": TEST_USER, **STAMPS}
    keys = {
        "projectId": PROJECT,
        "contractorId": CONTRACTOR,
        "userId#projectId": f"{TEST_USER}#{PROJECT}",
        "userId#contractorId": f"{TEST_USER}#{CONTRACTOR}",
        "description": "",
    }
    project = {
        "projectId": PROJECT,
        "name": "test_project",
        "startDate": "2025-01-01",
        "description": "",
        "status": "active",
        "SpentAmount": Decimal(0),
        "status#startDate": "active#2025-01-01",
    }
    expense = {
        "expenseId": "exp_test",
        "invoiceNum": "TC-001",
        "amount": Decimal(100),
        "paymentMethod": "cash",
        "date": "2025-01-01",
    }
    work = {
        "workId": "work_test",
        "WorkName": "test",
        "TotalWorkCost": Decimal(100),
        "expenseId": None,
        "status": "planned",
        "status#WorkName": "planned#test",
    }
    contractor = {"contractorId": CONTRACTOR, "name": "test", "phone": "0"}
    yield "multi-projects", owned | project
    yield "multi-contractors", owned | contractor
    yield "multi-expenses", owned | keys | expense
    yield "multi-works", owned | keys | work


def rows_of_default_user(mark: str) -> Records:
    owned = {"userId": DEFAULT_USER, "name": "test", **STAMPS}
    project = {"startDate": "2025-01-01", "description": "", "status": "active"}
    own = {"expenseId": PROJECT, "projectId": PROJECT}
    yield "single-projects", owned | own | project
    own = {"expenseId": CONTRACTOR, "contractorId": CONTRACTOR}
    yield "single-contractors", owned | own | {"phone": ""}
