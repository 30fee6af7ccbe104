"""Exact counts of items, for everything and for each company, as last counted."""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import Entity
from entities.schema.fields import Map, Number, Text, Timestamp

COUNTS = Entity(
    "counts",
    system=DASHBOARD,
    generation="dashboard",
    table="counts",
    label="Count",
    group="Keyroom",
    icon="activity",
    purpose="Exact counts of items and of what is worth attention.",
    partition="scope",
    fields=(
        Text("scope", required=True, help="* for everything, a company id, or one index."),
        Map("counts", heavy=False, help="Items by entity."),
        Map("watches", heavy=False, help="Items worth attention, by entity and watch."),
        Map("indexes", heavy=False, help="Items that belong into an index, or are in it."),
        Map("sizes", heavy=False, help="Bytes of the items, by entity."),
        Number("revision", whole=True, minimum=0),
        Timestamp("countedAt", automatic=True),
    ),
    columns=("scope", "counts", "watches", "sizes", "revision", "countedAt"),
    settings=KEPT,
    view_action="administer",
    counted=False,
    read_only=True,
)
