"""Tables as things that are changed: what was done to each last, by whom and why.

The audit log holds what was done before; whether a table is as declared is asked of the table.
"""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import Entity
from entities.schema.fields import Choice, LongText, Text, Timestamp

TABLES = Entity(
    "tables",
    system=DASHBOARD,
    generation="dashboard",
    table="tables",
    label="Table change",
    group="Keyroom",
    icon="database",
    purpose="The last change of each table, with who, when and why; earlier ones in the audit log.",
    partition="table",
    fields=(
        Text("table", label="Table", required=True, help="The real name."),
        Text("system"),
        LongText("change", help="In words."),
        LongText("calls", help="As they were sent."),
        Choice(
            "state",
            ("intended", "done", "failed"),
            tones=(("intended", "warn"), ("done", "ok"), ("failed", "bad")),
            open_ended=True,
            help="Intended and nothing after it: look at the table itself.",
        ),
        LongText("problem"),
        Text("changedBy", label="Who", group="History"),
        LongText("reason", label="Why", group="History"),
        Timestamp("changedAt", label="When", automatic=True, group="History"),
    ),
    columns=("table", "change", "state", "changedBy", "changedAt", "reason"),
    settings=KEPT,
    view_action="administer",
    counted=False,
    read_only=True,
)
