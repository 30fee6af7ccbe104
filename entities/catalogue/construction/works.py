"""Works agreed with contractors."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.statuses import work_status
from entities.catalogue.construction.stored import (
    COMPANY_ID,
    CREATED_AT,
    CREATED_BY,
    MIGRATED,
    TEXT_OR_NULL,
    UPDATED_AT,
    identifier,
)
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.deletion import Deletion
from entities.schema.entity import CompanyFrom, Entity
from entities.schema.fields import Date, LongText, Lookup, Money, Number, Picture, Reference, Text

WORKS = Entity(
    "works",
    system=CONSTRUCTION,
    generation="company",
    table="company-works",
    label="Work",
    icon="hammer",
    purpose="Works agreed with contractors.",
    inventory=inventory(december=(12, 4_443), january=(14, 5_164)),
    partition="companyId",
    sort="workId",
    heading="workName",
    fields=(
        COMPANY_ID,
        identifier("workId", "Work id", "work_<ms>_<9 characters>"),
        Reference("projectId", to="projects", required=True, label="Project"),
        Reference("contractorId", to="contractors", required=True, label="Contractor"),
        Text(
            "workName",
            label="Work",
            aliases=("WorkName", "name"),
            required=True,
            max_length=100,
            lookup=Lookup.WHOLE,
        ),
        work_status(),
        LongText("description"),
        LongText("notes"),
        Money(
            "totalWorkCost",
            label="Total cost",
            aliases=("TotalWorkCost", "cost"),
            minimum=0,
            group="Money",
        ),
        Number("progress", whole=True, minimum=0, maximum=100, help="Per cent."),
        Date("startDate", types=TEXT_OR_NULL, group="Dates"),
        Date("endDate", types=TEXT_OR_NULL, group="Dates"),
        Reference("expenseId", to="expenses", types=TEXT_OR_NULL, historic=True, label="Expense"),
        Picture("contract", historic=True),
        CREATED_BY,
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=(
        "companyId",
        "workId",
        "workName",
        "projectId",
        "contractorId",
        "totalWorkCost",
        "status",
        "progress",
        "startDate",
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=Deletion(clears=True),
    merge_groups=(("startDate", "endDate"),),
)
