"""Projects of a company."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.statuses import project_status
from entities.catalogue.construction.stored import (
    COMPANY_ID,
    CREATED_AT,
    CREATED_BY,
    MIGRATED,
    NUMBER_OR_NULL,
    TEXT_OR_NULL,
    UPDATED_AT,
    identifier,
)
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.dashboard import Dashboard
from entities.schema.deletion import Along, Deletion, Guard
from entities.schema.entity import CompanyFrom, Derived, Entity, Uniqueness
from entities.schema.fields import Date, Flag, List, LongText, Lookup, Money, Reference, Text
from entities.schema.values import Item

GENERAL_EXPENSES = "proj_GENERAL_EXPENSES"


def is_general(project: Item) -> bool:
    """The system row that every company has exactly one of."""
    return project.get("projectId") == GENERAL_EXPENSES or project.get("isSystemProject") is True


PROJECTS = Entity(
    "projects",
    system=CONSTRUCTION,
    generation="company",
    table="company-projects",
    label="Project",
    icon="folder-kanban",
    purpose="Projects of a company.",
    inventory=inventory(december=(23, 6_938), january=(41, 13_218)),
    partition="companyId",
    sort="projectId",
    heading="name",
    fields=(
        COMPANY_ID,
        identifier("projectId", "Project id", "proj_<ms>_<9 characters>"),
        Text("name", required=True, max_length=500, lookup=Lookup.WHOLE),
        project_status(),
        LongText("description"),
        Text("location"),
        Text("clientName"),
        Date("startDate", required=True, group="Dates"),
        Date("endDate", types=TEXT_OR_NULL, group="Dates"),
        Money("budget", types=NUMBER_OR_NULL, minimum=0, group="Money"),
        Money("spentAmount", aliases=("SpentAmount",), label="Spent, as stored", group="Money"),
        Flag("isSystemProject", automatic=True, label="System project"),
        List("assignedTo", historic=True, heavy=False),
        Flag("isPublic", historic=True),
        CREATED_BY,
        Reference("lastModifiedBy", to="company-users", historic=True, group="History"),
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=(
        "companyId",
        "projectId",
        "name",
        "status",
        "location",
        "startDate",
        "endDate",
        "budget",
        "spentAmount",
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=Deletion(
        guards=(Guard(is_general, "Every company keeps its general project."),),
        stand_in=GENERAL_EXPENSES,
        along=(Along("expenses"), Along("works")),
    ),
    merge_groups=(("startDate", "endDate"),),
    uniques=(Uniqueness("name", within=("companyId",), warn_only=True),),
    derived=(
        Derived("spentAmount", "sum_of_expenses", "expenses of the project, deleted ones left out"),
    ),
    dashboard=Dashboard(
        expenses="expenses",
        works="works",
        contractors="contractors",
        budget="budget",
        stated="spentAmount",
    ),
)
