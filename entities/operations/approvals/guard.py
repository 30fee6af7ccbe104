"""The last look before anything is written: what takes two people comes with its approval.

The one write path asks it, so that no page, command, undo or bulk change can forget.
"""

from collections.abc import Iterable, Sequence

from entities.dynamodb.steps import Check, Step
from entities.errors import ApprovalNeeded
from entities.operations.deeds import Deed
from entities.schema.conditions import Equals

CARRIED_OUT = "carried out"
COPY_BACK = "restore"  # the action of a deed that brings an item back from a backup


def must_be_approved(deeds: Sequence[Deed], also: Iterable[Step] = ()) -> None:
    """Raises ApprovalNeeded for a deletion that takes two people, unless an approval is used up by
    the same act; and for what is copied back from a backup, unless one of its run was."""
    if any(deed.action == COPY_BACK for deed in deeds) and not any(map(_shows_one, also)):
        raise ApprovalNeeded("Copying items of a backup back over those of today")
    going = next((deed for deed in deeds if _takes_two(deed)), None)
    if going is not None and not any(map(_uses_one_up, deeds)):
        raise ApprovalNeeded(f"Deleting this {going.entity.label.lower()} for good")


def _takes_two(deed: Deed) -> bool:
    """What moves is there under another key."""
    return deed.after is None and deed.action != "move" and deed.entity.deletion.two_people


def _uses_one_up(deed: Deed) -> bool:
    return deed.entity.name == "approvals" and deed.after.get("status") == CARRIED_OUT


def _shows_one(step: Step) -> bool:
    """Whether the transaction is refused unless an approval was used up."""
    used = Equals("status", CARRIED_OUT)
    return isinstance(step, Check) and step.entity.name == "approvals" and used in step.conditions
