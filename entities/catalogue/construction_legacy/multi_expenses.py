"""Expenses of the multi-table design."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.payment_methods import payment_method
from entities.catalogue.construction.statuses import expense_status, is_settled
from entities.catalogue.construction.stored import identifier
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, MIGRATED, UPDATED_AT
from entities.schema.deletion import Deletion, Guard
from entities.schema.entity import CompanyFrom, Derived, Entity, Index, Uniqueness
from entities.schema.fields import (
    Composite,
    Date,
    Flag,
    LongText,
    Lookup,
    Money,
    Picture,
    Reference,
    Text,
)
from entities.schema.masking import Mask

MULTI_EXPENSES = Entity(
    "multi-expenses",
    system=CONSTRUCTION,
    generation="multi",
    table="multi-table-expenses",
    label="Multi-table expense",
    group="Multi-table",
    icon="receipt",
    purpose="Expense records per user.",
    lifecycle="deprecate",
    inventory=inventory(december=(7, 282_189)),
    partition="userId",
    sort="expenseId",
    heading="invoiceNum",
    fields=(
        Reference("userId", to="multi-users", required=True, label="User"),
        identifier("expenseId", "Expense id", "exp_<ms>_<9 characters>"),
        Reference("projectId", to="multi-projects", required=True, label="Project"),
        Reference("contractorId", to="multi-contractors", required=True, label="Contractor"),
        Text("invoiceNum", label="Invoice number", max_length=50, lookup=Lookup.WHOLE),
        Date("date", required=True),
        LongText("description"),
        expense_status(default=None),
        Money("amount", required=True, above=0, maximum=100_000_000, group="Money"),
        payment_method(open_ended=True),
        Text("paymentTerms", historic=True, group="Money"),
        Picture("receiptImage", group="Receipt"),
        Picture("contractorSignature", mask=Mask.FULL, group="Receipt"),
        Flag("missingReceipt", group="Receipt"),
        Composite("userId#projectId", parts=("userId", "projectId"), group="Index keys"),
        Composite("userId#contractorId", parts=("userId", "contractorId"), group="Index keys"),
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=(
        "userId",
        "expenseId",
        "description",
        "projectId",
        "contractorId",
        "invoiceNum",
        "amount",
        "paymentMethod",
        "date",
    ),
    indexes=(
        Index(
            "project-date-index",
            "userId#projectId",
            "date",
            purpose="expenses of a project by date",
        ),
        Index(
            "contractor-date-index",
            "userId#contractorId",
            "date",
            purpose="expenses of a contractor by date",
        ),
        Index("invoice-index", "userId", "invoiceNum", purpose="an invoice number of a user"),
        Index(
            "amount-index", "userId", "amount", local=True, purpose="expenses of a user by amount"
        ),
    ),
    company_from=CompanyFrom(user="userId"),
    deletion=Deletion(guards=(Guard(is_settled, "It is paid or processed.", True),), clears=True),
    uniques=(Uniqueness("invoiceNum", within=("userId", "contractorId"), ignored=("", "N/A")),),
    derived=(
        Derived("userId#projectId", "composite", "user and project, for the index"),
        Derived("userId#contractorId", "composite", "user and contractor, for the index"),
    ),
    settings=LEGACY,
    other_tables=("construction-expenses-expenses", "construction-expenses-production-expenses"),
    successors=("expenses",),
)
