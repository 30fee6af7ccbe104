"""Parts: what runs are to work through, sealed, so that any worker can take it up."""

from entities.catalogue.dashboard.system import DASHBOARD, SWEPT
from entities.schema.entity import Entity
from entities.schema.fields import Binary, Epoch, Reference, Text
from entities.schema.masking import Mask

PARTS = Entity(
    "parts",
    system=DASHBOARD,
    generation="dashboard",
    table="parts",
    label="Part",
    group="Keyroom",
    icon="archive",
    purpose="Plans and files that runs work through, sealed, in parts; removed by themselves.",
    partition="runId",
    sort="partId",
    heading="partId",
    fields=(
        Reference("runId", to="runs", required=True, label="Run"),
        Text("partId", label="Part", required=True),
        # Whole keys and items.
        Binary("content", mask=Mask.FULL),
        Text("mark", help="SHA-256 over the content as it is sealed."),
        Epoch("expiresAt", label="Removed after"),
    ),
    columns=("runId", "partId", "mark", "expiresAt"),
    settings=SWEPT,
    view_action="administer",
    counted=False,
    read_only=True,
)
