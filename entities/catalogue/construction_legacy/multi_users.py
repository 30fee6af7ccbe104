"""Users of the multi-table design."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, MIGRATED, UPDATED_AT
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import Email, Lookup, Text

MULTI_USERS = Entity(
    "multi-users",
    system=CONSTRUCTION,
    generation="multi",
    table="multi-table-users",
    label="Multi-table user",
    group="Multi-table",
    icon="users",
    purpose="User account and login data.",
    lifecycle="deprecate",
    inventory=inventory(december=(0, 0)),
    partition="userId",
    heading="name",
    fields=(
        Text("userId", label="User id", required=True, max_length=100, lookup=Lookup.WHOLE),
        Text("name", max_length=100, lookup=Lookup.WORDS),
        Email("email", label="E-mail", lookup=Lookup.WHOLE),
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=("userId", "name", "email", "createdAt", "updatedAt", "migratedAt"),
    indexes=(Index("email-index", "email", purpose="users of an e-mail address", sparse=True),),
    company_from=CompanyFrom(user="userId"),
    settings=LEGACY,
    other_tables=("construction-expenses-users", "construction-expenses-production-users"),
    successors=("company-users",),
)
