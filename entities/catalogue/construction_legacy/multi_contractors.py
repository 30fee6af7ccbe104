"""Contractors of the multi-table design."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import identifier
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, MIGRATED, UPDATED_AT
from entities.schema.entity import CompanyFrom, Entity, Index, Uniqueness
from entities.schema.fields import Lookup, Phone, Picture, Reference, Text
from entities.schema.masking import Mask

MULTI_CONTRACTORS = Entity(
    "multi-contractors",
    system=CONSTRUCTION,
    generation="multi",
    table="multi-table-contractors",
    label="Multi-table contractor",
    group="Multi-table",
    icon="hard-hat",
    purpose="Contractors and suppliers per user.",
    lifecycle="deprecate",
    inventory=inventory(december=(1, 140)),
    partition="userId",
    sort="contractorId",
    heading="name",
    fields=(
        Reference("userId", to="multi-users", required=True, label="User"),
        identifier("contractorId", "Contractor id", "contr_<ms>_<9 characters>"),
        Text("name", required=True, max_length=100, lookup=Lookup.WHOLE),
        Phone("phone", mask=Mask.PARTIAL),
        Picture("signature", mask=Mask.FULL, historic=True),
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=("userId", "contractorId", "name", "phone", "createdAt", "updatedAt"),
    indexes=(
        Index("name-index", "userId", "name", local=True, purpose="contractors of a user by name"),
    ),
    company_from=CompanyFrom(user="userId"),
    uniques=(Uniqueness("name", within=("userId",), warn_only=True),),
    settings=LEGACY,
    other_tables=(
        "construction-expenses-contractors",
        "construction-expenses-production-contractors",
    ),
    successors=("contractors",),
)
