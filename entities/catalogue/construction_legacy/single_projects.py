"""Projects of the single table."""

from entities.catalogue.construction.statuses import project_status
from entities.catalogue.construction.stored import identifier
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.single_table import (
    INVENTORY,
    OTHER_TABLES,
    PROJECT,
    ROW_ID,
    TABLE,
    USER_ID,
)
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, UPDATED_AT
from entities.schema.dashboard import Dashboard
from entities.schema.entity import CompanyFrom, Entity, Uniqueness
from entities.schema.fields import Date, LongText, Lookup, Text

SINGLE_PROJECTS = Entity(
    "single-projects",
    system=CONSTRUCTION,
    generation="single",
    table=TABLE,
    label="Single-table project",
    group="Single table",
    icon="folder-kanban",
    purpose="Projects of each user in the first architecture's one table.",
    lifecycle="deprecate",
    inventory=INVENTORY,
    partition="userId",
    sort="expenseId",
    heading="name",
    fields=(
        USER_ID,
        ROW_ID,
        identifier("projectId", "Project id", "proj_<ms>_<9 characters>"),
        Text("name", required=True, max_length=500, lookup=Lookup.WHOLE),
        project_status(),
        LongText("description"),
        Date("startDate", required=True),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("userId", "projectId", "name", "status", "startDate", "description", "updatedAt"),
    kind=PROJECT,
    company_from=CompanyFrom(user="userId"),
    uniques=(Uniqueness("name", within=("userId",), warn_only=True),),
    settings=LEGACY,
    read_only=True,
    dashboard=Dashboard(
        expenses="single-expenses",
        works="single-works",
        contractors="single-contractors",
        by="project",
        match="name",
        contractor="contractor",
        cost="cost",
    ),
    other_tables=OTHER_TABLES,
    successors=("projects", "multi-projects"),
)
