"""The questions that the tables answer without a scan, and where each finds its answer."""

from dataclasses import dataclass
from decimal import Decimal

from entities.schema.conditions import BeginsWith, Between, Compare, Condition, Equals


@dataclass(frozen=True)
class Pattern:
    """A question, the path that answers it (`table` is the table itself), and the numbers of the
    items that are the answer, in its order."""

    asks: str
    of: str
    conditions: tuple[Condition, ...]
    how: str
    place: str
    answer: tuple[int, ...]


def exactly(**attributes) -> tuple[Condition, ...]:
    return tuple(Equals(name, value) for name, value in attributes.items())


YEAR = Between("date", "2025-01-01", "2025-12-31")
USER = exactly(userId="u1")
PATTERNS = (
    Pattern(
        "the items of a company", "expenses", exactly(companyId="C1"), "query", "table", (1, 4)
    ),
    Pattern("one item", "expenses", exactly(companyId="C1", expenseId="e4"), "get", "table", (4,)),
    Pattern(
        "an invoice number within a company",
        "expenses",
        exactly(companyId="C1", invoiceNum="invoiceNum-004"),
        "query",
        "invoiceNum-index",
        (4,),
    ),
    Pattern(
        "the expenses of a contractor by invoice number, across companies",
        "expenses",
        exactly(contractorId="contractors-1"),
        "query",
        "contractor-invoiceNum-index",
        (1, 4),
    ),
    Pattern(
        "an invoice number of a contractor",
        "expenses",
        (*exactly(contractorId="contractors-1"), BeginsWith("invoiceNum", "invoiceNum-004")),
        "query",
        "contractor-invoiceNum-index",
        (4,),
    ),
    Pattern(
        "the general contractor within a company, not across all of them",
        "expenses",
        exactly(contractorId="cont_GENERAL", companyId="C1"),
        "query",
        "table",
        (),
    ),
    Pattern(
        "the projects of a company", "projects", exactly(companyId="C2"), "query", "table", (2, 5)
    ),
    Pattern(
        "the members of an e-mail address",
        "company-users",
        exactly(email="email-003"),
        "query",
        "email-index",
        (3,),
    ),
    Pattern(
        "the companies of a user",
        "company-users",
        exactly(userId="userId-002"),
        "query",
        "userId-index",
        (2,),
    ),
    Pattern(
        "the invitations of an e-mail address",
        "invitations",
        exactly(email="email-003"),
        "query",
        "email-index",
        (3,),
    ),
    Pattern(
        "the payments of a company by time",
        "paddle-payments",
        (*exactly(companyId="C1"), Between("createdAt", "2025-03-01", "2025-12-31")),
        "query",
        "CompanyPaymentsIndex",
        (4,),
    ),
    Pattern(
        "the dead letters of a status by time",
        "paddle-webhook-dlq",
        (*exactly(status="exhausted"), Compare("lastFailedAt", ">=", "2025-02-01")),
        "query",
        "statusIndex",
        (3,),
    ),
    Pattern(
        "a subscription by its id",
        "paddle-subscriptions",
        exactly(subscriptionId="subscriptionId-001"),
        "query",
        "SubscriptionIdIndex",
        (1,),
    ),
    Pattern(
        "the subscription of a customer",
        "paddle-subscriptions",
        exactly(paddleCustomerId="paddleCustomerId-002"),
        "query",
        "PaddleCustomerIndex",
        (2,),
    ),
    Pattern(
        "the customers of a company",
        "paddle-customers",
        exactly(companyId="C1"),
        "query",
        "CompanyIndex",
        (1, 4),
    ),
    Pattern(
        "the customers of an e-mail address",
        "paddle-customers",
        exactly(email="email-003"),
        "query",
        "EmailIndex",
        (3,),
    ),
    Pattern(
        "the company of an Apple subscription",
        "companies",
        exactly(appleSubscriptionId="appleSubscriptionId-001"),
        "query",
        "appleSubscriptionId-index",
        (1,),
    ),
    Pattern(
        "the webhooks of an alert by time",
        "paddle-webhooks",
        (*exactly(alertName="alertName-001"), BeginsWith("processedAt", "2025-02")),
        "query",
        "ProcessedAtIndex",
        (1,),
    ),
    Pattern(
        "the expenses of a project by date",
        "multi-expenses",
        (*USER, *exactly(projectId="multi-projects-1"), YEAR),
        "query",
        "project-date-index",
        (1, 4),
    ),
    Pattern(
        "the expenses of a contractor by date",
        "multi-expenses",
        (*USER, *exactly(contractorId="multi-contractors-2"), YEAR),
        "query",
        "contractor-date-index",
        (2, 5),
    ),
    Pattern(
        "an invoice number of a user",
        "multi-expenses",
        (*USER, *exactly(invoiceNum="invoiceNum-003")),
        "query",
        "invoice-index",
        (3,),
    ),
    Pattern(
        "the expenses of a user by amount",
        "multi-expenses",
        (*USER, Between("amount", Decimal(3), Decimal(4))),
        "query",
        "amount-index",
        (2, 3),
    ),
    Pattern(
        "the projects of a user by status and date",
        "multi-projects",
        (*USER, *exactly(status="completed"), Between("startDate", "2025-02-01", "2025-12-31")),
        "query",
        "status-date-index",
        (1, 5),
    ),
    Pattern(
        "a project of a user by name",
        "multi-projects",
        (*USER, *exactly(name="name-004")),
        "query",
        "name-index",
        (4,),
    ),
    Pattern(
        "a contractor of a user by name",
        "multi-contractors",
        (*USER, BeginsWith("name", "name-00")),
        "query",
        "name-index",
        (0, 1, 2, 3, 4, 5),
    ),
    Pattern(
        "the works of a project by status and name",
        "multi-works",
        (*USER, *exactly(projectId="multi-projects-0", status="planned")),
        "query",
        "project-status-index",
        (0,),
    ),
    Pattern(
        "the works of a contractor by name",
        "multi-works",
        (*USER, *exactly(contractorId="multi-contractors-0", WorkName="WorkName-003")),
        "query",
        "contractor-index",
        (3,),
    ),
    Pattern(
        "the users of an e-mail address",
        "multi-users",
        exactly(email="email-001"),
        "query",
        "email-index",
        (1,),
    ),
    Pattern("the single table of a user", "single-projects", USER, "query", "table", (0, 1, 2)),
    Pattern(
        "the runs of a status by time",
        "runs",
        exactly(status="running"),
        "query",
        "status-index",
        (1,),
    ),
    Pattern("what was done on a day", "audit", exactly(day="day-002"), "query", "day-index", (2,)),
)
