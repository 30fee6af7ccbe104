"""Outcomes: what came of each unit of a run, and by which audit entry it is undone."""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import Entity
from entities.schema.fields import List, LongText, Number, Reference, Text, Timestamp

OUTCOMES = Entity(
    "outcomes",
    system=DASHBOARD,
    generation="dashboard",
    table="outcomes",
    label="Outcome",
    group="Keyroom",
    icon="circle-dot",
    purpose="What came of each unit of a run; those that failed can be tried again.",
    partition="runId",
    sort="unitId",
    heading="unitId",
    fields=(
        Reference("runId", to="runs", required=True, label="Run"),
        Text("unitId", label="Unit", required=True),
        Text("status"),
        Text("entity", help="Of the item, where the run is of several."),
        LongText("said", label="What was said"),
        Number("at", whole=True, minimum=0, label="Line or place"),
        List("key", help="Of the item; a key that is a secret only as a handle."),
        Text("itemKey", label="Chain of the audit entry"),
        Text("entryId", label="Audit entry"),
        Timestamp("createdAt", automatic=True),
    ),
    columns=("runId", "unitId", "status", "said", "createdAt"),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
