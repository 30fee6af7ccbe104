"""What every item of the earlier designs carries, and the settings of their tables."""

from entities.schema.entity import TableSettings
from entities.schema.fields import Text, Timestamp

CREATED_AT = Timestamp("createdAt", required=True, automatic=True, group="History")
UPDATED_AT = Timestamp("updatedAt", required=True, automatic=True, group="History")
MIGRATED = (
    Text("migratedFrom", automatic=True, historic=True, group="History"),
    Timestamp("migratedAt", automatic=True, historic=True, group="History"),
)

# The old tables are to be removed in the end, so deletion protection is not wanted.
LEGACY = TableSettings(deletion_protection=False)
