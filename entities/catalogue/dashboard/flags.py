"""Flags of migrations, in the shape that outside functions read.

One item per plan and flag: `enabled`, and for flags carried out in steps the `percent` of companies
(or users) they hold for.
"""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import Entity
from entities.schema.fields import Flag, LongText, Number, Text, Timestamp

FLAGS = Entity(
    "flags",
    system=DASHBOARD,
    generation="dashboard",
    table="flags",
    label="Flag",
    group="Keyroom",
    icon="flag",
    purpose="The switches of migrations, as outside functions read them.",
    partition="plan",
    sort="flag",
    heading="flag",
    fields=(
        Text("plan", required=True),
        Text("flag", required=True),
        Flag("enabled", default=False),
        Number("percent", whole=True, minimum=0, maximum=100),
        Number("epoch", whole=True, minimum=0),
        Text("updatedBy", group="History"),
        LongText("reason", group="History"),
        Timestamp("updatedAt", automatic=True, group="History"),
    ),
    columns=("plan", "flag", "enabled", "percent", "epoch", "updatedBy", "updatedAt"),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
