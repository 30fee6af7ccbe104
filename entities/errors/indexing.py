"""Refusals of index changes: what would be left out, what is in the way, what is not signed."""

from entities.errors.asked import Invalid, Refusal


class IndexBlocked(Refusal):
    """A build would silently leave out items that the index should hold.

    `moved`: what was signed for was another list.
    """

    def __init__(self, index: str, items: int, looked: int, *, moved: bool = False):
        counted = "1 item does" if items == 1 else f"{items:,} items do"
        signed = " The list is not the one that was signed for." if moved else ""
        super().__init__(
            f"Nothing was built: {counted} not fit “{index}”, of {looked:,} in the table.{signed}"
        )
        self.hint = (
            "Mend them and have it tried again, or sign for the index to be built without them."
        )


class IndexInTheWay(Refusal):
    """An index of the name is there, and another one."""

    def __init__(self, table: str, index: str):
        super().__init__(f"“{table}” has an index “{index}” with other keys or another projection.")
        self.hint = "It has to be removed first, which takes it from whatever reads it."


class IndexKept(Refusal):
    """It is as declared, or being changed, or not there."""

    def __init__(self, index: str):
        super().__init__(
            f"“{index}” is not removed here: only what differs from its declaration is."
        )
        self.hint = "Take it out of the declaration first."


class IndexNotOffered(Refusal):
    """`change` is what was asked for, as in “build the index email-index”."""

    def __init__(self, change: str):
        super().__init__(f"This engine does not offer to {change}.")
        self.hint = "Make the table anew with all its indexes, or use another engine."


class IndexIncomplete(Refusal):
    """The index is there and does not hold what belongs in it."""

    def __init__(self, index: str, indexed: int, eligible: int):
        super().__init__(f"“{index}” holds {indexed:,} of {eligible:,} items that belong in it.")
        self.hint = "Have it counted again later; if nothing changes, remove it and build it anew."


class SignatureNotAsked(Refusal):
    def __init__(self):
        super().__init__("Nothing was signed: no build waits for it.")
        self.hint = "Look at the run: it may have been tried again, or its items are mended."


class SignatureMovedOn(Refusal):
    def __init__(self):
        super().__init__("Nothing was signed: the list of items is not the one you saw.")
        self.hint = "Look at the list as it is now, and sign for that."


class ConfirmationWrong(Invalid):
    """Something else was typed than what confirms it."""

    def __init__(self, wanted: str):
        super().__init__(f"To confirm, type “{wanted}”.")
