"""Works of the single table; they name their project and contractor by name."""

from entities.catalogue.construction.statuses import work_status
from entities.catalogue.construction.stored import identifier
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.single_table import (
    INVENTORY,
    OTHER_TABLES,
    ROW_ID,
    TABLE,
    USER_ID,
    WORK,
)
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, UPDATED_AT
from entities.schema.entity import CompanyFrom, Entity
from entities.schema.fields import LongText, Lookup, Money, Picture, Reference, Text

SINGLE_WORKS = Entity(
    "single-works",
    system=CONSTRUCTION,
    generation="single",
    table=TABLE,
    label="Single-table work",
    group="Single table",
    icon="hammer",
    purpose="Works of each user in the first architecture's one table.",
    lifecycle="deprecate",
    inventory=INVENTORY,
    partition="userId",
    sort="expenseId",
    heading="name",
    fields=(
        USER_ID,
        ROW_ID,
        identifier("workId", "Work id", "work_<ms>_<9 characters>"),
        Text("name", label="Work", required=True, max_length=100, lookup=Lookup.WHOLE),
        Reference("project", to="single-projects", by="name", max_length=500),
        Reference("contractor", to="single-contractors", by="name"),
        work_status(),
        LongText("description"),
        Money("cost", minimum=0, group="Money"),
        Picture("contract"),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("userId", "workId", "name", "project", "contractor", "cost", "status", "updatedAt"),
    kind=WORK,
    company_from=CompanyFrom(user="userId"),
    settings=LEGACY,
    read_only=True,
    other_tables=OTHER_TABLES,
    successors=("works", "multi-works"),
)
