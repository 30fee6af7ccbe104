"""Refusals of what takes two people: no approval, one that does not fit, a decision too many."""

from entities.errors.asked import NotAllowed, Refusal


class ApprovalRefused(Refusal):
    """What takes two people was not done. `hint` says how to go on."""

    hint = "Ask for approval again: the new request shows what would be done now."


class ApprovalNeeded(ApprovalRefused, NotAllowed):
    """`what` is a whole phrase, such as “Deleting this company for good”."""

    def __init__(self, what: str):
        super().__init__(f"{what} takes two people, and there is no approval for it.")
        self.hint = "Ask for it on the page where this is done; somebody else has to agree."


class ApprovalNotGiven(ApprovalRefused):
    """`status` is that of the request."""

    def __init__(self, status: str):
        words = {
            "requested": "This was asked for, and nobody else has agreed to it yet.",
            "carried out": "This was approved once, and carried out already.",
        }
        super().__init__(words.get(status, f"This was asked for and {status}, so it is not done."))
        if status == "requested":
            self.hint = "Wait until somebody else approves it."


class ApprovalLapsed(ApprovalRefused):
    def __init__(self, hours: int):
        super().__init__(
            f"The approval has lapsed: one is good for {hours} hours, and only while who gave it "
            "may approve."
        )


class ApprovalMovedOn(ApprovalRefused):
    """The plan is another one than the one that was approved."""

    def __init__(self):
        super().__init__(
            "What was approved is not what would be done now: the data moved on, or the approval "
            "was given for something else."
        )


class ApprovalForged(ApprovalRefused):
    def __init__(self):
        super().__init__(
            "This approval does not bear our seal: it was altered, or written by somebody else."
        )


class OwnRequest(NotAllowed):
    def __init__(self):
        super().__init__("Nobody approves what they asked for themselves.")
        self.hint = "Another approver or administrator has to look at it."


class NotYourRequest(NotAllowed):
    def __init__(self, by: str):
        super().__init__(f"Only {by}, who asked for it, can withdraw this.")
        self.hint = "An approver can decline it."


class AskedAlready(Refusal):
    """`status` is requested or approved."""

    def __init__(self, by: str, status: str):
        super().__init__(f"{by} asked for this already, and it is {status}.")
        self.hint = (
            "It can be carried out now."
            if status == "approved"
            else f"It has to be decided, or withdrawn by {by}, before anybody asks anew."
        )


class DecidedAlready(Refusal):
    """`status` is what became of the request, `by` who decided."""

    def __init__(self, status: str, by: str):
        super().__init__(f"This request is {status}{f' by {by}' if by else ''} already.")
        self.hint = "Reload it to see how it stands."
