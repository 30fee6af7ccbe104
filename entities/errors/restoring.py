"""Refusals about backups: what is not there any more, and what cannot be brought back so."""

from datetime import datetime

from entities.errors.asked import NotFound, Refusal
from entities.errors.service import Unavailable


class BackupMissing(NotFound):
    """The service knows no backup by this name any more."""

    def __init__(self, table: str):
        super().__init__(f"This backup of “{table}” does not exist any more.")
        self.hint = "It was removed, or belongs to another account or region. Choose another one."


class BackupBusy(Unavailable):
    """One thing at a time is done to a backup, and to the backups of a table."""

    def __init__(self, table: str):
        super().__init__(f"Another change of the backups of “{table}” is under way.")
        self.hint = "Wait a minute and try again."


class NameTaken(Refusal):
    """A restore never goes over a table that is there."""

    def __init__(self, table: str):
        super().__init__(f"There is a table called “{table}” already, so nothing was restored.")
        self.hint = "Restore under a name that no table has."


class MomentOutOfReach(Refusal):
    """`earliest` and `latest` bound what can be restored, where they are known."""

    def __init__(
        self, table: str, earliest: datetime | None = None, latest: datetime | None = None
    ):
        super().__init__(f"“{table}” cannot be restored to this moment.")
        self.hint = "Choose one within the table's window of recovery."
        if earliest and latest:
            first, last = (f"{bound:%Y-%m-%d %H:%M:%S}" for bound in (earliest, latest))
            self.hint = f"Choose one from {first} to {last} UTC."


class RecoveryOff(Refusal):
    def __init__(self, table: str):
        super().__init__(f"“{table}” is not kept recoverable to a point in time.")
        self.hint = "Restore a backup, or switch recovery on for the time to come."
