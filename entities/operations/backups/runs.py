"""The runs of sets that are being taken: whether anything is still to be expected of them."""

from collections.abc import Iterable

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound
from entities.operations.backups.sets import BEING_TAKEN, BackupSet
from entities.operations.runs.run import find_run
from entities.operations.runs.status import ENDED


def live_of(store, catalogue: Catalogue, sets: Iterable[BackupSet]) -> frozenset[str]:
    """The ids of the sets whose run is not at its end: one read for each that is being taken."""
    taken = [held for held in sets if held.status == BEING_TAKEN]
    return frozenset(held.set_id for held in taken if _is_live(store, catalogue, held))


def _is_live(store, catalogue: Catalogue, held: BackupSet) -> bool:
    try:
        return find_run(store, catalogue, held.run_id).status not in ENDED
    except ItemNotFound:
        return False
