"""The last look before anything is written: what takes two people comes with its approval.

The one write path asks it, so that no page, command, undo or bulk change can forget.
"""

from collections.abc import Sequence

from entities.errors import ApprovalNeeded
from entities.operations.deeds import Deed

CARRIED_OUT = "carried out"


def must_be_approved(deeds: Sequence[Deed]) -> None:
    """Raises ApprovalNeeded for a deletion that takes two people, unless an approval is used up by
    the same act."""
    going = next((deed for deed in deeds if _takes_two(deed)), None)
    if going is not None and not any(map(_uses_one_up, deeds)):
        raise ApprovalNeeded(f"Deleting this {going.entity.label.lower()} for good")


def _takes_two(deed: Deed) -> bool:
    """What moves is there under another key."""
    return deed.after is None and deed.action != "move" and deed.entity.deletion.two_people


def _uses_one_up(deed: Deed) -> bool:
    return deed.entity.name == "approvals" and deed.after.get("status") == CARRIED_OUT
