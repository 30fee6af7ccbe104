"""Items of the single table that are none of its kinds: shown, counted, never dropped."""

from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.single_table import (
    INVENTORY,
    OTHER_TABLES,
    ROW_ID,
    TABLE,
    UNKNOWN,
    USER_ID,
)
from entities.catalogue.construction_legacy.stamps import LEGACY
from entities.schema.dashboard import Watch
from entities.schema.entity import CompanyFrom, Entity
from entities.schema.fields import Text, Timestamp

SINGLE_UNKNOWN = Entity(
    "single-unknown",
    system=CONSTRUCTION,
    generation="single",
    table=TABLE,
    label="Single-table unknown item",
    group="Single table",
    icon="archive",
    purpose="Items of the first architecture's one table that are none of its kinds.",
    lifecycle="deprecate",
    inventory=INVENTORY,
    partition="userId",
    sort="expenseId",
    fields=(
        USER_ID,
        ROW_ID,
        Text("name"),
        Text("status"),
        Timestamp("createdAt", automatic=True, group="History"),
        Timestamp("updatedAt", automatic=True, group="History"),
    ),
    columns=("userId", "expenseId", "name", "status", "createdAt", "updatedAt"),
    kind=UNKNOWN,
    company_from=CompanyFrom(user="userId"),
    settings=LEGACY,
    read_only=True,
    watches=(Watch("unknown", "Item of no known kind", lambda item: True),),
    other_tables=OTHER_TABLES,
)
