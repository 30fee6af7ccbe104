"""Why something is done: who has to say so, and what is wrong with what was said.

In production every change needs a reason; a look at a hidden value needs one everywhere.
"""

from collections.abc import Sequence

from entities.errors import ReasonMissing, ReasonTooLong, ReasonTooShort
from entities.operations.deeds import Act, Deed

LONGEST = 500  # characters
SHORTEST = 10  # characters, where one word would be no reason


def is_required(store) -> bool:
    """Whether a change needs a reason."""
    return store.environment == "production"


def check_reason(reason: str, *, required: bool) -> None:
    """Raises ReasonMissing, ReasonTooLong."""
    if required and not reason.strip():
        raise ReasonMissing
    if len(reason) > LONGEST:
        raise ReasonTooLong(LONGEST)


def check_full_reason(reason: str) -> None:
    """For what is never done without one. Raises ReasonTooShort, ReasonTooLong."""
    if len(reason.strip()) < SHORTEST:
        raise ReasonTooShort(SHORTEST)
    check_reason(reason, required=True)


def must_be_said(store, deeds: Sequence[Deed], act: Act) -> None:
    """Raises ReasonMissing, ReasonTooLong. Keyroom's own records, such as those of runs, are no
    changes that somebody decides on."""
    if not all(deed.entity.system.name == "dashboard" for deed in deeds):
        check_reason(act.reason, required=is_required(store))
