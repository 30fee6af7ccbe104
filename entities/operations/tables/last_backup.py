"""When each table was backed up last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from entities.catalogue import Catalogue
from entities.operations.backups.sets import COMPLETE, newest_of, read_sets


@dataclass(frozen=True)
class LastBackup:
    """The newest finished backup that holds a table. `verified` says whether a drill proved it;
    `backup_id` is that of its set."""

    at: datetime
    backup_id: str = ""
    verified: bool = False


def last_backups(store, catalogue: Catalogue) -> Mapping[str, LastBackup]:
    """By the real names of tables, at most one call; a table that is not in it has none."""
    return {
        table: LastBackup(held.at("endedAt"), held.set_id, held.verified)
        for table, held in newest_of(read_sets(store, catalogue, (COMPLETE,))).items()
    }
