"""What a new table is made of: an export, a backup of the service, or a moment of a live table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from entities.schema.values import Item

EXPORT, BACKUP, MOMENT = "export", "backup", "moment"


@dataclass(frozen=True)
class Source:
    """`entity` is the first of the table, `table` the real name of what was backed up, `name` that
    of the new table, `keys` S, N or B by key attribute. `parts` are those of an export, `items` how
    many were counted with it; `moment` is ISO 8601, and nothing where the latest is meant. `since`
    is from when on a change came after it; nothing where there is no table of today."""

    how: str
    entity: str
    table: str
    name: str
    keys: Mapping[str, str]
    parts: int = 0
    items: int = 0
    arn: str = ""
    moment: str = ""
    since: str = ""
    sha256: str = ""

    @property
    def options(self) -> Item:
        """As a segment keeps it; the keys as a list, since their order counts."""
        known = {
            "how": self.how,
            "entity": self.entity,
            "table": self.table,
            "as": self.name,
            "keys": [f"{kind}:{name}" for name, kind in self.keys.items()],
            "parts": Decimal(self.parts),
            "items": Decimal(self.items),
            "arn": self.arn,
            "moment": self.moment,
            "since": self.since,
            "sha256": self.sha256,
        }
        return {name: value for name, value in known.items() if value not in ("", 0)}


def source_of(options: Mapping) -> Source:
    pairs = (held.partition(":") for held in options["keys"])
    return Source(
        how=options["how"],
        entity=options["entity"],
        table=options["table"],
        name=options["as"],
        keys={name: kind for kind, _, name in pairs},
        parts=int(options.get("parts", 0)),
        items=int(options.get("items", 0)),
        arn=options.get("arn", ""),
        moment=options.get("moment", ""),
        since=options.get("since", ""),
        sha256=options.get("sha256", ""),
    )
