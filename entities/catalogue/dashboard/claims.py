"""Claims: the items that hold unique values, and those that guard a parent being deleted."""

from entities.catalogue.dashboard.system import DASHBOARD, SWEPT
from entities.schema.entity import CompanyFrom, Entity
from entities.schema.fields import Choice, Epoch, List, Text, Timestamp

CLAIMS = Entity(
    "claims",
    system=DASHBOARD,
    generation="dashboard",
    table="claims",
    label="Claim",
    group="Keyroom",
    icon="lock",
    purpose="Unique values taken, and items about to be deleted.",
    partition="claim",
    fields=(
        Text("claim", required=True),
        Choice("kind", ("unique", "deleting", "request"), open_ended=True),
        Text("entity"),
        List("key", heavy=False, help="The key of the item that holds the value."),
        Text("attribute"),
        Text("companyId", label="Company"),
        Text("actor", label="Who"),
        Text("runId", label="Run"),
        Timestamp("createdAt", automatic=True),
        Epoch("expiresAt", label="Removed after"),
    ),
    columns=("claim", "kind", "entity", "key", "attribute", "actor", "createdAt"),
    company_from=CompanyFrom(attribute="companyId"),
    settings=SWEPT,
    view_action="administer",
    read_only=True,
)
