"""Approvals: what takes two people, who asked for it, and what another person said.

An approval names the hash of its plan, so it is good for exactly that plan, once, for a day.
"""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, List, LongText, Text, Timestamp
from entities.schema.masking import Mask

# What a list shows. Plans stay out of the indexes: they may name a hundred items each.
LISTED = (
    *("act", "words", "planHash", "requestedBy", "reason", "status"),
    *("decidedBy", "decidedAt", "decision", "lapsesAt", "carriedOutBy", "carriedOutAt"),
)

APPROVALS = Entity(
    "approvals",
    system=DASHBOARD,
    generation="dashboard",
    table="approvals",
    label="Approval",
    plural="Approval records",
    group="Keyroom",
    icon="user-check",
    purpose="What takes two people: requests, decisions, and what was carried out.",
    partition="approvalId",
    heading="words",
    fields=(
        Text("approvalId", label="Approval id", required=True),
        Choice("act", ("delete", "drop tables", "restore"), open_ended=True),
        LongText("words", label="What is asked"),
        Text("subject", help="The address of what it is about."),
        Text("planHash", help="Of exactly what would be done."),
        List("plan", help="What would be done, line by line."),
        Choice(
            "status",
            ("requested", "approved", "declined", "withdrawn", "lapsed", "carried out"),
            tones=(
                ("requested", "warn"),
                ("approved", "ok"),
                ("declined", "bad"),
                ("withdrawn", "draft"),
                ("lapsed", "draft"),
                ("carried out", "ok"),
            ),
        ),
        Choice("phase", ("open", "decided"), help="Open until somebody decides."),
        Text("requestedBy", group="Request"),
        Timestamp("requestedAt", automatic=True, group="Request"),
        LongText("reason", label="Why", group="Request"),
        Text("decidedBy", group="Decision"),
        Timestamp("decidedAt", automatic=True, group="Decision"),
        LongText("decision", label="Why so", group="Decision"),
        Timestamp("lapsesAt", automatic=True, group="Decision"),
        Text("seal", mask=Mask.FULL, group="Decision", help="Shows that the approval is ours."),
        Text("carriedOutBy", group="Outcome"),
        Timestamp("carriedOutAt", automatic=True, group="Outcome"),
    ),
    columns=("approvalId", "act", "words", "status", "requestedBy", "requestedAt", "decidedBy"),
    indexes=(
        Index(
            "phase-index",
            "phase",
            "requestedAt",
            projection=(*LISTED, "subject"),
            purpose="what waits for a decision, and what was decided, by time",
        ),
        Index(
            "subject-index",
            "subject",
            "requestedAt",
            projection="KEYS_ONLY",
            purpose="whether something was asked for already",
        ),
    ),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
