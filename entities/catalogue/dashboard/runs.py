"""Runs: one execution each of work that is longer than a page."""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import Choice, List, LongText, Map, Number, Text, Timestamp

RUNS = Entity(
    "runs",
    system=DASHBOARD,
    generation="dashboard",
    table="runs",
    label="Run",
    group="Keyroom",
    icon="activity",
    purpose="Backups, validations, copies and other long work, with where each stands.",
    partition="runId",
    heading="operation",
    fields=(
        Text("runId", label="Run id", required=True),
        Text("operation", required=True),
        Text("plan", help="The migration, backup set or validation it belongs to."),
        Choice(
            "status",
            ("waiting", "running", "paused", "done", "failed", "cancelled"),
            tones=(
                ("waiting", "draft"),
                ("running", "warn"),
                ("paused", "warn"),
                ("done", "ok"),
                ("failed", "bad"),
                ("cancelled", "draft"),
            ),
            open_ended=True,
        ),
        LongText("statusReason", label="Why"),
        List("entities", heavy=False),
        Text("companyId", label="Company"),
        Map("options"),
        Number("done", whole=True, minimum=0, group="Progress"),
        Number("total", whole=True, minimum=0, group="Progress"),
        Number("failed", whole=True, minimum=0, group="Progress"),
        Number("epoch", whole=True, minimum=0, group="Progress"),
        Number("revision", whole=True, minimum=0, group="Progress"),
        Map("counters", group="Progress"),
        List("errors", group="Progress"),
        Text("requestedBy", group="History"),
        Text("approvedBy", group="History"),
        Text("planHash", group="History"),
        Timestamp("createdAt", automatic=True, group="History"),
        Timestamp("startedAt", automatic=True, group="History"),
        Timestamp("finishedAt", automatic=True, group="History"),
        Timestamp("updatedAt", automatic=True, group="History"),
    ),
    columns=("runId", "operation", "plan", "status", "done", "total", "requestedBy", "createdAt"),
    indexes=(
        Index("status-index", "status", "createdAt", purpose="runs of a status by time"),
        Index("plan-index", "plan", "createdAt", purpose="runs of a plan by time"),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
