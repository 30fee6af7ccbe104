"""One table on the page of all tables, and what its state is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from entities.operations.counting import Counts
from entities.operations.tables.compared import Setting, settings_of
from entities.operations.tables.last_backup import LastBackup
from entities.operations.tables.standing import (
    AS_DECLARED,
    BUSY,
    DIFFERS,
    MISSING,
    UNKNOWN,
    WRONG_KEYS,
    Standing,
    browsed,
)
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer
from entities.web.tables.addresses import table_url

TONES = {
    AS_DECLARED: "ok",
    DIFFERS: "warn",
    WRONG_KEYS: "bad",
    BUSY: "live",
    MISSING: "bad",
    UNKNOWN: "bad",
}


@dataclass(frozen=True)
class Row:
    """`entities` are those whose lists the viewer may open; `count` is exact, and None where nobody
    counted; `size`, in bytes, is the service's own figure and not told to who works with named
    companies."""

    standing: Standing
    entities: Sequence[Entity]
    count: int | None
    size: int | None
    backup: LastBackup | None

    @property
    def name(self) -> str:
        return self.standing.name

    @property
    def url(self) -> str:
        return table_url(self.name)

    @property
    def table(self) -> Entity:
        return self.standing.desired.entity

    @property
    def title(self) -> str:
        """The entity's, or the name of a table that several share."""
        sharing = self.standing.desired.sharing
        return sharing[0].titles if len(sharing) == 1 else self.table.table

    @property
    def tone(self) -> str:
        return TONES[self.standing.state]

    @property
    def said(self) -> str:
        """What is the matter, in words."""
        if self.standing.refusal:
            return str(self.standing.refusal)
        if self.standing.state == MISSING:
            return "It is declared and does not exist."
        return "; ".join(found.words for found in self.standing.differences)

    @cached_property
    def settings(self) -> dict[str, Setting]:
        """By subject, with points where the table is not there."""
        return {setting.subject: setting for setting in settings_of(self.standing)}

    @property
    def indexes(self) -> int | None:
        description = self.standing.description
        return len(description.indexes) if description else None


def row(standing: Standing, counts: Counts, backup: LastBackup | None, *, viewer: Viewer) -> Row:
    description = standing.description
    size = description.size if description and not viewer.limited else None
    entities = browsed(viewer, standing.desired)
    return Row(standing, entities, count_of(standing, counts, viewer), size, backup)


def count_of(standing: Standing, counts: Counts, viewer: Viewer) -> int | None:
    """The exact count of all items of the table that the viewer may know of."""
    counted = [entity for entity in standing.desired.sharing if entity.counted]
    shown = [entity for entity in counted if viewer.may_browse(entity) or not viewer.limited]
    if not shown or counts.counted_at is None or standing.state == MISSING:
        return None
    return sum(counts.of(entity) or 0 for entity in shown)
