"""Contractors of the single table."""

from entities.catalogue.construction.stored import identifier
from entities.catalogue.construction.system import CONSTRUCTION
from entities.catalogue.construction_legacy.single_table import (
    CONTRACTOR,
    INVENTORY,
    OTHER_TABLES,
    ROW_ID,
    TABLE,
    USER_ID,
)
from entities.catalogue.construction_legacy.stamps import CREATED_AT, LEGACY, UPDATED_AT
from entities.schema.entity import CompanyFrom, Entity, Uniqueness
from entities.schema.fields import Lookup, Phone, Picture, Text
from entities.schema.masking import Mask

SINGLE_CONTRACTORS = Entity(
    "single-contractors",
    system=CONSTRUCTION,
    generation="single",
    table=TABLE,
    label="Single-table contractor",
    group="Single table",
    icon="hard-hat",
    purpose="Contractors of each user in the first architecture's one table.",
    lifecycle="deprecate",
    inventory=INVENTORY,
    partition="userId",
    sort="expenseId",
    heading="name",
    fields=(
        USER_ID,
        ROW_ID,
        identifier("contractorId", "Contractor id", "contr_<ms>_<9 characters>"),
        Text("name", required=True, max_length=100, lookup=Lookup.WHOLE),
        Phone("phone", mask=Mask.PARTIAL),
        Picture("signature", mask=Mask.FULL),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("userId", "contractorId", "name", "phone", "createdAt", "updatedAt"),
    kind=CONTRACTOR,
    company_from=CompanyFrom(user="userId"),
    uniques=(Uniqueness("name", within=("userId",), warn_only=True),),
    settings=LEGACY,
    read_only=True,
    other_tables=OTHER_TABLES,
    successors=("contractors", "multi-contractors"),
)
