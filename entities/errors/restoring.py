"""Refusals about backups: what is not there any more, and what cannot be brought back so."""

from datetime import datetime

from entities.errors.asked import Invalid, NotFound, Refusal
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


class BackupPartMissing(NotFound):
    """`what` is asked of the set; `known` are the tables that it has."""

    def __init__(self, name: str, what: str, known: tuple[str, ...] = ()):
        super().__init__(f"The backup set “{name}” does not hold {what}.")
        self.hint = f"It holds {', '.join(known)}." if known else "Choose another set or kind."


class RestoreRefused(Refusal):
    """`status` is where the set stands."""

    def __init__(self, name: str, status: str):
        super().__init__(f"The backup set “{name}” is {status}, so nothing of it is restored.")
        self.hint = "Only complete sets can be restored or drilled."


class RestoreNotOffered(Refusal):
    def __init__(self):
        super().__init__("This engine does not offer to restore backups of its own.")
        self.hint = "Restore a typed export: those can be restored anywhere."


class NameUnfit(Invalid):
    """`why` is the end of a sentence."""

    def __init__(self, table: str, why: str):
        super().__init__(f"“{table}” cannot be the name of a restored table: {why}.")
        self.hint = "Choose another one, or leave it out: a name is made then."


class ExportDamaged(Refusal):
    """`damaged` counts items and files."""

    def __init__(self, damaged: int):
        what = "item or file is" if damaged == 1 else "items or files are"
        super().__init__(f"{damaged:,} {what} damaged in the export, so nothing was restored.")
        self.hint = "Restore another set, or have what is damaged left out."


class NotRestored(Refusal):
    """`status` is where the run of the restore stands."""

    def __init__(self, run_id: str, status: str):
        super().__init__(f"The restore {run_id} is {status}, so there is nothing to compare.")
        self.hint = "Wait until it has succeeded, or see on its page why it did not."


class NothingChosen(Invalid):
    """`most` items can be copied back at once."""

    def __init__(self, most: int):
        super().__init__(f"Choose 1 to {most:,} items of one table that the backup holds.")
        self.hint = "What is there today only cannot be copied back; more go in several parts."


class EnvironmentRefused(Refusal):
    def __init__(self, environment: str):
        super().__init__(f"Tables of {environment} are compared from here, and never written to.")
        self.hint = f"Copy items back in Keyroom's own installation for {environment}."
