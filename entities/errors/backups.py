"""Refusals of backups: where they are kept, what they hold, and what may be removed."""

from entities.errors.asked import Invalid, NotFound, Refusal
from entities.errors.service import Unavailable


class AddressInvalid(Invalid):
    def __init__(self, address: str):
        super().__init__(f"“{address}” is neither a folder nor a bucket's address.")
        self.hint = "Give a folder's full path, or s3://bucket/prefix."


class PlaceRefused(Refusal):
    """`what` is what was to be done, `why` the system's or the service's own word."""

    def __init__(self, what: str, why: str):
        super().__init__(f"The place of the backups did not let us {what} ({why}).")
        self.why = why
        self.hint = "Check that it exists, has room, and that Keyroom may write there."


class PlaceUnavailable(Unavailable):
    def __init__(self):
        super().__init__("The place of the backups does not answer.")
        self.hint = "Check the network and the bucket, then try again."


class FileMissing(NotFound):
    def __init__(self, name: str):
        super().__init__(f"“{name}” is not in the place of the backups.")
        self.hint = "Workers on several machines need one folder that all share, or a bucket."


class ManifestDamaged(Refusal):
    """`why` is the end of a sentence."""

    def __init__(self, name: str, why: str):
        super().__init__(f"“{name}” does not say what was backed up: {why}.")
        self.hint = "This set cannot be trusted. Take another one."


class NothingToBackUp(Refusal):
    """`why` is the end of a sentence."""

    def __init__(self, why: str):
        super().__init__(f"No backup was begun: {why}.")
        self.hint = "Choose other tables, or another kind of backup."


class SetNotComplete(Refusal):
    """`wanted` is what was to be done with it."""

    def __init__(self, name: str, status: str, wanted: str):
        super().__init__(f"The set “{name}” is {status}, so it cannot be {wanted}.")
        self.hint = "Only a complete set can."


class SetKept(Refusal):
    """`why` is the end of a sentence."""

    def __init__(self, name: str, why: str):
        super().__init__(f"The set “{name}” is kept, because {why}.")
        self.hint = "Look at what would be removed now, and choose again."
