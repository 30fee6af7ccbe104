"""Refusals of long work: what a run's status does not allow, and what a worker has lost."""

from entities.errors.asked import Refusal


class ArrowRefused(Refusal):
    """The status does not lead there."""

    def __init__(self, status: str, wanted: str):
        super().__init__(f"This run is {status}, so it cannot be {wanted}.")
        self.hint = "Reload the page: somebody may have been first."


class LeaseLost(Refusal):
    """Another worker has the segment, or nobody may go on with it; nothing was written."""

    def __init__(self):
        super().__init__("This slice of the run is no longer this worker's.")


class RunBroken(Refusal):
    """The run cannot go on as it is. `why` is a sentence."""

    def __init__(self, why: str, hint: str = ""):
        super().__init__(why)
        self.hint = hint


class AskerGone(RunBroken):
    """Who asked for a run may not do its work any more; nothing of it is done in their name."""

    def __init__(self, name: str, action: str):
        super().__init__(
            f"“{name}”, who asked for this run, may not do it any more: the account is gone or "
            f"inactive, or its role does not include “{action}”.",
            "Somebody who may do it can start it anew.",
        )
