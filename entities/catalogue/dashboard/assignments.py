"""Assignments: which generation is read for a company or user, and which has authority."""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import CompanyFrom, Entity
from entities.schema.fields import Choice, LongText, Number, Text, Timestamp

GENERATIONS = ("single", "multi", "company", "separate")

ASSIGNMENTS = Entity(
    "assignments",
    system=DASHBOARD,
    generation="dashboard",
    table="assignments",
    label="Assignment",
    group="Keyroom",
    icon="route",
    purpose="Which generation is read and which has authority, per plan and company or user.",
    partition="plan",
    sort="subject",
    heading="subject",
    fields=(
        Text("plan", required=True),
        Text("subject", required=True, help="A company id or a user id."),
        Choice("readsFrom", GENERATIONS, label="Reads from", open_ended=True),
        Choice("authority", GENERATIONS, open_ended=True),
        Number("epoch", whole=True, minimum=0),
        Number("bucket", whole=True, minimum=0, maximum=99, help="Decided by a stable hash."),
        Text("companyId", label="Company"),
        Text("userId", label="User"),
        Text("source", group="Mapping", help="How the company was found."),
        Text("decidedBy", group="Mapping"),
        LongText("reason", group="Mapping"),
        Timestamp("decidedAt", automatic=True, group="Mapping"),
        Timestamp("updatedAt", automatic=True, group="History"),
    ),
    columns=("plan", "subject", "readsFrom", "authority", "epoch", "companyId", "decidedBy"),
    company_from=CompanyFrom(attribute="companyId"),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
