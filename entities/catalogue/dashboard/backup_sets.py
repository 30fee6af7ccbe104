"""Backup sets: backups of several tables of a system taken as one."""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import Entity, Index
from entities.schema.fields import Choice, Flag, List, LongText, Map, Number, Text, Timestamp

# What lists, retention and the overview look at. What is told per table stays out of the index.
LISTED = (
    *("name", "kind", "system", "environment", "whole", "tableNames", "runId", "target"),
    *("items", "bytes", "endedAt", "skewSeconds", "takenBy", "heldBy", "expiresAt"),
    *("verifiedAt", "drilledAt", "drillStatus", "native", "exported"),
)

BACKUP_SETS = Entity(
    "backup-sets",
    system=DASHBOARD,
    generation="dashboard",
    table="backup-sets",
    label="Backup set",
    group="Keyroom",
    icon="archive",
    purpose="Backups of several tables taken as one, with what they hold and who proved them.",
    partition="setId",
    heading="name",
    fields=(
        Text("setId", label="Set", required=True),
        Text("name"),
        Choice("kind", ("manual", "scheduled", "pre-migration", "final")),
        Text("system"),
        Text("environment"),
        Choice(
            "status",
            ("being taken", "complete", "broken off", "being removed"),
            tones=(
                ("being taken", "live"),
                ("complete", "ok"),
                ("broken off", "bad"),
                ("being removed", "draft"),
            ),
        ),
        Flag("whole", help="All tables of the system that were there."),
        Flag("native", label="On-demand backups", help="Made by the service itself."),
        Flag("exported", label="Typed export"),
        LongText("target", help="Where the export lies: folder, a folder's path, or s3://…"),
        List("tableNames", heavy=False, help="The real names."),
        List("tables", label="Facts per table"),
        Number("items", whole=True, minimum=0, group="Facts"),
        Number("bytes", whole=True, minimum=0, group="Facts", help="Of the export, compressed."),
        Number("skewSeconds", minimum=0, group="Facts", help="From the first read to the last."),
        Text("manifestHash", group="Facts", help="SHA-256 of manifest.json."),
        Text("drillStatus", label="Last drill", group="Drills", help="verified or failing"),
        Timestamp("drilledAt", automatic=True, group="Drills"),
        Timestamp("verifiedAt", automatic=True, group="Drills"),
        List("drills", group="Drills", help="What each drill came to, the last ones."),
        Map("heldBy", label="Held by", heavy=False, help="Never removed while held."),
        Timestamp("expiresAt", label="Kept until", automatic=True),
        Text("runId", label="Run"),
        Text("takenBy", group="History"),
        LongText("reason", label="Why", group="History"),
        Timestamp("startedAt", automatic=True, group="History"),
        Timestamp("endedAt", automatic=True, group="History"),
        Timestamp("updatedAt", automatic=True, group="History"),
    ),
    columns=("setId", "name", "kind", "system", "status", "items", "startedAt", "verifiedAt"),
    indexes=(
        Index(
            "status-index",
            "status",
            "startedAt",
            projection=LISTED,
            purpose="sets of a status by time",
        ),
    ),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
