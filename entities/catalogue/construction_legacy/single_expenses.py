"""Expenses of the single table; they name their project and contractor by name."""

from entities.catalogue.construction.payment_methods import payment_method
from entities.catalogue.construction.statuses import expense_status
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.single_table import (
    EXPENSE,
    INVENTORY,
    OTHER_TABLES,
    TABLE,
    USER_ID,
)
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, UPDATED_AT
from entities.schema.entity import CompanyFrom, Entity, Uniqueness
from entities.schema.fields import Date, LongText, Lookup, Money, Picture, Reference, Text
from entities.schema.masking import Mask

SINGLE_EXPENSES = Entity(
    "single-expenses",
    system=CONSTRUCTION,
    generation="single",
    table=TABLE,
    label="Single-table expense",
    group="Single table",
    icon="receipt",
    purpose="Expenses of each user in the first architecture's one table.",
    lifecycle="deprecate",
    inventory=INVENTORY,
    partition="userId",
    sort="expenseId",
    heading="invoiceNum",
    fields=(
        USER_ID,
        Text("expenseId", label="Expense id", required=True, max_length=100, lookup=Lookup.WHOLE),
        Reference("project", to="single-projects", by="name", max_length=500),
        Reference("contractor", to="single-contractors", by="name"),
        Text("invoiceNum", label="Invoice number", max_length=50, lookup=Lookup.WHOLE),
        Date("date", required=True),
        LongText("description"),
        expense_status(),
        Money("amount", required=True, minimum=0, maximum=100_000_000, group="Money"),
        payment_method(open_ended=True),
        Text("paymentTerms", group="Money"),
        Picture("receiptImage", group="Receipt"),
        Picture("contractorSignature", mask=Mask.FULL, group="Receipt"),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=(
        "userId",
        "expenseId",
        "description",
        "project",
        "contractor",
        "invoiceNum",
        "amount",
        "date",
        "status",
    ),
    kind=EXPENSE,
    company_from=CompanyFrom(user="userId"),
    uniques=(Uniqueness("invoiceNum", within=("userId", "contractor"), ignored=("", "N/A")),),
    settings=LEGACY,
    read_only=True,
    other_tables=OTHER_TABLES,
    successors=("expenses", "multi-expenses"),
)
