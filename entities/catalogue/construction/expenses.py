"""Expenses of a company."""

from entities.catalogue.construction.contractors import GENERAL
from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.payment_methods import payment_method
from entities.catalogue.construction.statuses import expense_status, is_settled
from entities.catalogue.construction.stored import (
    COMPANY_ID,
    CREATED_AT,
    CREATED_BY,
    MIGRATED,
    UPDATED_AT,
    identifier,
)
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.deletion import Deletion, Guard
from entities.schema.entity import CompanyFrom, Derived, Entity, Index, Uniqueness
from entities.schema.fields import (
    Date,
    Flag,
    Link,
    LongText,
    Lookup,
    Money,
    Number,
    Picture,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask

EXPENSES = Entity(
    "expenses",
    system=CONSTRUCTION,
    generation="company",
    table="company-expenses",
    label="Expense",
    icon="receipt",
    purpose="Expenses of a company.",
    inventory=inventory(december=(37, 14_152), january=(27, 295_093)),
    partition="companyId",
    sort="expenseId",
    heading="invoiceNum",
    fields=(
        COMPANY_ID,
        identifier("expenseId", "Expense id", "exp_<ms>_<9 characters>"),
        Reference("projectId", to="projects", required=True, label="Project"),
        Reference("contractorId", to="contractors", required=True, label="Contractor"),
        Reference("workId", to="works", label="Work"),
        Text(
            "invoiceNum",
            label="Invoice number",
            required=True,
            max_length=50,
            lookup=Lookup.WHOLE,
            default="N/A",
            help="N/A when there is none.",
        ),
        Date("date", required=True),
        LongText("description"),
        expense_status(),
        Money("amount", required=True, above=0, maximum=100_000_000, group="Money"),
        Money("baseAmount", automatic=True, label="Before VAT", group="Money"),
        Money("vatAmount", automatic=True, label="VAT", group="Money"),
        Number("vatRate", automatic=True, label="VAT rate", group="Money"),
        payment_method(),
        Text("paymentTerms", historic=True, group="Money"),
        Link("receiptUrl", label="Receipt", mask=Mask.QUERY, group="Receipt"),
        Picture("receiptImage", historic=True, group="Receipt"),
        Picture("contractorSignature", mask=Mask.FULL, historic=True, group="Receipt"),
        Flag("missingReceipt", historic=True, group="Receipt"),
        CREATED_BY,
        CREATED_AT,
        UPDATED_AT,
        Timestamp("deletedAt", historic=True, group="History"),
        *MIGRATED,
    ),
    columns=(
        "companyId",
        "expenseId",
        "description",
        "contractorId",
        "invoiceNum",
        "amount",
        "paymentMethod",
        "date",
        "status",
    ),
    indexes=(
        Index(
            "invoiceNum-index",
            "companyId",
            "invoiceNum",
            projection="KEYS_ONLY",
            purpose="an invoice number within a company",
        ),
        Index(
            "contractor-invoiceNum-index",
            "contractorId",
            "invoiceNum",
            purpose="expenses of a contractor by invoice number, across companies",
            crowded=(GENERAL,),
        ),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=Deletion(guards=(Guard(is_settled, "It is paid or processed.", True),), clears=True),
    merge_groups=(("amount", "baseAmount", "vatAmount", "vatRate"),),
    uniques=(Uniqueness("invoiceNum", within=("companyId", "contractorId"), ignored=("", "N/A")),),
    derived=(
        Derived("baseAmount", "amount_before_vat", "amount / 1.18, rounded half up to two places"),
        Derived("vatAmount", "vat_of_amount", "amount less the amount before VAT"),
        Derived("vatRate", "vat_rate", "0.18"),
    ),
)
