"""Customer companies; who signs up joins the company of their e-mail's domain."""

from entities.catalogue.pilotforce_deployed.stored import CREATED_AT, GROUP, UPDATED_AT
from entities.catalogue.pilotforce_deployed.system import PILOTFORCE_DEPLOYED
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, Lookup, Text

DEPLOYED_COMPANIES = Entity(
    "deployed-companies",
    system=PILOTFORCE_DEPLOYED,
    generation="deployed",
    table="Companies",
    label="Deployed company",
    plural="Deployed companies",
    group=GROUP,
    icon="building-2",
    purpose="Customer companies.",
    partition="CompanyId",
    heading="CompanyName",
    fields=(
        Text("CompanyId", label="Company id", required=True, lookup=Lookup.WHOLE),
        Text("CompanyName", label="Name", lookup=Lookup.WORDS),
        Text("EmailDomain", label="E-mail domain", lookup=Lookup.WHOLE, help="In lower case."),
        Choice(
            "Status",
            ("Active", "Inactive", "Pending", "Suspended"),
            folds=tuple((name.lower(), name) for name in ("Active", "Inactive", "Pending"))
            + (("suspended", "Suspended"),),
            tones=(
                ("Active", "ok"),
                ("Inactive", "draft"),
                ("Pending", "warn"),
                ("Suspended", "bad"),
            ),
            ignore_case=True,
        ),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=("CompanyId", "CompanyName", "EmailDomain", "Status", "CreatedAt", "UpdatedAt"),
    indexes=(Index("EmailDomainIndex", "EmailDomain", purpose="companies of a domain"),),
    read_only=True,
)
