"""Works of the multi-table design."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.statuses import work_status
from entities.catalogue.construction.stored import TEXT_OR_NULL, identifier
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, MIGRATED, UPDATED_AT
from entities.schema.entity import CompanyFrom, Derived, Entity, Index
from entities.schema.fields import Composite, LongText, Lookup, Money, Picture, Reference, Text

MULTI_WORKS = Entity(
    "multi-works",
    system=CONSTRUCTION,
    generation="multi",
    table="multi-table-works",
    label="Multi-table work",
    group="Multi-table",
    icon="hammer",
    purpose="Work items and labour records per user.",
    lifecycle="deprecate",
    inventory=inventory(december=(1, 259)),
    partition="userId",
    sort="workId",
    heading="WorkName",
    fields=(
        Reference("userId", to="multi-users", required=True, label="User"),
        identifier("workId", "Work id", "work_<ms>_<9 characters>"),
        Reference("projectId", to="multi-projects", required=True, label="Project"),
        Reference("contractorId", to="multi-contractors", required=True, label="Contractor"),
        Reference("expenseId", to="multi-expenses", types=TEXT_OR_NULL, label="Expense"),
        Text("WorkName", label="Work", required=True, max_length=100, lookup=Lookup.WHOLE),
        work_status(),
        LongText("description"),
        Money("TotalWorkCost", label="Total cost", minimum=0, group="Money"),
        Picture("contract", historic=True),
        Composite("userId#projectId", parts=("userId", "projectId"), group="Index keys"),
        Composite("userId#contractorId", parts=("userId", "contractorId"), group="Index keys"),
        Composite("status#WorkName", parts=("status", "WorkName"), group="Index keys"),
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=(
        "userId",
        "workId",
        "WorkName",
        "projectId",
        "contractorId",
        "TotalWorkCost",
        "status",
        "updatedAt",
    ),
    indexes=(
        Index(
            "project-status-index",
            "userId#projectId",
            "status#WorkName",
            purpose="works of a project by status and name",
        ),
        Index(
            "contractor-index",
            "userId#contractorId",
            "WorkName",
            purpose="works of a contractor by name",
        ),
    ),
    company_from=CompanyFrom(user="userId"),
    derived=(
        Derived("userId#projectId", "composite", "user and project, for the index"),
        Derived("userId#contractorId", "composite", "user and contractor, for the index"),
        Derived("status#WorkName", "composite", "status and name, for the index"),
    ),
    settings=LEGACY,
    other_tables=("construction-expenses-works", "construction-expenses-production-works"),
    successors=("works",),
)
