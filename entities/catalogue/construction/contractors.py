"""Contractors and suppliers of a company."""

from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.stored import (
    COMPANY_ID,
    CREATED_AT,
    CREATED_BY,
    MIGRATED,
    NUMBER_OR_NULL,
    UPDATED_AT,
    identifier,
)
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.deletion import Deletion, Guard
from entities.schema.entity import CompanyFrom, Entity, Uniqueness
from entities.schema.fields import (
    Choice,
    Email,
    Flag,
    LongText,
    Lookup,
    Number,
    Phone,
    Picture,
    Text,
)
from entities.schema.masking import Mask
from entities.schema.values import Item

GENERAL = "cont_GENERAL"


def is_general(contractor: Item) -> bool:
    """The system row that every company has exactly one of."""
    return contractor.get("contractorId") == GENERAL or (
        contractor.get("isSystemContractor") is True
    )


CONTRACTORS = Entity(
    "contractors",
    system=CONSTRUCTION,
    generation="company",
    table="company-contractors",
    label="Contractor",
    icon="hard-hat",
    purpose="Contractors and suppliers of a company.",
    inventory=inventory(december=(18, 5_581), january=(32, 10_717)),
    partition="companyId",
    sort="contractorId",
    heading="name",
    fields=(
        COMPANY_ID,
        identifier("contractorId", "Contractor id", "contr_<ms>_<9 characters>"),
        Text("name", required=True, max_length=100, lookup=Lookup.WHOLE),
        Choice(
            "status",
            ("active", "inactive"),
            tones=(("active", "ok"), ("inactive", "draft")),
            default="active",
        ),
        Text("specialty"),
        Number("rating", types=NUMBER_OR_NULL, whole=True, minimum=1, maximum=5),
        LongText("notes"),
        Text("contactPerson", group="Contact"),
        Phone("phone", mask=Mask.PARTIAL, group="Contact"),
        Email("email", label="E-mail", lookup=Lookup.WHOLE, group="Contact"),
        Text("address", group="Contact"),
        Text("licenseNumber", group="Business"),
        Text("taxId", label="Tax id", mask=Mask.PARTIAL, group="Business"),
        Text("paymentTerms", group="Business"),
        Flag("isSystemContractor", automatic=True, label="System contractor"),
        Picture("signature", mask=Mask.FULL, historic=True),
        CREATED_BY,
        CREATED_AT,
        UPDATED_AT,
        *MIGRATED,
    ),
    columns=(
        "companyId",
        "contractorId",
        "name",
        "specialty",
        "contactPerson",
        "phone",
        "status",
        "rating",
    ),
    company_from=CompanyFrom(attribute="companyId"),
    deletion=Deletion(
        guards=(Guard(is_general, "Every company keeps its general contractor."),),
        stand_in=GENERAL,
    ),
    uniques=(Uniqueness("name", within=("companyId",), warn_only=True),),
)
