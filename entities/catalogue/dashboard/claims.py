"""Claims: the items that hold unique values, those that guard a parent being deleted, those that
say which acts were carried out, and those that say which run may change a table."""

from entities.catalogue.dashboard.system import DASHBOARD, SWEPT
from entities.schema.entity import CompanyFrom, Entity
from entities.schema.fields import Choice, Epoch, List, Number, Text, Timestamp

CLAIMS = Entity(
    "claims",
    system=DASHBOARD,
    generation="dashboard",
    table="claims",
    label="Claim",
    group="Keyroom",
    icon="lock",
    purpose="Unique values taken, items about to be deleted, acts carried out, tables changed.",
    partition="claim",
    fields=(
        Text("claim", required=True),
        Choice("kind", ("unique", "deleting", "act", "table"), open_ended=True),
        Text("entity"),
        List("key", heavy=False, help="The key of the item that holds the value."),
        Text("attribute"),
        Text("owner", help="Who holds the claim, as a fingerprint."),
        List("entries", heavy=False, help="The audit entries of an act."),
        Text("companyId", label="Company"),
        Text("actor", label="Who"),
        Text("runId", label="Run"),
        List("queue", heavy=False, help="Runs that change a table, the first of them now."),
        Number("revision", whole=True, minimum=0),
        Timestamp("createdAt", automatic=True),
        Epoch("expiresAt", label="Removed after"),
    ),
    columns=("claim", "kind", "entity", "key", "attribute", "actor", "createdAt"),
    company_from=CompanyFrom(attribute="companyId"),
    settings=SWEPT,
    view_action="administer",
    read_only=True,
)
