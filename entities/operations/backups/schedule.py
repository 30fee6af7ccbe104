"""Scheduled sets: one per system and slot, begun once however many machines ask each minute."""

from datetime import datetime

from entities.errors import ItemNotFound, NothingToBackUp
from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import BEING_TAKEN, SCHEDULED, find_set
from entities.operations.backups.taking import Wanted, back_up
from entities.operations.deeds import Act
from entities.operations.runs.base import Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run


def scheduled_id(system: str, slot: datetime) -> str:
    """The same on every machine, so that the first to ask is the only one to begin."""
    return f"{slot:%Y%m%d-%H%M}-{system}"


def take_due(
    hands: Hands, work: Work, system: str, target: str, act: Act, policy: Policy, *, native: bool
) -> Run | None:
    """The run of the system's set of this slot, begun now or under way; None where it is at its
    end, was broken off, or there is nothing to back up. One read where nothing is due.
    """
    slot = policy.slot(act.now)
    set_id = scheduled_id(system, slot)
    try:
        if find_set(hands.store, hands.catalogue, set_id).status != BEING_TAKEN:
            return None
    except ItemNotFound:
        pass
    wanted = Wanted(
        system,
        hands.store.environment,
        target,
        name=f"{slot:%Y-%m-%d %H:%M} {system}",
        kind=SCHEDULED,
        set_id=set_id,
        native=native,
    )
    try:
        return back_up(hands, work, wanted, act, policy)
    except NothingToBackUp:
        return None
