"""Look-ups: which item holds a term. Search reads them by their key and never scans."""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import CompanyFrom, Entity
from entities.schema.fields import List, Text, Timestamp

LOOKUPS = Entity(
    "lookups",
    system=DASHBOARD,
    generation="dashboard",
    table="lookups",
    label="Look-up",
    group="Keyroom",
    icon="search",
    purpose="Which item holds an id, an address, an invoice number or a name.",
    partition="term",
    sort="target",
    heading="label",
    fields=(
        Text("term", required=True),
        Text("target", required=True, help="Entity, key and attribute in one text."),
        Text("entity", required=True),
        List("key", required=True, heavy=False, help="The parts of the item's key."),
        Text("attribute"),
        Text("companyId", label="Company"),
        Text("label"),
        Timestamp("foundAt", automatic=True),
    ),
    columns=("term", "target", "entity", "attribute", "companyId", "label", "foundAt"),
    company_from=CompanyFrom(attribute="companyId"),
    settings=KEPT,
    view_action="administer",
    counted=False,
    read_only=True,
)
