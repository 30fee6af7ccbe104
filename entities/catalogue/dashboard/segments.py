"""Segments: the slices of a run, each with its own cursor, lease and counters."""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import Entity
from entities.schema.fields import (
    Binary,
    Choice,
    List,
    LongText,
    Map,
    Number,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask

SEGMENTS = Entity(
    "segments",
    system=DASHBOARD,
    generation="dashboard",
    table="segments",
    label="Segment",
    group="Keyroom",
    icon="circle-dot",
    purpose="The slices of a run and how far each has come.",
    partition="runId",
    sort="segmentId",
    heading="segmentId",
    fields=(
        Reference("runId", to="runs", required=True, label="Run"),
        Text("segmentId", label="Segment", required=True),
        Text("entity"),
        Choice("status", ("waiting", "done"), tones=(("waiting", "draft"), ("done", "ok"))),
        Number("phase", whole=True, minimum=0, help="Begins when all earlier phases are done."),
        # A cursor and a payload hold whole keys and items, and those may be secrets.
        Map("cursor", mask=Mask.FULL),
        Binary("payload", mask=Mask.FULL),
        Map("options"),
        Number("done", whole=True, minimum=0),
        Number("total", whole=True, minimum=0),
        Number("failed", whole=True, minimum=0),
        Map("counters"),
        List("errors"),
        LongText("waits", label="Why it waits"),
        Timestamp("restsUntil", automatic=True, label="Looks again at"),
        Number("rate", minimum=0, help="Units a second, of late."),
        Number("epoch", whole=True, minimum=0, group="Lease", help="Raised when it is taken."),
        Number("revision", whole=True, minimum=0, group="Lease"),
        Text("leasedBy", group="Lease"),
        Timestamp("leasedUntil", automatic=True, group="Lease"),
        Timestamp("updatedAt", automatic=True, group="Lease"),
    ),
    columns=("runId", "segmentId", "entity", "status", "done", "total", "failed", "updatedAt"),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
