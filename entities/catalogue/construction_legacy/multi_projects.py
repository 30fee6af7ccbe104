"""Projects of the multi-table design."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.statuses import project_status
from entities.catalogue.construction.stored import identifier
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, MIGRATED, UPDATED_AT
from entities.schema.dashboard import Dashboard
from entities.schema.deletion import Along, Deletion
from entities.schema.entity import CompanyFrom, Derived, Entity, Index, Uniqueness
from entities.schema.fields import Composite, Date, LongText, Lookup, Money, Reference, Text

MULTI_PROJECTS = Entity(
    "multi-projects",
    system=CONSTRUCTION,
    generation="multi",
    table="multi-table-projects",
    label="Multi-table project",
    group="Multi-table",
    icon="folder-kanban",
    purpose="Construction projects per user.",
    lifecycle="deprecate",
    inventory=inventory(december=(1, 188)),
    partition="userId",
    sort="projectId",
    heading="name",
    fields=(
        Reference("userId", to="multi-users", required=True, label="User"),
        identifier("projectId", "Project id", "proj_<ms>_<9 characters>"),
        Text("name", required=True, max_length=500, lookup=Lookup.WHOLE),
        project_status(),
        LongText("description"),
        Date("startDate", required=True),
        Money("SpentAmount", label="Spent, as stored"),
        Composite("status#startDate", parts=("status", "startDate"), group="Index keys"),
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=(
        "userId",
        "projectId",
        "name",
        "status",
        "startDate",
        "SpentAmount",
        "updatedAt",
    ),
    indexes=(
        Index(
            "status-date-index",
            "userId",
            "status#startDate",
            purpose="projects of a user by status and date",
        ),
        Index("name-index", "userId", "name", local=True, purpose="projects of a user by name"),
    ),
    company_from=CompanyFrom(user="userId"),
    deletion=Deletion(along=(Along("multi-expenses"), Along("multi-works"))),
    uniques=(Uniqueness("name", within=("userId",), warn_only=True),),
    derived=(
        Derived("SpentAmount", "sum_of_expenses", "expenses of the project, deleted ones left out"),
        Derived("status#startDate", "composite", "status and start date, for the index"),
    ),
    settings=LEGACY,
    dashboard=Dashboard(
        expenses="multi-expenses",
        works="multi-works",
        contractors="multi-contractors",
        cost="TotalWorkCost",
        stated="SpentAmount",
    ),
    other_tables=("construction-expenses-projects", "construction-expenses-production-projects"),
    successors=("projects",),
)
